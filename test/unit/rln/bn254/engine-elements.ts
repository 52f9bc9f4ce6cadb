import type { Engine } from '../../../../src/rln/bn254/engine.ts'
import { BASE_FIELD_MODULUS, invert } from '../../../../src/rln/field.ts'

const LIMB_BITS = 29n
const LIMBS = 9
const LIMB_MASK = (1n << LIMB_BITS) - 1n

/** Bytes of an element of Fp in the engine. */
export const FP_BYTES = 4 * LIMBS
/** Montgomery's R. */
export const R = 1n << 261n
const INVERSE_OF_R = invert(R, BASE_FIELD_MODULUS)

/** Puts elements of Fp side by side, in Montgomery form and canonical. */
export function putFp(engine: Engine<object>, pointer: number, ...values: readonly bigint[]): void {
  const limbs = values.flatMap((value) => {
    const montgomery = (value * R) % BASE_FIELD_MODULUS
    return Array.from({ length: LIMBS }, (_, index) => Number((montgomery >> (LIMB_BITS * BigInt(index))) & LIMB_MASK))
  })
  engine.write(pointer, new Uint8Array(Uint32Array.from(limbs).buffer))
}

/** Reads elements of Fp that lie side by side. @throws Error for one that is not below 2p */
export function takeFp(engine: Engine<object>, pointer: number, count: number): bigint[] {
  const limbs = new Uint32Array(engine.read(pointer, count * FP_BYTES).buffer)
  return Array.from({ length: count }, (_, element) => {
    const own = limbs.slice(element * LIMBS, (element + 1) * LIMBS)
    const value = own.reduceRight((sum, limb) => (sum << LIMB_BITS) + BigInt(limb), 0n)
    if (value >= 2n * BASE_FIELD_MODULUS) throw new Error(`an element is not below 2p: ${value}`)
    return (value * INVERSE_OF_R) % BASE_FIELD_MODULUS
  })
}
