import type { Labels } from '../foundation/index.ts'

/**
 * Series of one metric. The most that a node needs is three for each of 1024 shards: bytes received, accepted and sent.
 * What asks for more has put something into a label that is no closed set.
 */
export const MAX_SERIES_PER_METRIC = 4_096

/** The longest value of a closed set is a pubsub topic. */
export const MAX_LABEL_VALUE_LENGTH = 128

/** The value of every label of the series that takes what finds no place. */
export const OVERFLOW_LABEL_VALUE = 'other'

/** One series: its labels and whatever is kept for them. */
export interface Series<Kept> {
  readonly labels: Labels
  readonly kept: Kept
}

export interface MetricSeriesComponents<Kept> {
  readonly create: (labels: Labels) => Kept
  /** Told once, at the first labels without a place. */
  readonly onOverflow: () => void
}

/**
 * The series of one metric by their labels: a bounded number, whatever is asked for. Finding one that exists allocates
 * nothing, because it happens several times for each message.
 */
export class MetricSeries<Kept> {
  readonly #components: MetricSeriesComponents<Kept>
  readonly #labelNames: readonly string[]
  readonly #all: Series<Kept>[] = []
  /** As deep as there are labels; the last level holds what is kept. */
  readonly #tree: Map<string, unknown> = new Map()
  #overflow: Kept | undefined
  #withoutLabels: Kept | undefined

  constructor(components: MetricSeriesComponents<Kept>, labelNames: readonly string[]) {
    this.#components = components
    this.#labelNames = labelNames
    // There from the start, so that a dashboard shows 0 and not nothing.
    if (labelNames.length === 0) this.#withoutLabels = this.#keep({})
  }

  get all(): readonly Series<Kept>[] {
    return this.#all
  }

  /** What is kept for these labels; for all labels together that are wrong or too many, one. */
  of(labels: Labels | undefined): Kept {
    if (this.#withoutLabels !== undefined) return this.#withoutLabels
    let found: unknown = this.#tree
    for (let level = 0; level < this.#labelNames.length; level++) {
      found = (found as Map<string, unknown>).get(labels?.[this.#labelNames[level]!] as string)
      if (found === undefined) return this.#add(labels ?? {})
    }
    return found as Kept
  }

  #add(labels: Labels): Kept {
    // One place is the overflow's.
    if (this.#all.length >= MAX_SERIES_PER_METRIC - 1) return this.#overflowing()
    const own: Record<string, string> = {}
    for (const name of this.#labelNames) {
      const value = labels[name]
      if (value === undefined || value.length > MAX_LABEL_VALUE_LENGTH) return this.#overflowing()
      own[name] = value
    }
    const kept = this.#keep(own)
    let level = this.#tree
    for (const name of this.#labelNames.slice(0, -1)) {
      const next = (level.get(own[name]!) as Map<string, unknown> | undefined) ?? new Map<string, unknown>()
      level.set(own[name]!, next)
      level = next
    }
    level.set(own[this.#labelNames.at(-1)!]!, kept)
    return kept
  }

  #overflowing(): Kept {
    if (this.#overflow === undefined) {
      this.#overflow = this.#keep(Object.fromEntries(this.#labelNames.map((name) => [name, OVERFLOW_LABEL_VALUE])))
      this.#components.onOverflow()
    }
    return this.#overflow
  }

  #keep(labels: Labels): Kept {
    const kept = this.#components.create(labels)
    this.#all.push({ labels, kept })
    return kept
  }
}
