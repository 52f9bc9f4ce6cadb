import type { ExternalNullifier } from './external-nullifier.ts'
import type { MessageX } from './message-x.ts'

declare const ofReservation: unique symbol

/**
 * What the circuit computes a proof from. Secret but for x, externalNullifier and what the tree shows anyway. Made by
 * `witnessOf` out of a reservation, so that no message id is proven for another x than the one it is bound to.
 */
export interface RlnWitness {
  readonly [ofReservation]: true
  /** The identity's secretHash. */
  readonly identitySecret: bigint
  /** Messages an epoch, 1..65536. */
  readonly userMessageLimit: bigint
  /** 0 <= messageId < userMessageLimit. */
  readonly messageId: bigint
  /** 20 siblings, the leaf's own first. */
  readonly pathElements: readonly bigint[]
  /** 20 bits of the leaf index, lowest first. */
  readonly identityPathIndex: readonly number[]
  /** The hash of the signal; never 0. */
  readonly x: MessageX
  readonly externalNullifier: ExternalNullifier
}

/** What a proof is verified against, in the circuit's order. All field elements; x and the last are computed, not read. */
export interface PublicSignals {
  readonly y: bigint
  readonly root: bigint
  readonly nullifier: bigint
  readonly x: MessageX
  readonly externalNullifier: ExternalNullifier
}

/** How a proof was made: from nothing, from what is kept for the member's path, or from a prepared slot. */
export type ProofKind = 'full' | 'path' | 'slot'

export interface RlnProof {
  /** 128 bytes: A, B, C compressed as arkworks does. */
  readonly proofBytes: Uint8Array
  readonly publicSignals: PublicSignals
  readonly kind: ProofKind
}

/** Makes proofs, a bounded number of them waiting. */
export interface Prover {
  /**
   * @throws RlnError `x_is_zero`, `not_canonical`, `rate_limit_out_of_range`, `message_id_out_of_range`,
   *   `path_invalid` before anything is computed; `circuit_refused`, `circuit_mismatch`, `queue_full`, `closed`, and
   *   with worker threads `worker_crashed`, `worker_unavailable`, `job_timed_out`.
   */
  prove(witness: RlnWitness): Promise<RlnProof>
  /** Ends threads; jobs that wait are refused with `closed`. */
  close(): Promise<void>
}

/** Why a proof is not valid. */
export type ProofDefect =
  /** Not 128 bytes. */
  | 'proof_length'
  /** A public signal is not below r. */
  | 'signal_not_canonical'
  /** A coordinate is not below q, or its flag bits are no encoding of a point. */
  | 'coordinate_not_canonical'
  /** A, B or C is the point at infinity. */
  | 'point_at_infinity'
  /** There is no point with the coordinate. */
  | 'point_not_on_curve'
  /** B is on the curve and outside the group of order r. */
  | 'point_not_in_subgroup'
  /** The pairing equation does not hold. */
  | 'pairing_failed'

export type ProofVerdict = { readonly valid: true } | { readonly valid: false; readonly reason: ProofDefect }

export interface VerifyOptions {
  /** Who sent the proof. One source's bad proofs do not slow down what comes from others. */
  readonly source?: string
}

/** Verifies proofs, a bounded number of them waiting. */
export interface Verifier {
  /**
   * Never throws because of what is verified.
   * @throws RlnError `queue_full`, `closed`, and with worker threads `worker_crashed`, `worker_unavailable`,
   *   `job_timed_out`.
   */
  verify(proofBytes: Uint8Array, signals: PublicSignals, options?: VerifyOptions): Promise<ProofVerdict>
  /** Ends threads; jobs that wait are refused with `closed`. */
  close(): Promise<void>
}
