/** Label values must come from a closed set: reason codes, shard numbers, never text that a peer sends. */
export type Labels = Readonly<Record<string, string>>

export interface Counter {
  add(amount?: number, labels?: Labels): void
}

export interface Gauge {
  set(value: number, labels?: Labels): void
}

export interface Histogram {
  observe(value: number, labels?: Labels): void
}

/** Where figures go. Names follow Prometheus: base units, `_total` for counters, `_seconds` for times. */
export interface Metrics {
  counter(name: string, help: string, labelNames?: readonly string[]): Counter
  gauge(name: string, help: string, labelNames?: readonly string[]): Gauge
  /** @param buckets upper bounds, rising; default: bounds that suit seconds */
  histogram(name: string, help: string, labelNames?: readonly string[], buckets?: readonly number[]): Histogram
}

const nothing = { add: () => undefined, set: () => undefined, observe: () => undefined }

/** Drops every figure. */
export const noMetrics: Metrics = {
  counter: () => nothing,
  gauge: () => nothing,
  histogram: () => nothing,
}
