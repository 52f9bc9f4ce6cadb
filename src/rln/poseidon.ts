import { Engine } from './bn254/engine.ts'
import { FIELD_BYTES, requireFieldElement } from './field.ts'

/** The circuit and the contract hash one to three values; published test vectors have four. */
const MAX_INPUTS = 4

interface PoseidonExports {
  poseidon(result: number, inputs: number, width: number, count: number): number
}

// Compiling takes milliseconds; awaiting it here keeps every formula of this room synchronous.
const engine = await Engine.create<PoseidonExports>()
const inputBlock = engine.allocate(MAX_INPUTS * FIELD_BYTES)
const resultBlock = engine.allocate(FIELD_BYTES)
const NO_INPUTS = new Uint8Array(MAX_INPUTS * FIELD_BYTES)

/**
 * Poseidon over BN254 with circomlib's parameters: x^5, 8 full rounds, capacity element 0 first. Takes 1 to 4 inputs.
 * @throws RlnError `not_canonical` when an input is not a field element: it is never reduced silently.
 */
export function poseidon(inputs: readonly bigint[]): bigint {
  if (inputs.length < 1 || inputs.length > MAX_INPUTS) {
    throw new RangeError(`Poseidon takes 1 to ${MAX_INPUTS} inputs, not ${inputs.length}`)
  }
  for (const [index, input] of inputs.entries()) {
    engine.writeInteger(inputBlock + index * FIELD_BYTES, requireFieldElement(input, `Poseidon input ${index}`))
  }
  engine.exports.poseidon(resultBlock, inputBlock, inputs.length + 1, 1)
  // Inputs may be secrets.
  engine.write(inputBlock, NO_INPUTS)
  return engine.readInteger(resultBlock)
}
