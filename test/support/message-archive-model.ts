import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, compareBytes } from '../../src/foundation/index.ts'
import type { ArchivedMessage, ArchiveQuery, MessageArchive } from '../../src/storage/index.ts'
import { archiveMessage } from './archive-messages.ts'

const PUBSUB_TOPICS = ['/waku/2/rs/1/0', '/waku/2/rs/1/1']
const CONTENT_TOPICS = ['/a/1/x/proto', '/a/1/y/proto', '/b/1/x/proto']

// Few times, so that many messages share one.
const time = fc.bigInt({ min: -2n, max: 6n })
const message = fc
  .record({
    number: fc.nat(200),
    timestampNs: time,
    pubsubTopic: fc.constantFrom(...PUBSUB_TOPICS),
    contentTopic: fc.constantFrom(...CONTENT_TOPICS),
    payloadBytes: fc.constantFrom(8, 300),
  })
  .map(archiveMessage)
const puts = fc.array(fc.array(message, { maxLength: 20 }), { maxLength: 5 })
const query = fc.record(
  {
    pubsubTopic: fc.constantFrom(...PUBSUB_TOPICS),
    contentTopics: fc.subarray(CONTENT_TOPICS),
    startTimeNs: time,
    endTimeNs: time,
    forward: fc.boolean(),
    includeData: fc.boolean(),
    limit: fc.integer({ min: 1, max: 12 }),
    maxBytes: fc.integer({ min: 1, max: 2_000 }),
  },
  { requiredKeys: ['forward', 'includeData', 'limit'] },
)
/** Of each hundred messages, those to ask for by their hashes. */
const asked = fc.option(fc.array(fc.nat(99), { minLength: 1, maxLength: 10 }))
const history = fc.record({ puts, queries: fc.array(fc.tuple(query, asked), { minLength: 1, maxLength: 6 }) })

/** Compares an archive with a sorted list, on random histories. It is emptied before each. */
export async function archiveAgainstModel(archive: MessageArchive, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(history, async ({ puts, queries }) => {
      while (!(await archive.prune({ maxMessages: 0 })).isDone);
      const model = new Map<string, ArchivedMessage>()
      for (const messages of puts) {
        await archive.put(messages)
        for (const message of messages) model.set(bytesToHex(message.messageHash), message)
      }
      expect((await archive.stats()).messages).to.equal(model.size)
      const all = [...model.values()].sort(inOrder)
      for (const [query, asked] of queries) {
        const hashes = asked?.flatMap((index) => all[index]?.messageHash ?? []) ?? []
        await pageThrough(archive, { ...query, ...(hashes.length > 0 && { hashes }) }, all)
      }
    }),
    { numRuns },
  )
}

async function pageThrough(archive: MessageArchive, query: ArchiveQuery, all: readonly ArchivedMessage[]) {
  const expected = all.filter((message) => fits(message, query))
  const got: ArchivedMessage[] = []
  for (let cursor: Uint8Array | undefined; ; ) {
    const page = await archive.query({ ...query, ...(cursor && { cursor }) })
    if (!page.ok) throw new Error(page.reason)
    expect(page.entries.length).to.be.at.most(query.limit)
    const messages = page.entries.map((entry) => {
      const message = all.find(({ messageHash }) => compareBytes(messageHash, entry.messageHash) === 0)!
      if (query.includeData) expect(entry.data).to.deep.equal(message.data)
      return message
    })
    if (query.forward) got.push(...messages)
    else got.unshift(...messages)
    if (page.cursor === undefined) break
    expect(messages, 'messages on a page with a cursor').to.not.have.length(0)
    cursor = page.cursor
  }
  expect(got.map(({ messageHash }) => bytesToHex(messageHash))).to.deep.equal(
    expected.map(({ messageHash }) => bytesToHex(messageHash)),
  )
}

function fits(message: ArchivedMessage, query: ArchiveQuery): boolean {
  const { pubsubTopic, contentTopics = [], hashes = [], startTimeNs, endTimeNs } = query
  if (pubsubTopic !== undefined && message.pubsubTopic !== pubsubTopic) return false
  if (contentTopics.length > 0 && !contentTopics.includes(message.contentTopic)) return false
  if (hashes.length > 0 && !hashes.some((hash) => compareBytes(hash, message.messageHash) === 0)) return false
  if (startTimeNs !== undefined && message.timestampNs < startTimeNs) return false
  return endTimeNs === undefined || message.timestampNs <= endTimeNs
}

function inOrder(a: ArchivedMessage, b: ArchivedMessage): number {
  if (a.timestampNs !== b.timestampNs) return a.timestampNs < b.timestampNs ? -1 : 1
  return compareBytes(a.messageHash, b.messageHash)
}
