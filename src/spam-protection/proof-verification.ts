import { BoundedMap, type Clock } from '../foundation/index.ts'
import { type NullifierLog, type ProofVerdict, type PublicSignals, RlnError, type Verifier } from '../rln/index.ts'
import type { BurnedNullifiers } from './burned-nullifiers.ts'
import type { Convictions } from './convictions.ts'
import { InFlightVerifications, type Turn } from './in-flight-verifications.ts'
import type { OwnShareWatch } from './own-share-watch.ts'
import { timestampDefect } from './time-window.ts'
import type { Refusal, RefusalCode } from './verdict.ts'
import type { VerdictRecorder } from './verdict-recorder.ts'
import type { Allowance, VerificationBudget } from './verification-budget.ts'
import { VerificationQueue } from './verification-queue.ts'

/** Nullifiers whose first sender is remembered, for the evidence: as many as a shard carries in two minutes. */
const MAX_FIRST_SENDERS = 4096
/** A mesh peer that was sent a message so long ago has judged it, whatever its load. */
const FORWARDED_FOR_CERTAIN_MS = 2_000

/** Who sent the first share of a nullifier, and when it was accepted, by the clock that nobody sets. */
interface FirstSender {
  readonly peerId: string
  readonly acceptedAtMonotonicMs: number
}

/** A message in time under a known root, with what its proof must be verified against. */
export interface Candidate {
  readonly peerId: string
  readonly timestampNs: bigint
  readonly epoch: bigint
  readonly proofBytes: Uint8Array
  readonly signals: PublicSignals
}

export interface ProofVerificationComponents {
  readonly clock: Clock
  readonly verifier: Pick<Verifier, 'verify'>
  readonly nullifierLog: Pick<NullifierLog, 'find' | 'record'>
  readonly burned: Pick<BurnedNullifiers, 'has'>
  readonly convictions: Pick<Convictions, 'convict'>
  readonly budget: VerificationBudget
  readonly recorder: Pick<VerdictRecorder, 'recordVerification'>
  readonly ownShares?: Pick<OwnShareWatch, 'inspect'>
}

/** Steps 5 to 8 of the validation order: what is known of the nullifier, the budgets, the pairing, record-or-compare. */
export class ProofVerification {
  readonly #components: ProofVerificationComponents
  readonly #queue: VerificationQueue
  readonly #inFlight = new InFlightVerifications()
  readonly #firstSenders = new BoundedMap<string, FirstSender>(MAX_FIRST_SENDERS)

  constructor(components: ProofVerificationComponents) {
    this.#components = components
    this.#queue = new VerificationQueue({ clock: components.clock, pay: (peerId) => components.budget.take(peerId) })
  }

  /** Why the candidate is refused; undefined when it is valid and now recorded. */
  async judge(candidate: Candidate): Promise<Refusal | undefined> {
    // 5. The same share, or a burned nullifier: no pairing. Another share of a known nullifier is no evidence yet.
    const known = this.#lookUp(candidate)
    if (known !== undefined) return { reason: known }
    // 6. One verification in flight for each nullifier.
    const turn = await this.#inFlight.enter(candidate.epoch, candidate.signals.nullifier, candidate.peerId)
    if (turn === undefined) return { reason: 'duplicate_in_flight' }
    try {
      return await this.#judgeInTurn(candidate, turn)
    } finally {
      turn.end()
    }
  }

  async #judgeInTurn(candidate: Candidate, turn: Turn): Promise<Refusal | undefined> {
    const judged = turn.waited ? this.#lookUp(candidate) : undefined
    if (judged !== undefined) return { reason: judged === 'duplicate_share' ? 'duplicate_in_flight' : judged }
    // 6. The bounded queue, and the budgets when it is the peer's turn: what only waited in line has cost nothing.
    const outcome = await this.#queue.run(candidate.peerId, async (allowance) => {
      const changed = this.#changedMeanwhile(candidate)
      if (changed === undefined) return this.#verify(candidate, allowance)
      allowance.cancel()
      return { reason: changed }
    })
    return typeof outcome === 'string' ? { reason: outcome } : outcome
  }

  #changedMeanwhile(candidate: Candidate): RefusalCode | undefined {
    const defect = timestampDefect(candidate.timestampNs, this.#components.clock.nowMs())
    return defect === undefined ? this.#lookUp(candidate) : 'expired_while_queued'
  }

  /** 7. Subgroup check and pairing, off the main thread. */
  async #verify(candidate: Candidate, allowance: Allowance): Promise<Refusal | undefined> {
    const { verifier, clock, recorder } = this.#components
    const startedAtMs = clock.nowMs()
    let proof: ProofVerdict
    try {
      proof = await verifier.verify(candidate.proofBytes, candidate.signals, { source: candidate.peerId })
    } catch (error) {
      allowance.cancel()
      if (error instanceof RlnError && error.code === 'queue_full') return { reason: 'queue_full' }
      throw error
    }
    recorder.recordVerification(clock.nowMs() - startedAtMs)
    if (!proof.valid) {
      allowance.spend()
      return { reason: 'proof_invalid' }
    }
    allowance.giveBack()
    return this.#recordOrCompare(candidate)
  }

  /** 8. In one synchronous step, or two shares verified at the same time would both be the first. */
  #recordOrCompare({ epoch, signals, peerId }: Candidate): Refusal | undefined {
    const { nullifierLog, ownShares, convictions, clock } = this.#components
    const { x, y, nullifier, externalNullifier } = signals
    const key = `${epoch}:${nullifier}`
    const recorded = nullifierLog.record({ epoch, nullifier, x, y })
    if (recorded.outcome === 'same') return { reason: 'duplicate_share' }
    // A pruned epoch comes back only when the clock was set back: what was sent in it is not known any more.
    if (recorded.outcome === 'refused') {
      return { reason: recorded.reason === 'log_full' ? 'nullifier_log_full' : 'clock_suspect' }
    }
    ownShares?.inspect({ epoch, externalNullifier, nullifier, x, y })
    if (recorded.outcome === 'first') {
      this.#firstSenders.set(key, { peerId, acceptedAtMonotonicMs: clock.monotonicMs() })
      return undefined
    }
    const shares = [recorded.other, { x, y }] as const
    const first = this.#firstSenders.get(key)
    convictions.convict({ epoch, nullifier, shares, peers: [first?.peerId, peerId] })
    return { reason: 'double_signal', ...this.#blame(first, peerId) }
  }

  /**
   * Only for what no honest peer does that judges as we do. Whoever forwards the second half of a split double signal has
   * not seen the first: were it to blame, one member could cut the links between honest nodes.
   */
  #blame(first: FirstSender | undefined, peerId: string): Pick<Refusal, 'blame'> {
    if (first === undefined) return {}
    if (first.peerId === peerId) return { blame: 'sender' }
    const elapsedMs = this.#components.clock.monotonicMs() - first.acceptedAtMonotonicMs
    return elapsedMs > FORWARDED_FOR_CERTAIN_MS ? { blame: 'mesh_peer' } : {}
  }

  #lookUp({ epoch, signals }: Candidate): 'duplicate_share' | 'burned_nullifier' | undefined {
    const { nullifierLog, burned } = this.#components
    const known = nullifierLog.find(epoch, signals.nullifier)
    if (known !== undefined && known.x === signals.x && known.y === signals.y) return 'duplicate_share'
    return burned.has(epoch, signals) ? 'burned_nullifier' : undefined
  }
}
