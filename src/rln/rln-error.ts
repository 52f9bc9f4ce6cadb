import { RoomError } from '../foundation/index.ts'

/** Every code an {@link RlnError} can carry. docs/errors.md says of each what it means and what to do. */
export const rlnErrorCodes = [
  /** A value that must be a field element is negative, not below the modulus, or of the wrong length. */
  'not_canonical',
  /** An epoch number, its size or the timestamp it comes from cannot be written as an epoch. */
  'epoch_invalid',
  /** The name of an application is empty, longer than 32 bytes, or not visible ASCII. */
  'rln_identifier_invalid',
  /** x is zero: y would be the identity secret itself. */
  'x_is_zero',
  /** The user message limit is not in 1..65536. */
  'rate_limit_out_of_range',
  /** The message id is not below the user message limit. */
  'message_id_out_of_range',
  /** A Merkle path has not 20 elements and 20 bits. */
  'path_invalid',
  /** The circuit did not accept the witness. */
  'circuit_refused',
  /** Circuit and proving key gave other public signals than the formulas: the artifacts do not fit. */
  'circuit_mismatch',
  /** Both shares are of the same x: one message seen twice, no double signal. */
  'shares_of_one_message',
  /** A leaf index is not in 0..2^20-1, or there is no leaf at it. */
  'leaf_out_of_range',
  /** More jobs wait than the bounded queue holds. */
  'queue_full',
  /** The prover, verifier or worker was closed. */
  'closed',
  /** The script of a Web Worker does not load: a wrong address, or the page's Content Security Policy forbids it. */
  'worker_not_started',
  /** The worker thread died while it worked on the job; a new one takes the next job. */
  'worker_crashed',
  /** Worker threads died several times in a row: the pool takes no more jobs. */
  'worker_unavailable',
  /** The worker thread did not answer in time and was ended. */
  'job_timed_out',
  /** A range of message ids is empty, negative, over the limit or too long. */
  'message_id_range_invalid',
  /** All message ids of the epoch are bound. The error carries the epoch. */
  'message_limit_reached',
  /** The epoch was pruned already: the clock went back. The error carries the epoch. */
  'epoch_pruned',
  /** The external nullifier is known under another epoch, so the caller mixed two up. */
  'external_nullifier_mismatch',
  /** The credential was imported, or its state is missing: it may be used from the time the error carries. */
  'credential_cooling_down',
  /** Another device sends with the same credential: nothing more is sent in the epoch the error carries. */
  'credential_used_elsewhere',
  /** What was read back from the state store is not what this room writes. */
  'state_corrupt',
  /** An artifact is not in the manifest, or the manifest cannot be read. */
  'artifact_unknown',
  /** An artifact's bytes do not have the pinned SHA-256. */
  'artifact_hash_mismatch',
  /** A proving or verification key is not one of this circuit, or its points are not valid. */
  'key_invalid',
] as const

export type RlnErrorCode = (typeof rlnErrorCodes)[number]

export interface RlnErrorOptions extends ErrorOptions {
  /** The epoch the error is about. */
  readonly epoch?: bigint
  /** When what was refused becomes possible, in milliseconds since the Unix epoch. */
  readonly availableAtMs?: number
}

export class RlnError extends RoomError<RlnErrorCode> {
  readonly epoch: bigint | undefined
  readonly availableAtMs: number | undefined

  constructor(code: RlnErrorCode, message: string, options: RlnErrorOptions = {}) {
    super(code, message, options)
    this.epoch = options.epoch
    this.availableAtMs = options.availableAtMs
  }
}
