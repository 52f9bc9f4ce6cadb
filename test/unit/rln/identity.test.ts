import { expect } from 'chai'
import {
  createIdentity,
  idCommitmentOf,
  identityFromSecrets,
  isFieldElement,
  poseidon,
} from '../../../src/rln/index.ts'
import { FakeRandom } from '../../support/fake-random.ts'

describe('identities', () => {
  it('are drawn from the random source: the same bytes give the same identity, others another', () => {
    expect(createIdentity(new FakeRandom(7))).to.deep.equal(createIdentity(new FakeRandom(7)))
    expect(createIdentity(new FakeRandom(7))).to.not.deep.equal(createIdentity(new FakeRandom(8)))
  })

  it('consist of field elements', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const values = Object.values(createIdentity(new FakeRandom(seed)))
      expect(values.every(isFieldElement)).to.equal(true)
    }
  })

  it("hash trapdoor and nullifier in zerokit's order", () => {
    const identity = identityFromSecrets(1n, 2n)
    expect(identity.secretHash).to.equal(poseidon([1n, 2n]))
    expect(identity.commitment).to.equal(idCommitmentOf(identity.secretHash))
  })
})
