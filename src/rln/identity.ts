import { bytesToBigIntLE, type Random } from '../foundation/index.ts'
import { FIELD_MODULUS } from './field.ts'
import { poseidon } from './poseidon.ts'

/** A member's identity. Everything but the commitment is secret. All are field elements. */
export interface Identity {
  readonly trapdoor: bigint
  readonly nullifier: bigint
  /** Poseidon(trapdoor, nullifier): what a double signal gives away. */
  readonly secretHash: bigint
  /** Poseidon(secretHash): public, what the contract registers. */
  readonly commitment: bigint
}

// 16 bytes over the field's size: the reduction modulo r is then uniform up to 2^-130.
const WIDE_BYTES = 48

/** A new identity drawn from `random`. */
export function createIdentity(random: Random): Identity {
  return identityFromSecrets(drawFieldElement(random), drawFieldElement(random))
}

/**
 * The identity of a trapdoor and a nullifier, in zerokit's order (RLN specification 32 writes the reverse one).
 * @throws RlnError `not_canonical`
 */
export function identityFromSecrets(trapdoor: bigint, nullifier: bigint): Identity {
  const secretHash = poseidon([trapdoor, nullifier])
  return { trapdoor, nullifier, secretHash, commitment: idCommitmentOf(secretHash) }
}

/**
 * Poseidon(secretHash).
 * @throws RlnError `not_canonical`
 */
export function idCommitmentOf(secretHash: bigint): bigint {
  return poseidon([secretHash])
}

function drawFieldElement(random: Random): bigint {
  return bytesToBigIntLE(random.bytes(WIDE_BYTES)) % FIELD_MODULUS
}
