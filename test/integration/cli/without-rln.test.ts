import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { CommandProcess, runToEnd, wakunodePath } from '../../support/command-process.ts'

const PUBSUB_TOPIC = '/waku/2/rs/16/0'
const CONTENT_TOPIC = '/operators/1/plain/proto'
const TIMEOUT_MS = 60_000

interface Node {
  readonly child: CommandProcess
  readonly ready: { readonly multiaddrs: readonly string[]; readonly rest: string; readonly [field: string]: unknown }
}

describe('wakunode run --rln-relay=false', function () {
  this.timeout(180_000)
  const started: CommandProcess[] = []
  after(() => Promise.all(started.map((child) => child.end())))

  async function run(...flags: string[]): Promise<Node> {
    const own = ['--rln-relay=false', '--cluster-id=16', '--listen-address=127.0.0.1', '--tcp-port=0', '--rest-port=0']
    const child = new CommandProcess(wakunodePath, ['run', '--json', ...own, ...flags])
    started.push(child)
    const [line] = await child.line(/^\{"ready":true.*/)
    return { child, ready: JSON.parse(line) }
  }

  it('relays without proofs, serves light clients and history, and says that it is unprotected', async () => {
    const server = await run('--store', '--filter', '--lightpush')
    const address = server.ready.multiaddrs[0]!
    const [peer, light] = await Promise.all([
      run(`--staticnode=${address}`),
      run('--relay=false', `--filternode=${address}`, `--lightpushnode=${address}`, `--storenode=${address}`),
    ])
    expect(server.ready).to.include({ chainId: null, contract: null, membershipIndex: null })
    await server.child.line(/WARN.*anybody can flood this node/)
    await waitUntil(systemClock, 'the nodes are ready', TIMEOUT_MS, async () => {
      return (await health(server)).nodeHealth === 'READY' && (await health(peer)).nodeHealth === 'READY'
    })
    const { protocolsDetail } = await health(server)
    const rln = protocolsDetail.find(({ protocol }: { protocol: string }) => protocol === 'Rln Relay')
    expect(rln).to.include({ health: 'NOT_MOUNTED' })
    expect([rln.problem, rln.advice].join()).to.match(/flood.*--rln-relay=false/)
    const status = await ask(server, '/rln/v1/status')
    expect([status.status, (await status.json()).code]).to.deep.equal([404, 'rln_not_mounted'])
    const events = await ask(server, '/events?types=status')
    expect((await firstEvent(events)).rln).to.equal(null)

    const subscription = { requestId: 'a', contentFilters: [CONTENT_TOPIC], pubsubTopic: PUBSUB_TOPIC }
    expect((await ask(light, '/filter/v2/subscriptions', subscription)).status).to.equal(200)
    const receipt = await (
      await ask(peer, '/relay/v1/auto/messages', messageOf('by relay'), { accept: 'application/json' })
    ).json()
    expect(receipt).to.include({ recipients: 1, proofKind: 'none' })
    const pushed = await ask(light, '/lightpush/v3/message', {
      pubsubTopic: PUBSUB_TOPIC,
      message: messageOf('by light push'),
    })
    expect(await pushed.json()).to.deep.include({ relayPeerCount: 1 })

    await arrive('by relay', peer, `/relay/v1/messages/${encodeURIComponent(PUBSUB_TOPIC)}`, 2)
    await arrive('by filter', light, `/filter/v2/messages/${encodeURIComponent(CONTENT_TOPIC)}`, 2)
    const query = new URLSearchParams({ pubsubTopic: PUBSUB_TOPIC, contentTopics: CONTENT_TOPIC })
    await waitUntil(systemClock, 'both are history', TIMEOUT_MS, async () => {
      const page = await (await ask(light, `/store/v3/messages?${query}`)).json()
      return page.messages.length === 2
    })
  })

  it('is refused where proofs are asked for', async () => {
    for (const flag of ['--preset=twn', '--rln-relay-cred-path=k.json', '--slash']) {
      const { exitCode, remarks } = await runToEnd(wakunodePath, ['run', '--rln-relay=false', flag])
      expect(exitCode).to.equal(2)
      expect(remarks.join('\n')).to.include('--rln-relay=false').and.to.include(flag.split('=')[0]!)
    }
  })

  async function arrive(what: string, node: Node, path: string, count: number): Promise<void> {
    const received: unknown[] = []
    await waitUntil(systemClock, `${count} messages ${what}`, TIMEOUT_MS, async () => {
      received.push(...(await (await ask(node, path)).json()))
      return received.length >= count
    })
    expect(received).to.have.length(count)
  }

  function messageOf(text: string) {
    return { payload: Buffer.from(text).toString('base64'), contentTopic: CONTENT_TOPIC }
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answer of a route, of which the test reads fields
  async function health(node: Node): Promise<any> {
    return (await ask(node, '/health')).json()
  }

  function ask({ ready }: Node, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    if (body === undefined) return fetch(`${ready.rest}${path}`)
    const json = { 'content-type': 'application/json', ...headers }
    return fetch(`${ready.rest}${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) })
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  async function firstEvent(stream: Response): Promise<any> {
    let text = ''
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const data = /^data: ?(.+)\n/m.exec(text)?.[1]
      if (data !== undefined) return JSON.parse(data)
    }
    throw new Error(`no event in ${text}`)
  }
})
