import { expect } from 'chai'
import { MAX_RATE_LIMIT, MembershipTree, rateCommitment } from '../../../src/rln/index.ts'
import { rlnErrorOf } from './rln-error-of.ts'

describe('rateCommitment', () => {
  it("gives the contract's leaf and root for its known member", () => {
    const leaf = rateCommitment(2n, 2)
    expect(leaf).to.equal(4699387056273519054140667386511343037709699938246587880795929666834307503001n)
    const { root } = new MembershipTree([leaf])
    expect(root).to.equal(13801897483540040307162267952866411686127372014953358983481592640000001877295n)
  })

  it("gives the leaf of the keystore specification's member", () => {
    const idCommitment = 7087472339429909509938482024643066364125995721131306520366834164654457739376n
    const leaf = rateCommitment(idCommitment, 100n)
    expect(leaf).to.equal(13646828154902090999087378781022346015239013799617447535948415184255929075032n)
  })

  it('takes limits from 1 to 65536 only', async () => {
    for (const limit of [1, MAX_RATE_LIMIT, 65_536n]) expect(rateCommitment(1n, limit)).to.be.a('bigint')
    for (const limit of [0, -1, 1.5, Number.NaN, MAX_RATE_LIMIT + 1, 0n, 65_537n]) {
      expect((await rlnErrorOf(() => rateCommitment(1n, limit))).code).to.equal('rate_limit_out_of_range')
    }
  })
})
