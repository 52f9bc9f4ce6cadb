/** How often the node's counters are noted. */
export const SAMPLE_INTERVAL_MS = 1_000
/** Samples kept: ten minutes, which a page shows from the moment it is opened. */
export const MAX_SAMPLES = 600

/** Counters since the start, at one time. */
export interface CounterSample {
  readonly atMs: number
  /** Messages accepted. */
  readonly messages: number
  /** Messages judged, by reason. */
  readonly verdicts: Readonly<Record<string, number>>
}

/** The counters of the last minutes, so that whoever opens the dashboard sees what led to now. */
export class VerdictHistory {
  readonly #samples: CounterSample[] = []

  add(sample: CounterSample): void {
    this.#samples.push(sample)
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift()
  }

  /** By column, oldest first; of reasons that never occurred nothing. */
  toJson() {
    const last = this.#samples.at(-1)
    const reasons = Object.entries(last?.verdicts ?? {}).flatMap(([reason, count]) => (count > 0 ? [reason] : []))
    return {
      atMs: this.#samples.map(({ atMs }) => atMs),
      messages: this.#samples.map(({ messages }) => messages),
      verdicts: Object.fromEntries(
        reasons.map((reason) => [reason, this.#samples.map(({ verdicts }) => verdicts[reason] ?? 0)]),
      ),
    }
  }
}
