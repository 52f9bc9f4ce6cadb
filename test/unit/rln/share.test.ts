import { expect } from 'chai'
import fc from 'fast-check'
import { FIELD_MODULUS, idCommitmentOf, recoverSecret } from '../../../src/rln/index.ts'
import { computeShare } from '../../../src/rln/share.ts'
import { rlnErrorOf } from './rln-error-of.ts'

const element = fc.bigInt({ min: 0n, max: FIELD_MODULUS - 1n })
const nonZero = fc.bigInt({ min: 1n, max: FIELD_MODULUS - 1n })
const messageId = fc.nat(65_535)

describe('shares', () => {
  it('two of one message id have one nullifier and give the secret away', () => {
    fc.assert(
      fc.property(element, element, messageId, nonZero, nonZero, (secret, externalNullifier, id, x1, x2) => {
        fc.pre(x1 !== x2)
        const first = computeShare(secret, externalNullifier, id, x1)
        const second = computeShare(secret, externalNullifier, id, x2)
        const recovered = recoverSecret({ x: x1, y: first.y }, { x: x2, y: second.y })
        expect(first.nullifier).to.equal(second.nullifier)
        expect(recovered).to.deep.equal({ identitySecret: secret, idCommitment: idCommitmentOf(secret) })
      }),
      { numRuns: 30 },
    )
  })

  it('two of different message ids have different nullifiers and give nothing away', () => {
    fc.assert(
      fc.property(element, element, fc.nat(65_534), nonZero, nonZero, (secret, externalNullifier, id, x1, x2) => {
        fc.pre(x1 !== x2)
        const first = computeShare(secret, externalNullifier, id, x1)
        const second = computeShare(secret, externalNullifier, id + 1, x2)
        expect(first.nullifier).to.not.equal(second.nullifier)
        expect(recoverSecret({ x: x1, y: first.y }, { x: x2, y: second.y }).identitySecret).to.not.equal(secret)
      }),
      { numRuns: 30 },
    )
  })

  it('are not computed at x = 0, where y is the secret', async () => {
    expect((await rlnErrorOf(() => computeShare(1n, 2n, 0, 0n))).code).to.equal('x_is_zero')
  })

  it('are not computed at r, which is 0 too, nor for other values that are not canonical', async () => {
    const attempts = [
      () => computeShare(1n, 2n, 0, FIELD_MODULUS),
      () => computeShare(FIELD_MODULUS, 2n, 0, 1n),
      () => computeShare(1n, FIELD_MODULUS, 0, 1n),
    ]
    for (const attempt of attempts) expect((await rlnErrorOf(attempt)).code).to.equal('not_canonical')
  })

  it('are not computed for message ids outside 16 bits', async () => {
    for (const id of [-1, 65_536, 1.5, 65_536n]) {
      expect((await rlnErrorOf(() => computeShare(1n, 2n, id, 1n))).code).to.equal('message_id_out_of_range')
    }
  })
})

describe('recoverSecret', () => {
  it('refuses two shares of one x, also when y differs', async () => {
    for (const y of [5n, 6n]) {
      const error = await rlnErrorOf(() => recoverSecret({ x: 1n, y: 5n }, { x: 1n, y }))
      expect(error.code).to.equal('shares_of_one_message')
    }
  })

  it('refuses aliases, so that x and x + r are not two messages', async () => {
    const aliases = [
      { x: 1n + FIELD_MODULUS, y: 5n },
      { x: 2n, y: 5n + FIELD_MODULUS },
      { x: -1n, y: 5n },
    ]
    for (const alias of aliases) {
      expect((await rlnErrorOf(() => recoverSecret({ x: 1n, y: 5n }, alias))).code).to.equal('not_canonical')
    }
  })
})
