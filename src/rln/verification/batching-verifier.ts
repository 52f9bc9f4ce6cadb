import type { Clock, Random } from '../../foundation/index.ts'
import { isFieldElement } from '../field.ts'
import type { Lane } from '../job-pool.ts'
import type { ProofDefect, ProofVerdict, PublicSignals, Verifier, VerifyOptions } from '../proof.ts'
import { checkProofEncoding } from '../proof-codec.ts'
import { RlnError } from '../rln-error.ts'
import { MAX_BATCH } from './batch-verification.ts'
import { SourceLines } from './source-lines.ts'
import { SourceRecords } from './source-records.ts'
import {
  signalsToBytes,
  type TaskVerdicts,
  taskOf,
  type VerificationInput,
  type VerificationTask,
} from './verification-task.ts'

/** Where proofs without a source wait. */
const NO_SOURCE = ''

export type VerificationLane = Lane<VerificationTask, TaskVerdicts>

interface WaitingVerification extends VerificationInput {
  readonly resolve: (verdict: ProofVerdict) => void
  readonly reject: (error: unknown) => void
}

/**
 * Verifies in batches: what came while the lanes were busy goes to the next that is free, at most 64 proofs at once. An
 * idle verifier does not wait for more.
 */
export class BatchingVerifier implements Verifier {
  readonly #random: Random
  readonly #records: SourceRecords
  readonly #lines: SourceLines<WaitingVerification>
  readonly #lanes: readonly VerificationLane[]
  readonly #free: VerificationLane[]
  #dispatchIsDue = false
  #closed = false

  constructor(components: { readonly clock: Clock; readonly random: Random }, lanes: readonly VerificationLane[]) {
    this.#random = components.random
    this.#records = new SourceRecords(components)
    this.#lines = new SourceLines({ records: this.#records })
    this.#lanes = lanes
    this.#free = [...lanes]
  }

  async verify(proofBytes: Uint8Array, signals: PublicSignals, options: VerifyOptions = {}): Promise<ProofVerdict> {
    // What the free checks refuse must not take a place in the lines.
    const reason = freelyFound(proofBytes, signals)
    if (reason) return { valid: false, reason }
    if (this.#closed) throw closedError()
    return await new Promise((resolve, reject) => {
      const input = { proofBytes: proofBytes.slice(), signalBytes: signalsToBytes(signals), resolve, reject }
      this.#lines
        .push(options.source ?? NO_SOURCE, input)
        ?.reject(new RlnError('queue_full', `${this.#lines.size} proofs wait already: slow down, or add threads`))
      this.#dispatchSoon()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#refuseWaiting(closedError())
    await Promise.all(this.#lanes.map((lane) => lane.close()))
  }

  /** Once what runs now has handed over all its proofs, so that they make one batch. */
  #dispatchSoon(): void {
    if (this.#dispatchIsDue) return
    this.#dispatchIsDue = true
    queueMicrotask(() => {
      this.#dispatchIsDue = false
      this.#dispatch()
    })
  }

  #dispatch(): void {
    while (this.#free.length > 0 && this.#lines.size > 0) {
      const share = Math.ceil(this.#lines.size / this.#free.length)
      const batch = this.#lines.take(Math.min(share, MAX_BATCH))
      void this.#work(this.#free.pop()!, batch)
    }
    if (this.#lanes.every((lane) => lane.isBroken)) {
      this.#refuseWaiting(new RlnError('worker_unavailable', 'no worker thread is left: restart the node'))
    }
  }

  async #work(
    lane: VerificationLane,
    batch: readonly { readonly source: string; readonly item: WaitingVerification }[],
  ): Promise<void> {
    try {
      const items = batch.map(({ item }) => item)
      const verdicts = await lane.run(taskOf(items, this.#random))
      batch.forEach(({ source, item }, index) => {
        const verdict = verdicts[index]!
        this.#records.note(source, verdict.valid)
        item.resolve(verdict)
      })
    } catch (error) {
      for (const { item } of batch) item.reject(error)
    }
    if (!lane.isBroken) this.#free.push(lane)
    this.#dispatch()
  }

  #refuseWaiting(error: RlnError): void {
    for (const { reject } of this.#lines.clear()) reject(error)
  }
}

/** What costs nothing to find. */
function freelyFound(proofBytes: Uint8Array, signals: PublicSignals): ProofDefect | undefined {
  const defect = checkProofEncoding(proofBytes)
  if (defect) return defect
  const inputs = [signals.y, signals.root, signals.nullifier, signals.x, signals.externalNullifier]
  return inputs.every(isFieldElement) ? undefined : 'signal_not_canonical'
}

function closedError(): RlnError {
  return new RlnError('closed', 'the verifier was closed')
}
