import { expect } from 'chai'
import { FIELD_MODULUS, poseidon } from '../../../src/rln/index.ts'
import { rlnErrorOf } from './rln-error-of.ts'

describe('poseidon', () => {
  it('refuses inputs that are not canonical instead of reducing them', async () => {
    for (const input of [-1n, FIELD_MODULUS, FIELD_MODULUS + 1n]) {
      expect((await rlnErrorOf(() => poseidon([1n, input]))).code).to.equal('not_canonical')
    }
  })

  it('takes the largest element', () => {
    expect(poseidon([FIELD_MODULUS - 1n])).to.not.equal(poseidon([0n]))
  })
})
