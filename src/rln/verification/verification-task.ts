import type { Random } from '../../foundation/index.ts'
import type { Groth16Checker } from '../bn254/groth16-checker.ts'
import { FIELD_BYTES } from '../field.ts'
import type { ProofVerdict, PublicSignals } from '../proof.ts'
import { PROOF_BYTES } from '../proof-codec.ts'
import { PUBLIC_SIGNAL_COUNT } from '../verification-key.ts'
import { drawWeights, verifyBatch } from './batch-verification.ts'

const SIGNALS_BYTES = PUBLIC_SIGNAL_COUNT * FIELD_BYTES
const WORD_BYTES = 8
const WORD_BITS = 64n

/** A proof past the free checks, in bytes that are its own. */
export interface VerificationInput {
  /** 128 bytes. */
  readonly proofBytes: Uint8Array
  /** Five field elements of 32 bytes, little-endian, in the circuit's order. */
  readonly signalBytes: Uint8Array
}

/** A batch as it goes to a worker thread: what its proofs consist of, each kind side by side. */
export interface VerificationTask {
  readonly proofs: Uint8Array
  readonly signals: Uint8Array
  /** 16 bytes each; none for a proof alone. */
  readonly weights: Uint8Array
}

/** One verdict for each proof of a task, in its order. */
export type TaskVerdicts = readonly ProofVerdict[]

/** Five field elements side by side. */
export function signalsToBytes({ y, root, nullifier, x, externalNullifier }: PublicSignals): Uint8Array {
  const bytes = new Uint8Array(SIGNALS_BYTES)
  const view = new DataView(bytes.buffer)
  let offset = 0
  for (const signal of [y, root, nullifier, x, externalNullifier]) {
    for (let rest = signal, end = offset + FIELD_BYTES; offset < end; offset += WORD_BYTES, rest >>= WORD_BITS) {
      view.setBigUint64(offset, BigInt.asUintN(Number(WORD_BITS), rest), true)
    }
  }
  return bytes
}

/** The batch is fixed with this: its weights are drawn here. */
export function taskOf(inputs: readonly VerificationInput[], random: Random): VerificationTask {
  const proofs = new Uint8Array(inputs.length * PROOF_BYTES)
  const signals = new Uint8Array(inputs.length * SIGNALS_BYTES)
  inputs.forEach(({ proofBytes, signalBytes }, index) => {
    proofs.set(proofBytes, index * PROOF_BYTES)
    signals.set(signalBytes, index * SIGNALS_BYTES)
  })
  return { proofs, signals, weights: inputs.length > 1 ? drawWeights(random, inputs.length) : new Uint8Array() }
}

export function runTask(checker: Groth16Checker, { proofs, signals, weights }: VerificationTask): TaskVerdicts {
  const entries = Array.from({ length: proofs.length / PROOF_BYTES }, (_, index) => ({
    proofBytes: proofs.subarray(index * PROOF_BYTES, (index + 1) * PROOF_BYTES),
    signals: readSignals(signals, index * SIGNALS_BYTES),
  }))
  return verifyBatch(checker, entries, weights).map((reason) => (reason ? { valid: false, reason } : { valid: true }))
}

function readSignals(bytes: Uint8Array, offset: number): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, SIGNALS_BYTES)
  return Array.from({ length: PUBLIC_SIGNAL_COUNT }, (_, signal) => {
    let value = 0n
    for (let word = FIELD_BYTES / WORD_BYTES - 1; word >= 0; word--) {
      value = (value << WORD_BITS) | view.getBigUint64(signal * FIELD_BYTES + word * WORD_BYTES, true)
    }
    return value
  })
}
