import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { noMetrics, silentLogger, systemClock, systemRandom } from '../../src/foundation/index.ts'
import { encodeWakuMessage } from '../../src/message/index.ts'
import { connectedPeersOf, RequestClient, UnwelcomePeers } from '../../src/network/index.ts'
import { ConnectionGate } from '../../src/network/server.ts'
import { FilterServer } from '../../src/services/filter/index.ts'
import { LightPushServer } from '../../src/services/lightpush/index.ts'
import { PeerExchangeService } from '../../src/services/peer-exchange/index.ts'
import { StoreService } from '../../src/services/store/index.ts'
import { archivedMessageOf, createMemoryMessageArchive, type MessageArchive } from '../../src/storage/index.ts'
import { connect, type RelayNode, RelayNodes, received, TOPIC } from '../integration/relay/relay-nodes.ts'
import { floodedServices } from '../support/flooded-services.ts'
import { Hosts } from '../support/hosts.ts'

const REQUESTS_PER_SECOND = 500
const SECONDS = 15
const MESSAGE_INTERVAL_MS = 50
const ARCHIVED = 1_000

/**
 * 500 requests a second of one peer. It is refused and then hung up, others are served, and relay goes on. Publisher, server and
 * receiver share this process; the flood comes from another. How far relay's times moved is printed and not asserted: on a machine
 * that does other things, too, they move by themselves.
 */
describe('a service under a flood of one peer (reliability row T50)', function () {
  this.timeout(300_000)
  const nodes = new RelayNodes()
  const hosts = new Hosts()
  const accept = { validate: async () => ({ action: 'accept', reason: 'valid' }) as const }
  const stops: (() => Promise<unknown>)[] = []
  const sentAtMs = new Map<string, number>()
  const latenciesMs: number[] = []
  let publisher: RelayNode
  let server: RelayNode
  let receiver: RelayNode
  let number = 0

  before(async () => {
    publisher = await nodes.start(accept)
    const unwelcome = new UnwelcomePeers(systemClock)
    const limits = { maxInbound: 50, maxInboundPerAddress: 5, countLoopback: false }
    server = await nodes.start({ ...accept, gate: new ConnectionGate({ metrics: noMetrics, unwelcome }, limits) })
    receiver = await nodes.start(accept)
    const parts = { host: server.host, unwelcome, clock: systemClock, logger: silentLogger, metrics: noMetrics }
    const archive = await filledArchive()
    const exchange = {
      peers: connectedPeersOf(server.host),
      ownRecord: async () => new Uint8Array(250),
      reachable: async () => new Set<string>(),
      suggest: () => undefined,
      needsPeers: () => false,
      random: systemRandom,
    }
    for (const service of [
      new StoreService({ ...parts, archive }),
      new FilterServer(
        { ...parts, peers: connectedPeersOf(server.host), isRelayed: () => true },
        { maxPeers: 100, maxCriteriaPerPeer: 100, timeToLiveMs: 300_000 },
      ),
      new LightPushServer({ ...parts, publish: async () => ({ ok: true, relayPeerCount: 1 }) }),
      new PeerExchangeService({ ...parts, ...exchange }, { clusterId: 1, serves: true }),
    ]) {
      await service.start()
      stops.push(() => service.stop())
    }
    await connect(publisher, server)
    await connect(receiver, server)
    receiver.relay.onMessage(({ data }) => {
      latenciesMs.push(performance.now() - sentAtMs.get(Buffer.from(data).toString('hex'))!)
    })
  })
  after(async () => {
    for (const stop of stops) await stop()
    await hosts.stop()
    await nodes.stop()
  })

  function messageOf(payload: number): Uint8Array {
    return encodeWakuMessage({
      payload: Buffer.alloc(200, String(payload)),
      contentTopic: '/flood/1/test/proto',
      version: 0,
      timestampNs: 1_700_000_000_000_000_000n + BigInt(payload),
      meta: new Uint8Array(),
      ephemeral: false,
    })
  }

  async function filledArchive(): Promise<MessageArchive> {
    const archive = createMemoryMessageArchive()
    await archive.put(Array.from({ length: ARCHIVED }, (_, index) => archivedMessageOf(TOPIC, messageOf(-1 - index))!))
    return archive
  }

  /** Relays over the server for a while. */
  async function relayed(): Promise<{ p50: number; p99: number; count: number }> {
    latenciesMs.length = 0
    const before = receiver.received.length
    const count = (SECONDS * 1_000) / MESSAGE_INTERVAL_MS
    for (let sent = 0; sent < count; sent++) {
      const data = messageOf(number++)
      sentAtMs.set(Buffer.from(data).toString('hex'), performance.now())
      await publisher.relay.publish(TOPIC, data)
      await new Promise((resolve) => setTimeout(resolve, MESSAGE_INTERVAL_MS))
    }
    await received(receiver, before + count)
    const sorted = latenciesMs.toSorted((a, b) => a - b)
    return { p50: sorted[Math.floor(count / 2)]!, p99: sorted[Math.floor(count * 0.99)]!, count: sorted.length }
  }

  async function flood(name: string): Promise<Record<string, number>> {
    const script = join(import.meta.dirname, '..', 'support', 'service-flooder.ts')
    const address = server.host.getMultiaddrs()[0]!.toString()
    const args = [script, address, name, String(REQUESTS_PER_SECOND), String(SECONDS + 2)]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    return JSON.parse(stdout)
  }

  for (const [name, { protocol, request, statusOf }] of Object.entries(floodedServices)) {
    it(`${name} refuses the flood, serves another, and lets relay be`, async () => {
      const before = await relayed()
      const flooding = flood(name)
      const honest = await hosts.start([])
      await honest.dial(server.host.getMultiaddrs())
      const client = new RequestClient({ host: honest, clock: systemClock, metrics: noMetrics }, protocol)
      const during = relayed()
      const statuses: number[] = []
      for (let asked = 0; asked < 5; asked++) {
        statuses.push(statusOf(await client.request(server.peerId, request)))
        await new Promise((resolve) => setTimeout(resolve, 2_000))
      }
      const figures = await during
      const answers = await flooding
      const total = Object.values(answers).reduce((sum, count) => sum + count, 0)
      const ms = ({ p50, p99 }: typeof before): string => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
      console.log(
        `      relay before: ${ms(before)}; during: ${ms(figures)}; the flood of ${Math.round(total / (SECONDS + 2))} a second was answered ${JSON.stringify(answers)}`,
      )
      expect(statuses).to.deep.equal([200, 200, 200, 200, 200])
      expect(answers['200'] ?? 0).to.be.lessThan(total / 10)
      expect(figures.count).to.equal(before.count)
    })
  }
})
