import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'
import { FakeWakuNode } from '../../support/fake-waku-node.ts'

const TOPIC = '/my-app/1/chat/proto'

/** One client of the stream. */
class Listener {
  readonly response: IncomingMessage
  readonly #request: ClientRequest
  #text = ''
  #wake: (() => void) | undefined

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#request = sent
    this.response = response
    response.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString()
      this.#wake?.()
    })
    response.on('error', () => undefined)
  }

  static open(url: string, headers: Record<string, string> = {}): Promise<Listener> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { headers }, (response) => resolve(new Listener(sent, response)))
      sent.on('error', reject)
      sent.end()
    })
  }

  /** The stream's blocks from the first on, once there are as many. */
  async blocks(count: number): Promise<string[]> {
    for (;;) {
      const blocks = this.#text.split('\n\n').slice(0, -1)
      if (blocks.length >= count) return blocks
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  close(): void {
    this.#request.destroy()
  }
}

describe('the event stream', () => {
  let node: FakeWakuNode
  let clock: FakeClock
  let server: RestServer
  const listeners: Listener[] = []

  beforeEach(async () => {
    node = new FakeWakuNode()
    clock = new FakeClock()
    const options = { address: '127.0.0.1', port: 0, cacheCapacity: 3, allowedOrigins: [], version: '1.2.3' }
    server = new RestServer({ node, clock, logger: silentLogger }, options)
    await server.start()
  })
  afterEach(async () => {
    for (const listener of listeners.splice(0)) listener.close()
    await server.stop()
  })

  async function listen(path = '/events', headers: Record<string, string> = {}): Promise<Listener> {
    const listener = await Listener.open(server.url + path, headers)
    listeners.push(listener)
    return listener
  }

  const deliver = (text: string): void => {
    node.deliver({ payload: Buffer.from(text), contentTopic: TOPIC, timestampNs: 1735296000123456789n })
  }
  const payloadOf = (block: string): string => {
    const data = /^data: (.*)$/m.exec(block)![1]!
    return Buffer.from(JSON.parse(data).message.payload, 'base64').toString()
  }

  it('pushes every message with an id, its hash and all digits of its timestamp', async () => {
    const listener = await listen()
    deliver('one')
    deliver('two')
    const [retry, first, second] = await listener.blocks(3)
    expect(retry).to.match(/^retry: \d+$/)
    expect(first)
      .to.match(/^id: 1\nevent: message\n/)
      .and.to.include('"timestamp":1735296000123456789')
    expect(first).to.match(/"messageHash":"0x[0-9a-f]{64}"/)
    expect([first!, second!].map(payloadOf)).to.deep.equal(['one', 'two'])
  })

  it('resumes after the last id, without loss or repetition', async () => {
    for (const text of ['one', 'two', 'three']) deliver(text)
    const listener = await listen('/events', { 'last-event-id': '1' })
    deliver('four')
    const blocks = await listener.blocks(4)
    expect(blocks.slice(1).map(payloadOf)).to.deep.equal(['two', 'three', 'four'])
  })

  it('tells a client that it missed events which are forgotten', async () => {
    for (let i = 0; i < 1_030; i++) deliver(String(i))
    for (const id of ['1', '5000']) {
      const [, gap] = await (await listen('/events', { 'last-event-id': id })).blocks(2)
      expect(gap).to.equal('event: gap\ndata: {}')
    }
  })

  it("pushes the node's state once a second while somebody listens, and only the types asked for", async () => {
    const listener = await listen('/events?types=status')
    deliver('not asked for')
    clock.advance(1_000)
    const [, status] = await listener.blocks(2)
    expect(status).to.match(/^event: status\n/)
    const { health, rln, verdicts } = JSON.parse(status!.split('data: ')[1]!)
    expect(health.nodeHealth).to.equal('READY')
    expect(rln).to.include({ epoch: 29, leafCount: 3 })
    expect(verdicts).to.deep.equal({ valid: 2, proof_missing: 1 })
  })

  it('stays short every second, however many shards the node relays and members it has caught', async () => {
    node.relayed.push(...Array.from({ length: 1_024 }, (_, shard) => `/waku/2/rs/16/${shard}`))
    node.status = { ...node.status, convicted: Array.from({ length: 1_024 }, (_, member) => BigInt(member)) }
    node.healthReport = {
      node: 'READY',
      sinceMs: FAKE_START_MS,
      protocols: [],
      topics: node.relayed.map((pubsubTopic) => {
        return { pubsubTopic, health: 'unhealthy', meshPeers: 0, sinceMs: FAKE_START_MS, problem: 'p'.repeat(50) }
      }),
    }
    const listener = await listen('/events?types=status')
    clock.advance(1_000)
    const [, status] = await listener.blocks(2)
    expect(status!.length).to.be.below(8_000)
    expect(JSON.parse(status!.split('data: ')[1]!).health.topicsHealth).to.have.length(16)
  })

  it('makes nothing that nobody wants to hear', async () => {
    let asked = 0
    node.health = () => {
      asked++
      return node.healthReport
    }
    const listener = await listen('/events?types=message')
    clock.advance(10_000)
    deliver('one')
    await listener.blocks(2)
    expect(asked).to.equal(0)
  })

  it('tells the counters of the last minutes, peers and members caught at once, and again what changed', async () => {
    clock.advance(2_000)
    node.status = { ...node.status, verdicts: { valid: 5, proof_missing: 1, malformed_proof: 0 } }
    clock.advance(1_000)
    const listener = await listen('/events?types=history,peers,spam')
    const dataOf = (block: string) => JSON.parse(/^data: (.*)$/m.exec(block)![1]!)
    const [, history, peers, spam] = await listener.blocks(4)
    expect(history).to.match(/^event: history\n/)
    expect(dataOf(history!).verdicts).to.deep.equal({ valid: [2, 2, 2, 5], proof_missing: [1, 1, 1, 1] })
    expect(dataOf(history!).atMs.map((atMs: number) => atMs - FAKE_START_MS)).to.deep.equal([0, 1_000, 2_000, 3_000])
    expect(dataOf(history!).actions).to.include({ valid: 'accept', double_signal: 'ignore' })
    expect(dataOf(peers!)).to.deep.equal({ known: 0, connected: 0, peers: [] })
    expect(dataOf(spam!)).to.deep.equal({ total: 0, records: [] })
    node.caught.push({ idCommitment: 2n, fate: 'member' })
    clock.advance(3_000)
    node.caught.push({ idCommitment: 3n, fate: 'slashed' })
    clock.advance(1_000)
    const told = (await listener.blocks(6)).slice(4)
    expect(told.map((block) => dataOf(block).total)).to.deep.equal([1, 2])
  })

  it('tells of peers no more than a page shows, those in the mesh first', async () => {
    node.mesh = ['peer-69']
    for (let i = 0; i < 70; i++) {
      node.known.push({
        peerId: `peer-${i}`,
        multiaddr: `/dns4/${'a'.repeat(1_000)}`,
        connectedness: i < 60 ? 'NotConnected' : 'Connected',
        protocols: [],
        agent: '<script>',
        isStatic: false,
        shards: [],
        score: 0.123456,
      })
    }
    const [, block] = await (await listen('/events?types=peers')).blocks(2)
    const { known, connected, peers } = JSON.parse(/^data: (.*)$/m.exec(block!)![1]!)
    expect([known, connected, peers.length]).to.deep.equal([70, 10, 50])
    expect(peers[0]).to.deep.include({ peerId: 'peer-69', meshShards: [0], score: 0.1 })
    expect(peers[1]).to.include({ peerId: 'peer-60', connectedness: 'Connected' })
    expect(peers[0].multiaddr).to.have.length(200)
  })

  it('ends the stream of a client that does not read, and keeps serving the others', async () => {
    const slow = await listen()
    slow.response.pause()
    const ended = new Promise((resolve) => slow.response.on('close', resolve))
    const payload = Buffer.alloc(140_000)
    // More than its buffer here and the sockets' buffers below take together.
    for (let i = 0; i < 200; i++) {
      node.deliver({ payload, contentTopic: TOPIC })
      await new Promise((resolve) => setImmediate(resolve))
    }
    slow.response.resume()
    await ended
    const other = await listen()
    deliver('still here')
    expect(payloadOf((await other.blocks(2))[1]!)).to.equal('still here')
  })

  it('refuses unknown types, odd ids and more streams than it has places', async () => {
    expect((await listen('/events?types=everything')).response.statusCode).to.equal(400)
    expect((await listen('/events', { 'last-event-id': 'x' })).response.statusCode).to.equal(400)
    for (let i = 0; i < 64; i++) await listen()
    expect((await listen()).response.statusCode).to.equal(503)
    listeners[10]!.close()
  })
})
