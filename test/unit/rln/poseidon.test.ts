import { expect } from 'chai'
import { buildPoseidon } from 'circomlibjs'
import fc from 'fast-check'
import { FIELD_MODULUS, poseidon } from '../../../src/rln/index.ts'
import { rlnErrorOf } from './rln-error-of.ts'

describe('poseidon', () => {
  it("is circomlib's, for one to four inputs", async function () {
    this.timeout(20_000)
    const oracle = await buildPoseidon()
    const edges = fc.constantFrom(0n, 1n, FIELD_MODULUS - 1n)
    const element = fc.oneof(edges, fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n }))
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 4 }), (inputs) => {
        expect(poseidon(inputs)).to.equal(oracle.F.toObject(oracle(inputs)))
      }),
      { numRuns: 300 },
    )
  })

  it('refuses inputs that are not canonical instead of reducing them', async () => {
    for (const input of [-1n, FIELD_MODULUS, FIELD_MODULUS + 1n]) {
      expect((await rlnErrorOf(() => poseidon([1n, input]))).code).to.equal('not_canonical')
    }
  })

  it('refuses more inputs than anything here hashes, and none', () => {
    expect(() => poseidon([])).to.throw(RangeError)
    expect(() => poseidon([1n, 2n, 3n, 4n, 5n])).to.throw(RangeError)
  })

  it('takes the largest element', () => {
    expect(poseidon([FIELD_MODULUS - 1n])).to.not.equal(poseidon([0n]))
  })
})
