import { type Clock, systemClock } from '../foundation/index.ts'
import { JobPool } from './job-pool.ts'
import { MAX_NULLIFIERS_PER_CALL, type NullifierJob, requireMessageIdRange } from './nullifier-range.ts'
import { threadSpawner } from './spawn-thread.ts'
import type { WorkerSetup } from './worker-jobs.ts'
import { WorkerLane } from './worker-lane.ts'

/** A convict's ids over two epochs are at most 2^17, 64 jobs; this is room for a few convicts at once. */
const MAX_WAITING_CHUNKS = 512
const CHUNK_TIMEOUT_MS = 60_000

/** Computes a convict's nullifiers on a worker thread, which starts with the first conviction. */
export class NullifierCalculator {
  readonly #pool: JobPool<NullifierJob, bigint[]>

  constructor({ clock = systemClock }: { readonly clock?: Clock } = {}) {
    const setup: WorkerSetup = { kind: 'nullifiers' }
    const lane = new WorkerLane<NullifierJob, bigint[]>(
      { clock, spawn: threadSpawner() },
      { setup, timeoutMs: CHUNK_TIMEOUT_MS },
    )
    this.#pool = new JobPool([lane], MAX_WAITING_CHUNKS)
  }

  /**
   * The nullifiers of message ids `from` (inclusive) to `to` (exclusive), in order and in chunks, so that several
   * callers take turns. About 0.15 ms each.
   * @throws RlnError `message_id_range_invalid`, `not_canonical`, `queue_full`, `closed`, `worker_crashed`,
   *   `worker_unavailable`, `job_timed_out`
   */
  async nullifiersOf(identitySecret: bigint, externalNullifier: bigint, from: number, to: number): Promise<bigint[]> {
    requireMessageIdRange(from, to)
    const nullifiers: bigint[] = []
    for (let next = from; next < to; next += MAX_NULLIFIERS_PER_CALL) {
      const end = Math.min(to, next + MAX_NULLIFIERS_PER_CALL)
      nullifiers.push(...(await this.#pool.run({ identitySecret, externalNullifier, from: next, to: end })))
    }
    return nullifiers
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
