import { expect } from 'chai'
import { type StateStore, silentLogger, systemRandom } from '../../../../src/foundation/index.ts'
import { decodeWakuMessage, encodeWakuMessage, type ProofFinding } from '../../../../src/message/index.ts'
import {
  completeStoreQuery,
  RESUME_RANGE_MS,
  type ResumePeer,
  type StoreClient,
  type StoredMessage,
  StoreError,
  type StorePage,
  type StoreQuery,
  StoreResume,
  StoreService,
} from '../../../../src/services/store/index.ts'
import { checkPage } from '../../../../src/services/store/store-page.ts'
import {
  type ArchiveEntry,
  archivedMessageOf,
  createMemoryMessageArchive,
  createMemoryStateStore,
  type MessageArchive,
} from '../../../../src/storage/index.ts'
import { FAKE_START_MS } from '../../../support/fake-clock.ts'
import { ImpatientClock } from '../../../support/impatient-clock.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const TOPIC = '/waku/2/rs/1/0'
const MINUTE_MS = 60_000
const EMPTY: StorePage = { messageHashes: [], messages: [] }
const SECONDS_UNTIL_DONE = 60

describe('StoreResume', () => {
  let clock: ImpatientClock
  let metrics: RecordingMetrics
  let own: MessageArchive
  let remote: MessageArchive
  let store: StateStore
  let proof: ProofFinding
  let asked: string[]
  let failures: Map<string, StoreError>
  let peers: readonly ResumePeer[]
  let resume: StoreResume | undefined
  let lying: ((query: StoreQuery) => Promise<StorePage>) | undefined

  beforeEach(() => {
    clock = new ImpatientClock()
    metrics = new RecordingMetrics()
    own = createMemoryMessageArchive()
    remote = createMemoryMessageArchive()
    store = createMemoryStateStore()
    proof = 'valid'
    asked = []
    failures = new Map()
    peers = [{ peer: 'a', isTrusted: true }]
  })
  afterEach(async () => {
    await resume?.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  async function put(
    archive: MessageArchive,
    minutesAgo: number,
    pubsubTopic = TOPIC,
    ephemeral = false,
  ): Promise<void> {
    const data = encodeWakuMessage({
      payload: systemRandom.bytes(8),
      contentTopic: '/store/1/test/proto',
      version: 0,
      timestampNs: BigInt(FAKE_START_MS - minutesAgo * MINUTE_MS) * 1_000_000n,
      meta: new Uint8Array(),
      ephemeral,
    })
    await archive.put([archivedMessageOf(pubsubTopic, data)!])
  }

  /** All of the way but the wire: the service's answer, held to the query. */
  const client: Pick<StoreClient, 'queryPage'> = {
    queryPage: async (peer, partial) => {
      asked.push(peer)
      if (peer === 'liar') return lying!(completeStoreQuery(partial))
      return honest(peer, partial)
    },
  }

  async function honest(peer: string, partial: Partial<StoreQuery>): Promise<StorePage> {
    const failure = failures.get(peer)
    if (failure !== undefined) throw failure
    const query = completeStoreQuery(partial)
    const service = new StoreService({
      archive: remote,
      clock,
      logger: silentLogger,
      metrics: new RecordingMetrics(),
      host: { handle: async () => undefined, unhandle: async () => undefined },
    })
    const page = checkPage(query, await service.answer({ ...query, requestId: 'r' }))
    return { ...page, messages: page.messages.map((message) => ({ ...message, proof })) }
  }

  /** A message that is not in any archive, of so many minutes ago. */
  async function messageOf(minutesAgo: number): Promise<StoredMessage> {
    const elsewhere = createMemoryMessageArchive()
    await put(elsewhere, minutesAgo)
    const page = await elsewhere.query({ forward: true, limit: 1, includeData: true })
    const [{ messageHash, data }] = page.ok ? (page.entries as [ArchiveEntry]) : expect.fail()
    const decoded = decodeWakuMessage(data!)
    const message = decoded.ok ? decoded.message : expect.fail()
    return { messageHash, pubsubTopic: TOPIC, message, data: data!, proof }
  }

  function invented(): StorePage {
    const messageHashes = Array.from({ length: 100 }, () => systemRandom.bytes(32))
    return { messageHashes, messages: [], cursor: messageHashes.at(-1)! }
  }

  async function run(seconds = SECONDS_UNTIL_DONE): Promise<void> {
    resume = new StoreResume(
      { client, archive: own, store, peers: async () => peers, clock, logger: silentLogger, metrics },
      { pubsubTopics: [TOPIC] },
    )
    await resume.start()
    resume.fill()
    for (let second = 0; second < seconds; second++) await clock.advanceAsync(1_000)
  }

  const count = async (): Promise<number> => (await own.stats()).messages
  const outcome = (name: string): number | undefined =>
    metrics.value('waku_store_resume_messages_total', { outcome: name })

  it('fetches what is missing since the last message, and only that', async () => {
    await put(own, 60)
    await put(remote, 90)
    for (let minutes = 0; minutes < 50; minutes++) await put(remote, minutes)
    await run()
    expect(await count()).to.equal(51)
    expect(outcome('stored')).to.equal(50)
    expect(await store.list('store/resume', { limit: 1 })).to.deep.equal([])
  })

  it('goes back six hours at most', async () => {
    const rangeMinutes = RESUME_RANGE_MS / MINUTE_MS
    await put(own, rangeMinutes * 3)
    await put(remote, rangeMinutes + 10)
    await put(remote, rangeMinutes - 10)
    await run()
    expect(outcome('stored')).to.equal(1)
  })

  it('asks for hashes first, and not for messages that are there', async () => {
    for (let minutes = 0; minutes < 5; minutes++) await put(remote, minutes)
    const page = await remote.query({ forward: true, limit: 5, includeData: true })
    const there = page.ok ? page.entries.slice(0, 2) : []
    await own.put(there.map(({ pubsubTopic, data }) => archivedMessageOf(pubsubTopic!, data!)!))
    await run()
    expect([outcome('stored'), await count()]).to.deep.equal([3, 5])
  })

  it('fills the archive from another node where the first fails or lies', async () => {
    await put(remote, 1)
    peers = ['a', 'b', 'c'].map((peer) => ({ peer, isTrusted: false }))
    failures.set('a', new StoreError('peer_dial_failure', 'gone'))
    failures.set('b', new StoreError('bad_response', 'lies'))
    await run()
    expect(asked.slice(0, 3)).to.deep.equal(['a', 'b', 'c'])
    expect(await count()).to.equal(1)
  })

  const lies: readonly (readonly [what: string, lie: (query: StoreQuery) => Promise<StorePage>])[] = [
    ['invents hashes for ever', async ({ messageHashes }) => (messageHashes.length > 0 ? EMPTY : invented())],
    [
      'repeats a page for ever',
      async (query) => {
        const page = await honest('a', { ...query, limit: 1 })
        return query.messageHashes.length > 0 ? page : { ...page, cursor: page.messageHashes[0] ?? new Uint8Array(32) }
      },
    ],
    [
      'answers with a message of long ago',
      async (query) => {
        const old = await messageOf(RESUME_RANGE_MS / MINUTE_MS + 60)
        const messageHashes = [old.messageHash]
        return query.messageHashes.length > 0 ? { messageHashes, messages: [old] } : { messageHashes, messages: [] }
      },
    ],
    [
      'answers with a message of the future',
      async (query) => {
        const later = await messageOf(-60)
        const messageHashes = [later.messageHash]
        return query.messageHashes.length > 0 ? { messageHashes, messages: [later] } : { messageHashes, messages: [] }
      },
    ],
  ]
  for (const [what, lie] of lies) {
    it(`leaves a store node that ${what}, though it was named, and fills the archive from another`, async () => {
      await put(remote, 1)
      peers = [
        { peer: 'liar', isTrusted: true },
        { peer: 'b', isTrusted: false },
      ]
      lying = lie
      await run()
      expect(asked).to.include('b')
      const page = await own.query({ forward: true, limit: 10, includeData: false })
      const kept = await remote.query({ forward: true, limit: 10, includeData: false })
      expect(page).to.deep.equal(kept)
      expect(await store.list('store/resume', { limit: 1 }), 'the gap is filled').to.deep.equal([])
    })
  }

  it('waits for a store node to come', async () => {
    await put(remote, 1)
    peers = []
    await run(10)
    expect(await count()).to.equal(0)
    peers = [{ peer: 'a', isTrusted: false }]
    for (let second = 0; second < 20; second++) await clock.advanceAsync(1_000)
    expect(await count()).to.equal(1)
  })

  it('gives a busy node a rest, and goes on with it', async () => {
    await put(remote, 1)
    failures.set('a', new StoreError('too_many_requests', 'slowly'))
    await run(5)
    failures.clear()
    for (let second = 0; second < 5; second++) await clock.advanceAsync(1_000)
    expect(await count()).to.equal(1)
    expect(asked.length).to.be.lessThan(8)
  })

  it('believes nodes that somebody named about roots too old to be known, and others not', async () => {
    proof = 'root_unknown'
    await put(remote, 1)
    peers = [{ peer: 'a', isTrusted: false }]
    await run()
    expect([await count(), outcome('unproven')]).to.deep.equal([0, 1])
    await resume!.stop()
    peers = [{ peer: 'a', isTrusted: true }]
    await run()
    expect(await count()).to.equal(1)
  })

  it('takes no message whose proof is wrong, no ephemeral one and none of another network, from nobody', async () => {
    proof = 'invalid'
    await put(remote, 1)
    await run()
    expect(await count()).to.equal(0)
    await resume!.stop()
    proof = 'valid'
    remote = createMemoryMessageArchive()
    await put(remote, 1, TOPIC, true)
    await put(remote, 1, '/waku/2/rs/7/0')
    await run()
    expect(await count()).to.equal(0)
  })

  it('does not forget a gap that was not filled when newer messages come in', async () => {
    await put(own, 120)
    await put(remote, 60)
    peers = []
    await run(5)
    await put(own, 0)
    await resume!.stop()
    peers = [{ peer: 'a', isTrusted: true }]
    await run()
    expect(await count()).to.equal(3)
  })
})
