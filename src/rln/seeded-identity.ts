import { chacha20 } from '@noble/ciphers/chacha.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToBigIntLE } from '../foundation/index.ts'
import { FIELD_BYTES, FIELD_MODULUS, invert } from './field.ts'
import { type Identity, identityFromSecrets } from './identity.ts'

const BLOCK_BYTES = 64
const NONCE = new Uint8Array(12)
/** arkworks draws 256 bits and clears the two that r does not use. */
const DRAW_MASK = (1n << 254n) - 1n
/** arkworks takes the drawn integer as a Montgomery form: the element is the integer divided by 2^256. */
const MONTGOMERY_INVERSE = invert(1n << 256n, FIELD_MODULUS)

/**
 * The identity that zerokit (`extended_seeded_keygen`) and js-waku (`generateSeededIdentityCredential`) derive from a
 * seed of any length: ChaCha20 keyed with keccak256(seed), two draws as arkworks' `Fr::rand` makes them, trapdoor first.
 * As strong as the seed is: a guessable seed gives the identity away.
 */
export function seededIdentity(seed: Uint8Array): Identity {
  const draws = fieldElements(keccak_256(seed))
  const trapdoor = draws.next().value
  return identityFromSecrets(trapdoor, draws.next().value)
}

function* fieldElements(key: Uint8Array): Generator<bigint, never> {
  for (let counter = 0; ; counter++) {
    const block = chacha20(key, NONCE, new Uint8Array(BLOCK_BYTES), undefined, counter)
    for (let offset = 0; offset < BLOCK_BYTES; offset += FIELD_BYTES) {
      const drawn = bytesToBigIntLE(block.subarray(offset, offset + FIELD_BYTES)) & DRAW_MASK
      if (drawn < FIELD_MODULUS) yield (drawn * MONTGOMERY_INVERSE) % FIELD_MODULUS
    }
  }
}
