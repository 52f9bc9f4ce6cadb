import { expect } from 'chai'
import { bytesToHex, silentLogger, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { encodeWakuMessage } from '../../../src/message/index.ts'
import { StoreClient, StoreService } from '../../../src/services/store/index.ts'
import { ArchiveWriter, createMemoryMessageArchive, type MessageArchive } from '../../../src/storage/index.ts'
import { Hosts } from '../../support/hosts.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { connect, type RelayNode, RelayNodes, TOPIC } from '../relay/relay-nodes.ts'

const CONTENT = '/history/1/test/proto'
const MESSAGES = 1_000
const query = { pubsubTopic: TOPIC, contentTopics: [CONTENT] }

/** Of a thousand messages that go over relay into an archive. Proofs are another test's: here the validator accepts all. */
describe('a store node behind relay', function () {
  this.timeout(120_000)
  const nodes = new RelayNodes()
  const hosts = new Hosts()
  const accept = { validate: async () => ({ action: 'accept', reason: 'valid' }) as const }
  const stops: (() => Promise<unknown>)[] = []
  let archive: MessageArchive
  let store: RelayNode
  let client: StoreClient

  before(async () => {
    const metrics = new RecordingMetrics()
    const parts = { clock: systemClock, logger: silentLogger, metrics }
    archive = createMemoryMessageArchive()
    store = await nodes.start(accept)
    const publisher = await nodes.start(accept)
    const writer = new ArchiveWriter({ archive, ...parts })
    const plenty = { capacity: 1e6, refillPerSecond: 1e6 }
    const service = new StoreService(
      { host: store.host, archive, ...parts },
      { quota: { perPeer: plenty, global: plenty } },
    )
    for (const part of [writer, service]) {
      await part.start()
      stops.unshift(() => part.stop())
    }
    store.relay.onMessage(({ pubsubTopic, data }) => writer.offer(pubsubTopic, data))
    await connect(publisher, store)
    const startNs = BigInt(Date.now()) * 1_000_000n
    for (let number = 0; number < MESSAGES; number++) {
      const data = encodeWakuMessage({
        payload: Uint8Array.of(number & 0xff, number >> 8),
        contentTopic: CONTENT,
        version: 0,
        // Three of each time: their order is that of their hashes.
        timestampNs: startNs + BigInt(Math.floor(number / 3)),
        meta: new Uint8Array(),
        ephemeral: false,
      })
      await publisher.relay.publish(TOPIC, data)
    }
    const deadlineMs = Date.now() + 60_000
    while ((await archive.stats()).messages < MESSAGES) {
      if (Date.now() > deadlineMs) throw new Error(`${(await archive.stats()).messages} messages arrived`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const own = await hosts.start([])
    await own.dial(store.host.getMultiaddrs())
    client = new StoreClient({ host: own, clock: systemClock, random: systemRandom, metrics })
  })
  after(async () => {
    for (const stop of stops) await stop()
    await hosts.stop()
    await nodes.stop()
    await archive?.close()
  })

  async function walk(forward: boolean, limit: number): Promise<{ hashes: string[]; pages: number }> {
    const hashes: string[] = []
    let pages = 0
    for await (const page of client.query(store.peerId, { ...query, forward, limit })) {
      const its = page.messageHashes.map(bytesToHex)
      hashes.push(...(forward ? its : its.toReversed()))
      pages++
    }
    return { hashes, pages }
  }

  it('gives all of them, in the order of time and each once, forwards and backwards, whatever the page', async () => {
    const { hashes, pages } = await walk(true, 100)
    expect(pages).to.equal(10)
    expect(new Set(hashes).size).to.equal(MESSAGES)
    expect(await walk(true, 33)).to.deep.equal({ hashes, pages: 31 })
    expect(await walk(false, 77)).to.deep.equal({ hashes: hashes.toReversed(), pages: 13 })
  })

  it('takes up a walk at any cursor, in either direction', async () => {
    const { hashes } = await walk(true, 100)
    const cursor = new Uint8Array(Buffer.from(hashes[500]!, 'hex'))
    const after = await client.queryPage(store.peerId, { ...query, cursor, limit: 3 })
    expect(after.messageHashes.map(bytesToHex)).to.deep.equal(hashes.slice(501, 504))
    const before = await client.queryPage(store.peerId, { ...query, cursor, limit: 3, forward: false })
    expect(before.messageHashes.map(bytesToHex)).to.deep.equal(hashes.slice(497, 500))
  })
})
