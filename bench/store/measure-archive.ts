import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ArchiveQuery, MessageArchive } from '../../src/storage/index.ts'
import { type BenchResult, summarize } from '../bench-suite.ts'
import { benchMessages, SHARDS, TOPICS, timeOf, topicOf } from './bench-messages.ts'

const PAGES = 200
const ROUNDS = 5
/** Messages of one round of inserts, as many as come in some seconds on a busy network. */
const INSERTED = 2_000
/** What a node archives at once when it is busy; and one at a time, what a message waits. */
const MESSAGES_PER_PUT = 20
const SINGLE_PUTS = 100
/** Clients that ask at the same time. */
const CLIENTS = 8

/** Inserts and pages of an archive that holds messages 0 to `size`. It grows by the inserted ones. */
export async function measureArchive(archive: MessageArchive, size: number): Promise<readonly BenchResult[]> {
  const pages: BenchResult[] = []
  const held = monitorEventLoopDelay({ resolution: 1 })
  for (const [name, queryOf] of Object.entries(queries(size))) {
    await pageTimes(archive, queryOf, 20)
    held.enable()
    pages.push(summarize(name, 'ms', await pageTimes(archive, queryOf, PAGES), { tail: true }))
    held.disable()
  }
  const ms = (percentile: number): number => held.percentile(percentile) / 1e6
  const lateness = {
    name: 'event loop late while paging',
    unit: 'ms',
    n: held.count,
    median: ms(50),
    p95: ms(95),
    p99: ms(99),
  }
  return [...pages, lateness, await pagesPerSecond(archive, size), ...(await insertFigures(archive))]
}

type QueryOf = (number: number) => ArchiveQuery

/** Pages of 100 messages with their data: of one topic from an hour on, deep in it, from its end; and of ten topics. */
function queries(size: number): Readonly<Record<string, QueryOf>> {
  const page = { limit: 100, includeData: true }
  const range = { startTimeNs: timeOf(0), endTimeNs: timeOf(size) }
  const ofTopic = (number: number) => {
    const { pubsubTopic, contentTopic } = topicOf(number)
    return { pubsubTopic, contentTopics: [contentTopic] }
  }
  /** A message of a topic far from its first, with more than a page behind it. */
  const deep = (number: number): number => (number % TOPICS) + Math.floor((size * 0.9) / TOPICS - 101) * TOPICS
  const cursors = Array.from({ length: TOPICS }, (_, topic) => benchMessages(deep(topic), 1)[0]!.messageHash)
  const tenTopics = Array.from({ length: 10 }, (_, index) => topicOf(index * SHARDS).contentTopic)
  return {
    'first page of a topic': (number) => ({ ...page, ...range, ...ofTopic(number), forward: true }),
    'deep page of a topic, by cursor': (number) => ({
      ...page,
      ...range,
      ...ofTopic(number),
      forward: true,
      cursor: cursors[number % TOPICS]!,
    }),
    'newest page of a topic': (number) => ({ ...page, ...range, ...ofTopic(number), forward: false }),
    'page in the middle of a topic, by time': (number) => ({
      ...page,
      ...ofTopic(number),
      startTimeNs: timeOf(Math.floor(size / 2)),
      endTimeNs: timeOf(size),
      forward: true,
    }),
    'first page of ten topics': () => ({
      ...page,
      ...range,
      pubsubTopic: topicOf(0).pubsubTopic,
      contentTopics: tenTopics,
      forward: true,
    }),
  }
}

async function pageTimes(archive: MessageArchive, queryOf: QueryOf, count: number): Promise<number[]> {
  const times: number[] = []
  for (let number = 0; number < count; number++) {
    const query = queryOf(number)
    const startedAt = performance.now()
    const page = await archive.query(query)
    times.push(performance.now() - startedAt)
    if (!page.ok || page.entries.length === 0) throw new Error('a page of the bench is empty')
  }
  return times
}

async function pagesPerSecond(archive: MessageArchive, size: number): Promise<BenchResult> {
  const queryOf = queries(size)['page in the middle of a topic, by time']!
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: CLIENTS }, () => pageTimes(archive, queryOf, PAGES / CLIENTS)))
    rates.push((PAGES * 1000) / (performance.now() - startedAt))
  }
  return summarize(`queries, ${CLIENTS} clients`, '/s', rates)
}

async function insertFigures(archive: MessageArchive): Promise<readonly BenchResult[]> {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const messages = benchMessages((await archive.stats()).messages, INSERTED)
    const startedAt = performance.now()
    const puts = Array.from({ length: INSERTED / MESSAGES_PER_PUT }, (_, index) =>
      archive.put(messages.slice(index * MESSAGES_PER_PUT, (index + 1) * MESSAGES_PER_PUT)),
    )
    await Promise.all(puts)
    rates.push((INSERTED * 1000) / (performance.now() - startedAt))
  }
  const singles: number[] = []
  const messages = benchMessages((await archive.stats()).messages, SINGLE_PUTS)
  for (const message of messages) {
    const startedAt = performance.now()
    await archive.put([message])
    singles.push(performance.now() - startedAt)
  }
  return [summarize('durable inserts', '/s', rates), summarize('one durable insert', 'ms', singles, { tail: true })]
}
