import { BoundedMap, type Clock } from '../../foundation/index.ts'

/** Sources with a failure that are remembered: far more than a node has peers. The oldest is forgotten first. */
const MAX_SOURCES = 1024
/** A failure counts this long: well beyond the time in which a flood must be held off, short for an honest slip. */
const FAILURE_COUNTS_MS = 60_000
/** Verdicts after which older ones count half, so that a record tells of the present. */
const VERDICTS_BEFORE_AGEING = 64
/** One failure for this many verdicts: with more of them, batches of the source cost more than its proofs one by one. */
const VERDICTS_PER_FAILURE = 4

/** How proofs of a source may be batched. */
export type SourceStanding =
  /** No recent failure: with those of others. */
  | 'shared'
  /** In batches of its own. */
  | 'apart'
  /** One by one: more than a quarter of its recent proofs failed. */
  | 'alone'

interface SourceRecord {
  failures: number
  verdicts: number
  lastFailureMs: number
}

/** What is remembered of the sources of proofs that failed. */
export class SourceRecords {
  readonly #clock: Clock
  readonly #records = new BoundedMap<string, SourceRecord>(MAX_SOURCES)

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock
  }

  standingOf(source: string): SourceStanding {
    const record = this.#records.get(source)
    if (!record) return 'shared'
    if (this.#clock.monotonicMs() - record.lastFailureMs > FAILURE_COUNTS_MS) {
      this.#records.delete(source)
      return 'shared'
    }
    return record.failures * VERDICTS_PER_FAILURE > record.verdicts ? 'alone' : 'apart'
  }

  /** Notes a verdict. A source is remembered from its first failure on. */
  note(source: string, valid: boolean): void {
    const nowMs = this.#clock.monotonicMs()
    const record = this.#records.get(source) ?? { failures: 0, verdicts: 0, lastFailureMs: nowMs }
    if (valid && record.failures === 0) return
    record.verdicts++
    if (!valid) {
      record.failures++
      record.lastFailureMs = nowMs
      this.#records.set(source, record)
    }
    if (record.verdicts < VERDICTS_BEFORE_AGEING) return
    record.verdicts /= 2
    record.failures /= 2
  }
}
