import type { HistoryEvent } from './node-events.ts'

/** What the charts show. */
export const HISTORY_MS = 10 * 60_000
/** A sample a second, and some to spare. */
const MAX_SAMPLES = 660
/** Bars of the charts: a second is too restless, a minute too coarse. */
export const BUCKET_MS = 10_000

export interface Sample {
  readonly atMs: number
  readonly messages: number
  readonly verdicts: Readonly<Record<string, number>>
}

/** What was counted in one stretch of time. */
export interface Bucket {
  readonly endMs: number
  readonly messages: number
  readonly verdicts: Readonly<Record<string, number>>
}

/** A node's counters over the last minutes, and what they say about the time between. */
export class SampleHistory {
  #samples: Sample[] = []

  /** Takes the place of everything known: the node remembers more than a page that was away. */
  replace({ atMs, messages, verdicts }: Pick<HistoryEvent, 'atMs' | 'messages' | 'verdicts'>): void {
    this.#samples = atMs.slice(-MAX_SAMPLES).map((time, position) => {
      const index = position + Math.max(0, atMs.length - MAX_SAMPLES)
      return {
        atMs: time,
        messages: messages[index] ?? 0,
        verdicts: Object.fromEntries(Object.entries(verdicts).map(([reason, counts]) => [reason, counts[index] ?? 0])),
      }
    })
  }

  /** Counters that went down belong to another run of the node, and a clock set back to another time: what was is forgotten. */
  add(sample: Sample): void {
    const last = this.#samples.at(-1)
    if (sample.atMs === last?.atMs) return
    if (last !== undefined && (sample.messages < last.messages || sample.atMs < last.atMs)) this.#samples = []
    this.#samples.push(sample)
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift()
  }

  /** Messages a second over the last stretch; undefined until two samples are there. */
  rate(overMs: number): number | undefined {
    const last = this.#samples.at(-1)
    if (last === undefined) return undefined
    const first = this.#samples.find(({ atMs }) => atMs >= last.atMs - overMs)!
    return first === last ? undefined : ((last.messages - first.messages) * 1_000) / (last.atMs - first.atMs)
  }

  /** Messages judged for a reason over the last stretch. */
  judged(reason: string, overMs: number): number {
    const last = this.#samples.at(-1)
    const first = this.#samples.find(({ atMs }) => atMs >= last!.atMs - overMs)
    return (last?.verdicts[reason] ?? 0) - (first?.verdicts[reason] ?? 0)
  }

  /** What was counted in each bucket, oldest first; buckets begin at whole multiples of their length. */
  buckets(): Bucket[] {
    const buckets = new Map<number, { messages: number; verdicts: Record<string, number> }>()
    for (const [position, sample] of this.#samples.entries()) {
      const before = this.#samples[position - 1]
      if (before === undefined) continue
      const endMs = Math.ceil(sample.atMs / BUCKET_MS) * BUCKET_MS
      const bucket = buckets.get(endMs) ?? { messages: 0, verdicts: {} }
      bucket.messages += sample.messages - before.messages
      for (const [reason, count] of Object.entries(sample.verdicts)) {
        const grown = count - (before.verdicts[reason] ?? 0)
        if (grown > 0) bucket.verdicts[reason] = (bucket.verdicts[reason] ?? 0) + grown
      }
      buckets.set(endMs, bucket)
    }
    return [...buckets].map(([endMs, counted]) => ({ endMs, ...counted }))
  }
}
