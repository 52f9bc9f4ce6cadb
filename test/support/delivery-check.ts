import type { JournalEvent } from './relay-journal.ts'

export interface DeliveryCheckOptions {
  /** A delivery later than this after its message was published is a loss, milliseconds. */
  readonly deadlineMs: number
  /** Of messages, only those of these authors; default all. */
  readonly authors?: (node: string) => boolean
  /** Of nodes, only these have to receive; default all. */
  readonly receivers?: (node: string) => boolean
  /** Of messages, only those published in this span of time. */
  readonly publishedFromMs?: number
  readonly publishedUntilMs?: number
}

export interface DeliveryReport {
  readonly published: number
  /** Pairs of a message and a node that was up from its publication to its deadline. */
  readonly expected: number
  readonly delivered: number
  readonly lost: readonly { readonly message: string; readonly node: string; readonly author: string }[]
  /** Deliveries of a message to a node beyond the first. */
  readonly duplicates: number
  /** Deliveries of messages that nobody published. */
  readonly unknown: number
  /** Of the expected deliveries, from publication, sorted. */
  readonly latenciesMs: readonly number[]
}

interface Publication {
  readonly atMs: number
  readonly author: string
}

interface Span {
  readonly fromMs: number
  untilMs: number
}

/** What became of the messages of a test network, computed from its journals alone. */
export function checkDeliveries(events: readonly JournalEvent[], options: DeliveryCheckOptions): DeliveryReport {
  const { deadlineMs, authors = () => true, receivers = () => true } = options
  const { publishedFromMs = 0, publishedUntilMs = Number.POSITIVE_INFINITY } = options
  const publications = publicationsOf(events)
  const { first, duplicates, unknown } = deliveriesOf(events, publications)
  const uptimes = uptimesOf(events)
  const lost: DeliveryReport['lost'][number][] = []
  const latenciesMs: number[] = []
  let published = 0
  for (const [message, { atMs, author }] of publications) {
    if (!authors(author) || atMs < publishedFromMs || atMs > publishedUntilMs) continue
    published++
    for (const [node, spans] of uptimes) {
      if (node === author || !receivers(node)) continue
      if (!spans.some(({ fromMs, untilMs }) => fromMs <= atMs && untilMs >= atMs + deadlineMs)) continue
      const latencyMs = (first.get(`${message} ${node}`) ?? Number.POSITIVE_INFINITY) - atMs
      if (latencyMs <= deadlineMs) latenciesMs.push(latencyMs)
      else lost.push({ message, node, author })
    }
  }
  latenciesMs.sort((a, b) => a - b)
  const delivered = latenciesMs.length
  return { published, expected: delivered + lost.length, delivered, lost, duplicates, unknown, latenciesMs }
}

/** The latency that the given part of the deliveries did not exceed; NaN without deliveries. */
export function percentile({ latenciesMs }: Pick<DeliveryReport, 'latenciesMs'>, part: number): number {
  return latenciesMs[Math.max(0, Math.ceil(part * latenciesMs.length) - 1)] ?? Number.NaN
}

/** The part of the expected deliveries that took at most so long. */
export function deliveredWithin({ latenciesMs, expected }: DeliveryReport, limitMs: number): number {
  return latenciesMs.filter((latencyMs) => latencyMs <= limitMs).length / expected
}

/** A line for people. */
export function describeDeliveries(report: DeliveryReport): string {
  const { published, expected, delivered, lost, duplicates } = report
  const [p50, p95, p99, longest] = [0.5, 0.95, 0.99, 1].map((part) => `${percentile(report, part).toFixed(0)} ms`)
  const counts = `${published} messages, ${delivered} of ${expected} deliveries, ${lost.length} lost, ${duplicates} twice`
  return `${counts}; p50 ${p50}, p95 ${p95}, p99 ${p99}, longest ${longest}`
}

function publicationsOf(events: readonly JournalEvent[]): Map<string, Publication> {
  const publications = new Map<string, Publication>()
  for (const { event, message, atMs, node } of events) {
    if (event !== 'published') continue
    if (publications.has(message!)) throw new Error(`message ${message} was published twice: the test is wrong`)
    publications.set(message!, { atMs, author: node })
  }
  return publications
}

function deliveriesOf(events: readonly JournalEvent[], publications: ReadonlyMap<string, Publication>) {
  const first = new Map<string, number>()
  let duplicates = 0
  let unknown = 0
  for (const { event, message, node, atMs } of events) {
    if (event !== 'delivered') continue
    const key = `${message} ${node}`
    if (!publications.has(message!)) unknown++
    else if (first.has(key)) duplicates++
    else first.set(key, atMs)
  }
  return { first, duplicates, unknown }
}

function uptimesOf(events: readonly JournalEvent[]): Map<string, Span[]> {
  const uptimes = new Map<string, Span[]>()
  for (const { event, node, atMs } of events) {
    const spans = uptimes.get(node) ?? []
    uptimes.set(node, spans)
    if (event === 'up') spans.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY })
    const last = spans.at(-1)
    if (event === 'down' && last !== undefined) last.untilMs = Math.min(last.untilMs, atMs)
  }
  return uptimes
}
