import { expect } from 'chai'
import fc from 'fast-check'
import { type Fq2, multiplyFq2, negateFq2, squareRootFq, squareRootFq2 } from '../../../src/rln/base-field.ts'
import { BASE_FIELD_MODULUS } from '../../../src/rln/field.ts'

const element = fc.bigInt({ min: 0n, max: BASE_FIELD_MODULUS - 1n })
const pair: fc.Arbitrary<Fq2> = fc.tuple(element, element)

describe('square roots in the base field', () => {
  it('are found for every square', () => {
    fc.assert(
      fc.property(element, (value) => {
        const root = squareRootFq((value * value) % BASE_FIELD_MODULUS)
        return root === value || root === (BASE_FIELD_MODULUS - value) % BASE_FIELD_MODULUS
      }),
    )
  })

  it('are not found for the negative of a square that is not 0', () => {
    fc.assert(
      fc.property(
        element.filter((value) => value !== 0n),
        (value) => squareRootFq(-(value * value)) === undefined,
      ),
    )
  })

  it('are found for every square in the quadratic extension', () => {
    fc.assert(
      fc.property(pair, (value) => {
        const root = squareRootFq2(multiplyFq2(value, value))!
        expect([value, negateFq2(value)]).to.deep.include(root)
      }),
    )
  })

  it('are found in the extension for every element of the base field', () => {
    fc.assert(
      fc.property(element, (value) => {
        const root = squareRootFq2([value, 0n])!
        expect(multiplyFq2(root, root)).to.deep.equal([value, 0n])
      }),
    )
  })

  it('are not found for what is no square in the extension', () => {
    // 9 + u is no square (the curve's twist is made with it), and neither is a square times it.
    fc.assert(
      fc.property(
        pair.filter(([c0, c1]) => c0 !== 0n || c1 !== 0n),
        (value) => {
          return squareRootFq2(multiplyFq2([9n, 1n], multiplyFq2(value, value))) === undefined
        },
      ),
    )
  })
})
