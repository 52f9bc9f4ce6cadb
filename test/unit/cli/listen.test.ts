import { expect } from 'chai'
import { silentLogger, systemClock } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { runCommandLine } from '../../support/command-line.ts'
import { FakeWakuNode } from '../../support/fake-waku-node.ts'

const TOPIC = '/my-app/1/chat/utf8'
const SENT_AT_NS = 1_735_296_000_123_456_789n

describe('wakunode send and listen', () => {
  let node: FakeWakuNode
  let server: RestServer

  beforeEach(async () => {
    node = new FakeWakuNode()
    const options = { address: '127.0.0.1', port: 0, cacheCapacity: 50, allowedOrigins: [], version: '1.2.3' }
    server = new RestServer({ node, clock: systemClock, logger: silentLogger }, options)
    await server.start()
  })
  afterEach(() => server.stop())

  /** What `listen` prints of payloads that arrive once it listens. */
  async function heard(payloads: readonly Uint8Array[], ...flags: string[]): Promise<readonly string[]> {
    const relayFor = node.relayFor.bind(node)
    node.relayFor = (contentTopic) => {
      relayFor(contentTopic)
      for (const payload of payloads) node.deliver({ payload, contentTopic: TOPIC, timestampNs: SENT_AT_NS })
    }
    const count = `--count=${payloads.length}`
    const args = ['listen', '--rest', server.url, '--content-topic', TOPIC, count, ...flags]
    const { exitCode, output } = await runCommandLine(args, { untilStopped: () => new Promise(() => undefined) })
    expect(exitCode).to.equal(0)
    return output
  }

  it('prints when a message was sent and what it says, and stops after as many as were asked for', async () => {
    const texts = ['one', 'zwei', '三'].map((text) => Buffer.from(text))
    expect(await heard(texts)).to.deep.equal([
      '2024-12-27T10:40:00.123Z  one',
      '2024-12-27T10:40:00.123Z  zwei',
      '2024-12-27T10:40:00.123Z  三',
    ])
  })

  it('keeps strangers from steering the terminal', async () => {
    const hostile = ['\u001b[2Jgone', 'a\rb\nc', '\u202eright to left', '\u009b31m'].map((text) => Buffer.from(text))
    const lines = (await heard(hostile)).map((line) => line.slice(26))
    expect(lines).to.deep.equal(['\ufffd[2Jgone', 'a\ufffdb\ufffdc', '\ufffdright to left', '\ufffd31m'])
  })

  it('prints what is no text as hexadecimal', async () => {
    expect((await heard([Uint8Array.of(0xff, 0xfe, 0)]))[0]).to.match(/ {2}0xfffe00$/)
  })

  it('prints lines of JSON for machines, with every digit of the timestamp', async () => {
    const [line] = await heard([Buffer.from('hi')], '--json')
    const { timestamp, payload } = JSON.parse(line!)
    expect({ timestamp, payload }).to.deep.equal({ timestamp: String(SENT_AT_NS), payload: 'aGk=' })
  })

  it('stops when it is told to', async () => {
    const { exitCode, output } = await runCommandLine(['listen', '--rest', server.url], {
      untilStopped: async () => undefined,
    })
    expect({ exitCode, output }).to.deep.equal({ exitCode: 0, output: [] })
  })

  it('sends a text as it was typed', async () => {
    const args = ['send', 'a "quoted" 三', '--rest', server.url, '--content-topic', TOPIC, '--ephemeral', '--json']
    const { exitCode, output } = await runCommandLine(args)
    expect(exitCode).to.equal(0)
    expect(JSON.parse(output[0]!)).to.include({ recipients: 3 })
    const [message] = node.published
    expect(Buffer.from(message!.payload).toString()).to.equal('a "quoted" 三')
    expect(message).to.include({ contentTopic: TOPIC, ephemeral: true })
  })
})
