import { expect } from 'chai'
import fc from 'fast-check'
import { Engine } from '../../../../src/rln/bn254/engine.ts'
import { BASE_FIELD_MODULUS, FIELD_MODULUS } from '../../../../src/rln/field.ts'

const LIMB_BITS = 29
const ELEMENT_BYTES = 36
const R = 1n << 261n

type Unary = (result: number, a: number) => number
type Binary = (result: number, a: number, b: number) => number
type Operation = 'Add' | 'Double' | 'Multiply' | 'Reduce' | 'Square' | 'Subtract' | 'SubtractLazy'
type FieldExports = Record<`${'fp' | 'fr'}${Operation}`, Binary> & Record<`${'fp' | 'fr'}IsZero`, Unary>

const engine = await Engine.create<FieldExports>()
const [result, left, right] = [0, 0, 0].map(() => engine.allocate(ELEMENT_BYTES)) as [number, number, number]

function put(pointer: number, value: bigint): void {
  const limbs = Uint32Array.from({ length: 9 }, (_, index) => {
    const limb = value >> BigInt(LIMB_BITS * index)
    return Number(index === 8 ? limb : limb & ((1n << 29n) - 1n))
  })
  engine.write(pointer, new Uint8Array(limbs.buffer))
}

function take(): bigint {
  const limbs = new Uint32Array(engine.read(result, ELEMENT_BYTES).buffer)
  return limbs.reduceRight((value, limb) => (value << BigInt(LIMB_BITS)) + BigInt(limb), 0n)
}

for (const [prefix, p] of [
  ['fp', BASE_FIELD_MODULUS],
  ['fr', FIELD_MODULUS],
] as const) {
  const run = (operation: Operation, a: bigint, b: bigint): bigint => {
    put(left, a)
    put(right, b)
    engine.exports[`${prefix}${operation}`](result, left, right)
    return take()
  }
  const edges = fc.constantFrom(0n, 1n, p - 1n, p, p + 1n, 2n * p - 1n)
  const element = fc.oneof(edges, fc.bigInt({ min: 0n, max: 2n * p - 1n }))

  describe(`engine arithmetic in ${prefix}`, () => {
    it('adds, subtracts, doubles and reduces within its bounds', () => {
      fc.assert(
        fc.property(element, element, (a, b) => {
          const [sum, difference, double] = [run('Add', a, b), run('Subtract', a, b), run('Double', a, 0n)]
          expect([sum % p, difference % p, double % p]).to.deep.equal([(a + b) % p, (a - b + 2n * p) % p, (2n * a) % p])
          for (const value of [sum, difference, double]) expect(value < 2n * p).to.equal(true)
          expect(run('Reduce', a, 0n)).to.equal(a % p)
          expect(run('SubtractLazy', a, b)).to.equal(a - b + 4n * p)
        }),
      )
    })

    it('multiplies and squares factors up to their bound', () => {
      fc.assert(
        fc.property(element, element, fc.bigInt(1n, 4n), (a, b, times) => {
          const product = run('Multiply', times * a, times * b)
          expect(product < 2n * p).to.equal(true)
          expect((product * R) % p).to.equal((times * times * a * b) % p)
          const square = run('Square', times * a, 0n)
          expect(square < 2n * p).to.equal(true)
          expect((square * R) % p).to.equal((times * times * a * a) % p)
        }),
      )
    })

    it('knows both forms of zero', () => {
      fc.assert(
        fc.property(element, (a) => {
          put(left, a)
          expect(engine.exports[`${prefix}IsZero`](left, 0)).to.equal(a % p === 0n ? 1 : 0)
        }),
      )
    })
  })
}
