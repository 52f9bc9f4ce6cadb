import { expect } from 'chai'
import { bytesToHex, compareBytes } from '../../src/foundation/index.ts'
import type { ArchivedMessage, ArchivePage, ArchiveQuery, MessageArchive } from '../../src/storage/index.ts'
import {
  MAX_CONTENT_TOPICS_PER_QUERY,
  MAX_HASHES_PER_QUERY,
  MAX_MESSAGES_PER_PUT,
  PRUNE_STEP_LENGTH,
} from '../../src/storage/index.ts'
import { archiveMessage, archiveMessages } from './archive-messages.ts'
import { archiveAgainstModel } from './message-archive-model.ts'
import { expectRefusal } from './state-store-compliance.ts'

const OTHER_SHARD = '/waku/2/rs/1/5'
const ALL: ArchiveQuery = { forward: true, limit: 100, includeData: false }
const UNKNOWN = new Uint8Array(32).fill(7)

/**
 * What every implementation of the MessageArchive port must do. `open` hands out an empty archive each time; `runs` says
 * how many random histories it is compared with the model on.
 */
export function messageArchiveCompliance(name: string, open: () => Promise<MessageArchive>, runs = 50): void {
  describe(`${name}, as a MessageArchive`, () => {
    let archive: MessageArchive

    beforeEach(async () => {
      archive = await open()
    })

    afterEach(() => archive.close())

    const numbersOf = (page: ArchivePage, messages: readonly ArchivedMessage[]): number[] => {
      if (!page.ok) throw new Error(page.reason)
      const numbers = new Map(messages.map(({ messageHash }, number) => [bytesToHex(messageHash), number]))
      return page.entries.map(({ messageHash }) => numbers.get(bytesToHex(messageHash))!)
    }

    it('gives back what was put, byte for byte, with its hash, topic and time', async () => {
      const message = archiveMessage({ number: 3, payloadBytes: 2_000 })
      await archive.put([message])
      const page = await archive.query({ ...ALL, includeData: true })
      const { messageHash, pubsubTopic, timestampNs, data } = message
      expect(page).to.deep.equal({ ok: true, entries: [{ messageHash, pubsubTopic, timestampNs, data }] })
    })

    it('gives hashes and times alone when data is not asked for', async () => {
      const { messageHash, timestampNs, ...message } = archiveMessage()
      await archive.put([{ messageHash, timestampNs, ...message }])
      expect(await archive.query(ALL)).to.deep.equal({ ok: true, entries: [{ messageHash, timestampNs }] })
    })

    it('holds a message once, however often it is put', async () => {
      const messages = archiveMessages(3)
      await archive.put([...messages, messages[1]!])
      await archive.put(messages)
      expect(numbersOf(await archive.query(ALL), messages)).to.deep.equal([0, 1, 2])
      expect((await archive.stats()).messages).to.equal(3)
    })

    it('holds a message once when several put it at the same time', async () => {
      const messages = archiveMessages(50)
      await Promise.all(Array.from({ length: 8 }, () => archive.put(messages)))
      expect((await archive.stats()).messages).to.equal(50)
    })

    it('orders by time, and messages of one time by their hash', async () => {
      const messages = [5, 1, 1, 1, -3].map((time, number) => archiveMessage({ number, timestampNs: BigInt(time) }))
      await archive.put(messages)
      const sameTime = [1, 2, 3].sort((a, b) => compareBytes(messages[a]!.messageHash, messages[b]!.messageHash))
      expect(numbersOf(await archive.query(ALL), messages)).to.deep.equal([4, ...sameTime, 0])
    })

    it('pages forward from the oldest on, and the last page has no cursor', async () => {
      const messages = archiveMessages(7)
      await archive.put(messages)
      expect(await pagesOf({ ...ALL, limit: 3 }, messages)).to.deep.equal([[0, 1, 2], [3, 4, 5], [6]])
      expect(await pagesOf({ ...ALL, limit: 7 }, messages)).to.deep.equal([[0, 1, 2, 3, 4, 5, 6]])
    })

    it('pages backward from the newest on, each page in ascending order', async () => {
      const messages = archiveMessages(7)
      await archive.put(messages)
      const pages = await pagesOf({ ...ALL, forward: false, limit: 3 }, messages)
      expect(pages).to.deep.equal([[4, 5, 6], [1, 2, 3], [0]])
    })

    it('goes on after any message as cursor, that message not included', async () => {
      const messages = archiveMessages(5)
      await archive.put(messages)
      const cursor = messages[2]!.messageHash
      expect(numbersOf(await archive.query({ ...ALL, cursor }), messages)).to.deep.equal([3, 4])
      expect(numbersOf(await archive.query({ ...ALL, cursor, forward: false }), messages)).to.deep.equal([0, 1])
      const last = await archive.query({ ...ALL, cursor: messages[4]!.messageHash })
      expect(last).to.deep.equal({ ok: true, entries: [] })
    })

    it('says that it does not know a cursor', async () => {
      await archive.put([archiveMessage()])
      expect(await archive.query({ ...ALL, cursor: UNKNOWN })).to.deep.equal({ ok: false, reason: 'unknown_cursor' })
    })

    it('takes a cursor of a message that the query itself does not find', async () => {
      const messages = [0, 1, 2].map((number) => archiveMessage({ number, contentTopic: `/a/1/${number % 2}/proto` }))
      await archive.put(messages)
      const query = { ...ALL, contentTopics: ['/a/1/0/proto'], cursor: messages[1]!.messageHash }
      expect(numbersOf(await archive.query(query), messages)).to.deep.equal([2])
    })

    it('includes both ends of a time range', async () => {
      const messages = archiveMessages(5)
      await archive.put(messages)
      const [startTimeNs, endTimeNs] = [messages[1]!.timestampNs, messages[3]!.timestampNs]
      expect(numbersOf(await archive.query({ ...ALL, startTimeNs, endTimeNs }), messages)).to.deep.equal([1, 2, 3])
      expect(await archive.query({ ...ALL, startTimeNs: endTimeNs, endTimeNs: startTimeNs })).to.deep.equal({
        ok: true,
        entries: [],
      })
      const ends = { startTimeNs: -(2n ** 70n), endTimeNs: 2n ** 70n }
      expect(numbersOf(await archive.query({ ...ALL, ...ends }), messages)).to.deep.equal([0, 1, 2, 3, 4])
    })

    it('filters by pubsub topic, by content topics and by both', async () => {
      const topic = (number: number): string => `/a/1/${number}/proto`
      const messages = Array.from({ length: 8 }, (_, number) =>
        archiveMessage({ number, contentTopic: topic(number % 3), ...(number > 3 && { pubsubTopic: OTHER_SHARD }) }),
      )
      await archive.put(messages)
      const find = async (conditions: Partial<ArchiveQuery>): Promise<number[]> =>
        numbersOf(await archive.query({ ...ALL, ...conditions }), messages)
      expect(await find({ pubsubTopic: OTHER_SHARD })).to.deep.equal([4, 5, 6, 7])
      expect(await find({ contentTopics: [topic(0)] })).to.deep.equal([0, 3, 6])
      expect(await find({ contentTopics: [topic(2), topic(0), topic(0), topic(9)] })).to.deep.equal([0, 2, 3, 5, 6])
      expect(await find({ pubsubTopic: OTHER_SHARD, contentTopics: [topic(0), topic(1)] })).to.deep.equal([4, 6, 7])
      expect(await find({ pubsubTopic: '/waku/2/rs/9/9', contentTopics: [topic(0)] })).to.deep.equal([])
    })

    it('finds messages by their hashes, in the order of the archive and page by page', async () => {
      const messages = archiveMessages(6)
      await archive.put(messages)
      const hashes = [5, 0, 3].map((number) => messages[number]!.messageHash)
      const query = { ...ALL, hashes: [...hashes, UNKNOWN, hashes[0]!] }
      expect(numbersOf(await archive.query(query), messages)).to.deep.equal([0, 3, 5])
      expect(await pagesOf({ ...query, limit: 2 }, messages)).to.deep.equal([[0, 3], [5]])
      expect(await pagesOf({ ...query, limit: 2, forward: false }, messages)).to.deep.equal([[3, 5], [0]])
      const range = { startTimeNs: messages[1]!.timestampNs, endTimeNs: messages[4]!.timestampNs }
      expect(numbersOf(await archive.query({ ...query, ...range }), messages)).to.deep.equal([3])
      expect(numbersOf(await archive.query({ ...query, contentTopics: ['/a/1/b/c'] }), messages)).to.deep.equal([])
    })

    it('tells which hashes it has', async () => {
      const messages = archiveMessages(2)
      await archive.put(messages)
      const [first, second] = messages.map(({ messageHash }) => messageHash)
      expect(await archive.has([second!, UNKNOWN, first!, second!])).to.deep.equal([true, false, true, true])
      expect(await archive.has([])).to.deep.equal([])
    })

    it('ends a page before its data is more than was asked for, and never without a message', async () => {
      const messages = archiveMessages(5, { payloadBytes: 1_000 })
      await archive.put(messages)
      const query = { ...ALL, includeData: true, maxBytes: 2_500 }
      expect(await pagesOf(query, messages)).to.deep.equal([[0, 1], [2, 3], [4]])
      expect(await pagesOf({ ...query, forward: false }, messages)).to.deep.equal([[3, 4], [1, 2], [0]])
      expect(await pagesOf({ ...query, maxBytes: 1 }, messages)).to.deep.equal([[0], [1], [2], [3], [4]])
      expect(await pagesOf({ ...query, includeData: false }, messages)).to.deep.equal([[0, 1, 2, 3, 4]])
    })

    it('holds content topics of any length apart', async () => {
      const long = 'x'.repeat(20_000)
      const messages = ['a', 'b'].map((end, number) => archiveMessage({ number, contentTopic: `/${long}/1/${end}/p` }))
      await archive.put(messages)
      const contentTopics = [messages[1]!.contentTopic]
      expect(numbersOf(await archive.query({ ...ALL, contentTopics }), messages)).to.deep.equal([1])
    })

    it('keeps its own copy', async () => {
      const { data, ...rest } = archiveMessage()
      const handedIn = { ...rest, data: data.slice() }
      await archive.put([handedIn])
      handedIn.data.fill(0)
      const page = await archive.query({ ...ALL, includeData: true })
      expect(page.ok && page.entries[0]?.data).to.deep.equal(data)
    })

    it('counts messages, per pubsub topic too, and knows the oldest and the newest', async () => {
      expect((await archive.stats()).messages).to.equal(0)
      expect(await archive.stats()).to.not.have.any.keys('oldestNs', 'newestNs')
      const messages = [...archiveMessages(3), archiveMessage({ number: 9, pubsubTopic: OTHER_SHARD })]
      await archive.put(messages)
      const { oldestNs, newestNs, messagesByPubsubTopic } = await archive.stats()
      expect([oldestNs, newestNs]).to.deep.equal([messages[0]!.timestampNs, messages[3]!.timestampNs])
      expect([...messagesByPubsubTopic].sort()).to.deep.equal([
        [messages[0]!.pubsubTopic, 3],
        [OTHER_SHARD, 1],
      ])
    })

    it('deletes what is older than allowed, and nothing else', async () => {
      const messages = [...archiveMessages(5), archiveMessage({ number: 2, pubsubTopic: OTHER_SHARD })]
      await archive.put(messages)
      const step = await archive.prune({ oldestNs: messages[3]!.timestampNs })
      expect(step).to.deep.equal({ deleted: 4, isDone: true })
      expect(numbersOf(await archive.query(ALL), messages)).to.deep.equal([3, 4])
      expect(await archive.has([messages[0]!.messageHash])).to.deep.equal([false])
      expect((await archive.stats()).messages).to.equal(2)
      expect(await archive.query({ ...ALL, cursor: messages[0]!.messageHash })).to.have.property('ok', false)
    })

    it('deletes the oldest of all topics beyond a number of messages, a step at a time', async () => {
      const count = PRUNE_STEP_LENGTH + 20
      const messages = [...archiveMessages(count), archiveMessage({ number: 3, pubsubTopic: OTHER_SHARD })]
      for (let from = 0; from < messages.length; from += 500) await archive.put(messages.slice(from, from + 500))
      expect(await archive.prune({ maxMessages: 10 })).to.deep.equal({ deleted: PRUNE_STEP_LENGTH, isDone: false })
      expect(await archive.prune({ maxMessages: 10 })).to.deep.equal({ deleted: 11, isDone: true })
      expect(await archive.prune({ maxMessages: 10 })).to.deep.equal({ deleted: 0, isDone: true })
      const left = Array.from({ length: 10 }, (_, index) => count - 10 + index)
      expect(numbersOf(await archive.query(ALL), messages)).to.deep.equal(left)
      expect((await archive.stats()).messagesByPubsubTopic.get(OTHER_SHARD) ?? 0).to.equal(0)
    })

    it('deletes the oldest beyond a size, and takes messages again after it', async () => {
      const messages = archiveMessages(200, { payloadBytes: 2_000 })
      await archive.put(messages)
      const { sizeBytes } = await archive.stats()
      expect(sizeBytes).to.be.above(400_000)
      const maxSizeBytes = Math.floor(sizeBytes / 2)
      for (let isDone = false; !isDone; ) ({ isDone } = await archive.prune({ maxSizeBytes }))
      const after = await archive.stats()
      expect(after.sizeBytes).to.be.at.most(maxSizeBytes)
      expect(after.messages).to.be.within(50, 120)
      expect(after.newestNs).to.equal(messages.at(-1)!.timestampNs)
      await archive.put([messages[0]!])
      expect(await archive.has([messages[0]!.messageHash])).to.deep.equal([true])
    })

    it('refuses what is over its bounds', async () => {
      const topics = Array.from({ length: MAX_CONTENT_TOPICS_PER_QUERY + 1 }, (_, number) => `/a/1/${number}/p`)
      const hashes = Array.from({ length: MAX_HASHES_PER_QUERY + 1 }, () => UNKNOWN)
      const wrong: (() => Promise<unknown>)[] = [
        () => archive.query({ ...ALL, contentTopics: topics }),
        () => archive.query({ ...ALL, hashes }),
        () => archive.query({ ...ALL, limit: 101 }),
        () => archive.query({ ...ALL, limit: 0 }),
        () => archive.query({ ...ALL, cursor: new Uint8Array(31) }),
        () => archive.has(hashes),
        () => archive.put(Array.from({ length: MAX_MESSAGES_PER_PUT + 1 }, () => archiveMessage())),
      ]
      for (const [index, ask] of wrong.entries()) {
        const outcome = await ask().catch((error: unknown) => error)
        expect(outcome, `call ${index}`).to.be.instanceOf(RangeError)
      }
      expect((await archive.stats()).messages).to.equal(0)
    })

    it('refuses to be used after it was closed, and may be closed again', async () => {
      await archive.close()
      await expectRefusal(archive.put([archiveMessage()]), 'store_closed')
      await expectRefusal(archive.query(ALL), 'store_closed')
      await expectRefusal(archive.has([UNKNOWN]), 'store_closed')
      await expectRefusal(archive.stats(), 'store_closed')
      await expectRefusal(archive.prune({}), 'store_closed')
      await archive.close()
    })

    it('pages through any history as a sorted list does: no gap, no duplicate, the same order', async function () {
      this.timeout(120_000)
      await archiveAgainstModel(archive, runs)
    })

    /** Every page of a query, followed by its cursors. */
    async function pagesOf(query: ArchiveQuery, messages: readonly ArchivedMessage[]): Promise<number[][]> {
      const pages: number[][] = []
      for (let cursor: Uint8Array | undefined; ; ) {
        const page = await archive.query({ ...query, ...(cursor && { cursor }) })
        pages.push(numbersOf(page, messages))
        if (!page.ok || page.cursor === undefined) return pages
        cursor = page.cursor
      }
    }
  })
}
