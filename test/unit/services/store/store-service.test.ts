import type { Libp2p } from '@libp2p/interface'
import { expect } from 'chai'
import { bytesToHex, silentLogger, systemClock, systemRandom } from '../../../../src/foundation/index.ts'
import { encodeWakuMessage, type ProofFinding } from '../../../../src/message/index.ts'
import { RequestClient, type RequestQuotaOptions } from '../../../../src/network/index.ts'
import { StoreClient, type StoreRequest, StoreService } from '../../../../src/services/store/index.ts'
import { storeProtocol } from '../../../../src/services/store/store-protocol.ts'
import {
  archivedMessageOf,
  createMemoryMessageArchive,
  type MessageArchive,
  StorageError,
} from '../../../../src/storage/index.ts'
import { Hosts } from '../../../support/hosts.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const TOPIC = '/waku/2/rs/1/0'
const CONTENT = '/store/1/test/proto'
const START_NS = 1_700_000_000_000_000_000n
const query = { pubsubTopic: TOPIC, contentTopics: [CONTENT] }
const request: StoreRequest = { requestId: 'a', includeData: true, ...query, messageHashes: [], forward: true }
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

describe('StoreService', () => {
  const hosts = new Hosts()
  let archive: MessageArchive
  let service: StoreService | undefined
  let metrics: RecordingMetrics
  let host: Libp2p

  beforeEach(() => {
    archive = createMemoryMessageArchive()
    metrics = new RecordingMetrics()
  })
  afterEach(async () => {
    await service?.stop()
    await hosts.stop()
    await archive.close()
  })

  async function fill(count: number, payloadBytes = 1): Promise<void> {
    for (let number = 0; number < count; number++) {
      const payload = new Uint8Array(payloadBytes)
      new DataView(payload.buffer).setUint8(0, number % 256)
      const data = encodeWakuMessage({
        payload,
        contentTopic: CONTENT,
        version: 0,
        timestampNs: START_NS + BigInt(number),
        meta: new Uint8Array(),
        ephemeral: false,
      })
      await archive.put([archivedMessageOf(TOPIC, data)!])
    }
  }

  async function serve(quota?: RequestQuotaOptions, from: Pick<MessageArchive, 'query'> = archive): Promise<void> {
    host = await hosts.start()
    const components = { host, archive: from, clock: systemClock, logger: silentLogger, metrics }
    service = new StoreService(components, quota && { quota })
    await service.start()
  }

  async function connect(): Promise<Libp2p> {
    const own = await hosts.start([])
    await own.dial(host.getMultiaddrs())
    return own
  }

  async function client(): Promise<StoreClient> {
    return new StoreClient({ host: await connect(), clock: systemClock, random: systemRandom, metrics })
  }

  async function walk(forward: boolean, limit: number): Promise<bigint[][]> {
    const pages: bigint[][] = []
    for await (const page of (await client()).query(host.peerId.toString(), { ...query, forward, limit })) {
      pages.push(page.messages.map(({ message }) => message.timestampNs - START_NS))
    }
    return pages
  }

  it('pages from the oldest message to the newest, and back, each page in the order of time', async () => {
    await fill(5)
    await serve()
    expect(await walk(true, 2)).to.deep.equal([[0n, 1n], [2n, 3n], [4n]])
    expect(await walk(false, 2)).to.deep.equal([[3n, 4n], [1n, 2n], [0n]])
  })

  it('ends a page before it is longer than js-waku reads, in both directions, and loses nothing', async () => {
    await fill(40, 150_000)
    await serve()
    for (const forward of [true, false]) {
      const pages = await walk(forward, 100)
      expect(pages.map(({ length }) => length)).to.deep.equal([27, 13])
      expect(pages.flat().sort((a, b) => Number(a - b))).to.deep.equal(Array.from({ length: 40 }, (_, n) => BigInt(n)))
    }
    const response = await service!.answer({ ...request, limit: 100 })
    expect(storeProtocol.response!.encode(response).length).to.be.within(4_000_000, 4 * 1024 * 1024)
  })

  it('gives messages in the bytes in which they were archived', async () => {
    await fill(1)
    await serve()
    const stored = await archive.query({ forward: true, limit: 1, includeData: true })
    const { entries } = await service!.answer(request)
    expect(entries[0]!.content!.data).to.deep.equal(stored.ok && stored.entries[0]!.data)
  })

  it('says of a proof in its own pages what the check finds, when asked to look, and else nothing', async () => {
    await fill(3)
    host = await hosts.start()
    const findings: ProofFinding[] = ['valid', 'root_unknown', 'invalid']
    const looked: string[] = []
    const checkProof = async (pubsubTopic: string): Promise<ProofFinding> => {
      looked.push(pubsubTopic)
      return findings[looked.length - 1]!
    }
    service = new StoreService({ host, archive, checkProof, clock: systemClock, logger: silentLogger, metrics })
    await service.start()
    const proofs = async (checksProofs?: boolean): Promise<ProofFinding[]> =>
      (await service!.queryPage(query, checksProofs)).messages.map(({ proof }) => proof)
    expect(await proofs()).to.deep.equal(['unchecked', 'unchecked', 'unchecked'])
    expect(looked).to.deep.equal([])
    expect(await proofs(true)).to.deep.equal(findings)
    expect(looked).to.deep.equal([TOPIC, TOPIC, TOPIC])
  })

  it('gives hashes without messages, and messages by their hashes, further on by a cursor', async () => {
    await fill(3)
    await serve()
    const bare = await service!.answer({ ...request, includeData: false })
    expect(bare.entries.map(({ content }) => content)).to.deep.equal([undefined, undefined, undefined])
    const [first, second] = bare.entries.map(({ messageHash }) => messageHash)
    const byHash = { ...request, pubsubTopic: undefined, contentTopics: [], messageHashes: [first!, second!] } as never
    expect((await service!.answer(byHash)).entries.map(({ messageHash }) => messageHash)).to.deep.equal([first, second])
    const after: StoreRequest = { ...(byHash as StoreRequest), cursor: second! }
    expect(await service!.answer(after))
      .to.include({ statusCode: 200 })
      .and.have.property('entries').that.is.empty
  })

  it('refuses what makes no sense and cursors that it does not know, naming the request', async () => {
    await serve()
    const { contentTopics: _, ...halved } = request
    for (const wrong of [
      { ...halved, contentTopics: [] },
      { ...request, cursor: new Uint8Array(32) },
    ]) {
      const { requestId, statusCode, statusDesc } = await service!.answer(wrong)
      expect([requestId, statusCode]).to.deep.equal(['a', 400])
      expect(statusDesc).to.match(/^BAD_REQUEST: /)
    }
  })

  it('answers 400 to bytes that are no request, without a name', async () => {
    await serve()
    const garbage = { ...storeProtocol, request: { ...storeProtocol.request, encode: () => Uint8Array.of(0xff) } }
    const raw = new RequestClient({ host: await connect(), clock: systemClock, metrics }, garbage)
    const { requestId, statusCode } = await raw.request(host.peerId.toString(), request)
    expect([requestId, statusCode]).to.deep.equal(['N/A', 400])
  })

  it('answers 503 while the archive fails, and serves again when that is over', async () => {
    let isBroken = true
    await serve(undefined, {
      query: (wanted) =>
        isBroken ? Promise.reject(new StorageError('store_closed', 'the disk is gone')) : archive.query(wanted),
    })
    const { statusCode, statusDesc } = await service!.answer(request)
    expect([statusCode, statusDesc]).to.deep.equal([503, 'SERVICE_UNAVAILABLE: store_closed'])
    isBroken = false
    expect((await service!.answer(request)).statusCode).to.equal(200)
  })

  it('answers 429 to a peer over its quota, and serves others meanwhile', async () => {
    await serve({ perPeer: { capacity: 1, refillPerSecond: 0 }, global: plenty })
    const greedy = new RequestClient({ host: await connect(), clock: systemClock, metrics }, storeProtocol)
    const peer = host.peerId.toString()
    expect((await greedy.request(peer, request)).statusCode).to.equal(200)
    const { requestId, statusCode } = await greedy.request(peer, request)
    expect([requestId, statusCode]).to.deep.equal(['N/A', 429])
    expect((await (await client()).queryPage(peer, query)).messageHashes).to.deep.equal([])
  })

  it('answers never more than a hundred messages, whatever is asked for', async () => {
    await fill(101)
    await serve()
    const page = await service!.answer({ ...request, limit: 1_000_000 })
    expect(page.entries).to.have.length(100)
    expect(bytesToHex(page.cursor!)).to.equal(bytesToHex(page.entries.at(-1)!.messageHash))
    expect((await service!.answer(request)).entries).to.have.length(20)
  })
})
