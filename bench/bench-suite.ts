/** One measured figure. */
export interface BenchResult {
  readonly name: string
  readonly unit: string
  /** How many samples. */
  readonly n: number
  readonly median: number
  readonly p95: number
  /** Only where a tail was asked for. */
  readonly p99?: number
}

/** What a suite measured. A ratio compares two of its results that were measured in the same run, alternating. */
export interface BenchOutcome {
  readonly results: readonly BenchResult[]
  readonly ratios: Readonly<Record<string, number>>
  /** What to know of this run: a contestant that was absent, the browser that was used. */
  readonly notes?: readonly string[]
}

/** Every file `bench/<name>.ts` exports one as `suite`. It prepares outside what it measures, and releases what it took. */
export type Suite = () => Promise<BenchOutcome>

export interface BenchReport extends BenchOutcome {
  readonly suite: string
  /** The day it ran, `2026-11-28`. */
  readonly date: string
  readonly node: string
  readonly cpus: number
  /** The processors' model, as the system names it. */
  readonly processor: string
  /** The system's load average of one minute before and after: what else the machine had to do, and the suite itself. */
  readonly load: readonly [before: number, after: number]
}

/** Median and 95th percentile (the sample at its nearest rank) of samples of one kind; with their tail the 99th too. */
export function summarize(
  name: string,
  unit: string,
  samples: readonly number[],
  options: { readonly tail?: boolean } = {},
): BenchResult {
  if (samples.length === 0) throw new RangeError(`${name}: no samples`)
  const sorted = samples.toSorted((a, b) => a - b)
  const n = sorted.length
  const median = (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.floor(n / 2)]!) / 2
  const percentile = (share: number): number => sorted[Math.ceil(share * n) - 1]!
  return { name, unit, n, median, p95: percentile(0.95), ...(options.tail && { p99: percentile(0.99) }) }
}
