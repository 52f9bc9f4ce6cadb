import { bn254 } from '@noble/curves/bn254.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { Engine } from '../../../../src/rln/bn254/engine.ts'
import { BASE_FIELD_MODULUS } from '../../../../src/rln/field.ts'
import { FP_BYTES } from './engine-elements.ts'

const { Fp2 } = bn254.fields
type Fq2 = ReturnType<typeof Fp2.inv>

const p = BASE_FIELD_MODULUS
const XI = Fp2.fromBigTuple([9n, 1n])
const LIMB_BITS = 29n
const LIMBS = 9

/** How often each parameter is taken, and how often xi times it. */
const SUMS = {
  add: [[1], [1]],
  subtract: [[1], [-1]],
  double: [[2]],
  triple: [[3]],
  quadruple: [[4]],
  negate: [[-1]],
  multiplyByXi: [[0, 1]],
  addXi: [[1], [0, 1]],
  addTriple: [[1], [3]],
  doubleMinusSix: [[2], [-6]],
  subtractTwelve: [[1], [-12]],
  subtractTwo: [[1], [-1], [-1]],
  subtractAndXi: [[1], [-1], [0, -1]],
  subtractTwoAdd: [[1], [-1], [-1], [1]],
  subtractTwoAddXi: [[1], [-1], [-1], [0, 1]],
  addXiOfRest: [[1], [0, 1], [0, -1], [0, -1]],
  addMinusTwice: [[1], [1], [-2]],
  tripleRestMinusTwice: [[3], [-3, -3], [-2]],
  sixfoldPlusTwice: [[6], [2]],
  sixfoldXiPlusTwice: [[0, 6], [2]],
} as const satisfies Record<string, readonly (readonly [number, number?])[]>

type SumName = keyof typeof SUMS
const names = Object.keys(SUMS) as SumName[]

const engine = await Engine.create<Record<`sum_${SumName}`, (...pointers: number[]) => number>>()
const pointers = Array.from({ length: 5 }, () => engine.allocate(2 * FP_BYTES))

/** As it is: not in Montgomery form, which a sum does not depend on, and up to 2p. */
function put(pointer: number, parts: readonly bigint[]): void {
  const limbs = parts.flatMap((part) =>
    Array.from({ length: LIMBS }, (_, index) => Number(BigInt.asUintN(29, part >> (LIMB_BITS * BigInt(index))))),
  )
  engine.write(pointer, new Uint8Array(Uint32Array.from(limbs).buffer))
}

function take(pointer: number): bigint[] {
  const limbs = new Uint32Array(engine.read(pointer, 2 * FP_BYTES).buffer)
  return [limbs.subarray(0, LIMBS), limbs.subarray(LIMBS)].map((own) =>
    own.reduceRight((sum, limb) => (sum << LIMB_BITS) + BigInt(limb), 0n),
  )
}

function expected(name: SumName, values: readonly (readonly bigint[])[]): Fq2 {
  return SUMS[name].reduce((sum: Fq2, [times, timesXi = 0]: readonly [number, number?], index) => {
    const value = Fp2.fromBigTuple(values[index]!.map((part) => part % p) as [bigint, bigint])
    const factor = Fp2.add(Fp2.fromBigTuple([BigInt(times), 0n]), Fp2.mul(XI, Fp2.fromBigTuple([BigInt(timesXi), 0n])))
    return Fp2.add(sum, Fp2.mul(value, factor))
  }, Fp2.ZERO)
}

describe('engine sums in Fp2', () => {
  // Where a quotient changes: at multiples of p, and beside them.
  const edges = fc.constantFrom(0n, 1n, p / 2n, p - 1n, p, p + 1n, 2n * p - 1n, 1n << 253n, (1n << 232n) - 1n)
  const part = fc.oneof(edges, fc.bigInt(0n, 2n * p - 1n))
  const operands = fc.array(fc.tuple(part, part), { minLength: 4, maxLength: 4 })

  for (const name of names) {
    it(`${name} is right and below 2p for all below 2p, also over any of its terms`, () => {
      const count = SUMS[name].length
      const property = fc.property(operands, fc.nat(4), (values, place) => {
        values.forEach((value, index) => {
          put(pointers[index]!, value)
        })
        const result = place < count ? pointers[place]! : pointers[4]!
        engine.exports[`sum_${name}`](result, ...pointers.slice(0, count))
        const found = take(result)
        for (const each of found) expect(each < 2n * p).to.equal(true)
        const { c0, c1 } = expected(name, values)
        expect(found.map((each) => each % p)).to.deep.equal([c0, c1])
      })
      fc.assert(property, { numRuns: 200 })
    })
  }
})
