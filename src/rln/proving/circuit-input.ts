import { bigIntToBytesLE } from '../../foundation/index.ts'
import { FIELD_BYTES } from '../field.ts'
import { TREE_DEPTH } from '../membership-tree.ts'

/** The circuit's input by signal name, in numbers. */
export interface CircuitInput {
  readonly identitySecret: bigint
  readonly userMessageLimit: bigint
  readonly messageId: bigint
  readonly pathElements: readonly bigint[]
  readonly identityPathIndex: readonly number[]
  readonly x: bigint
  readonly externalNullifier: bigint
}

interface InputSignal {
  readonly name: keyof CircuitInput
  /** How many field elements. */
  readonly length: number
  /** FNV-1a of the name, 64 bits in two halves, by which circom's program knows the signal. */
  readonly hashHigh: number
  readonly hashLow: number
}

/** The input signals in the order in which {@link encodeCircuitInput} writes them. */
export const INPUT_SIGNALS: readonly InputSignal[] = (
  [
    ['identitySecret', 1],
    ['userMessageLimit', 1],
    ['messageId', 1],
    ['pathElements', TREE_DEPTH],
    ['identityPathIndex', TREE_DEPTH],
    ['x', 1],
    ['externalNullifier', 1],
  ] as const
).map(([name, length]) => ({ name, length, ...fnv1a(name) }))

export const INPUT_BYTES = INPUT_SIGNALS.reduce((sum, { length }) => sum + length, 0) * FIELD_BYTES

/** The input as field elements one after the other, 32 bytes little-endian each. */
export function encodeCircuitInput(input: CircuitInput, target: Uint8Array): void {
  let offset = 0
  for (const { name } of INPUT_SIGNALS) {
    for (const value of [input[name]].flat()) {
      const bytes = bigIntToBytesLE(BigInt(value), FIELD_BYTES)
      target.set(bytes, offset)
      bytes.fill(0)
      offset += FIELD_BYTES
    }
  }
}

function fnv1a(text: string): { hashHigh: number; hashLow: number } {
  let hash = 0xcbf29ce484222325n
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n)
  }
  return { hashHigh: Number(hash >> 32n), hashLow: Number(hash & 0xffffffffn) }
}
