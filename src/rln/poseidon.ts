import { buildPoseidon } from 'circomlibjs'
import { FIELD_BYTES, requireFieldElement } from './field.ts'

// Loading compiles a WebAssembly module once; awaiting it here keeps every formula of this room synchronous.
const wasmPoseidon = await buildPoseidon()
const field = wasmPoseidon.F

/**
 * Poseidon over BN254 with circomlib's parameters: x^5, 8 full rounds, capacity element 0 first. Takes 1 to 16 inputs.
 * @throws RlnError `not_canonical` when an input is not a field element: it is never reduced silently.
 */
export function poseidon(inputs: readonly bigint[]): bigint {
  const elements = new Uint8Array(inputs.length * FIELD_BYTES)
  inputs.forEach((input, index) => {
    elements.set(field.e(requireFieldElement(input, `Poseidon input ${index}`)), index * FIELD_BYTES)
  })
  return field.toObject(wasmPoseidon(elements))
}
