import { expect } from 'chai'
import { DEVELOPMENT_CHAIN_ID, isKeyRefused, keyOfChain } from '../../../src/membership/index.ts'

describe('the key of a chain', () => {
  it('is the development key on the development chain only', () => {
    expect([keyOfChain(DEVELOPMENT_CHAIN_ID), keyOfChain(59_141)]).to.deep.equal(['development', 'network'])
    expect([isKeyRefused('development', DEVELOPMENT_CHAIN_ID), isKeyRefused('development', 59_141)]).to.deep.equal([
      false,
      true,
    ])
    expect(isKeyRefused('network', DEVELOPMENT_CHAIN_ID)).to.equal(false)
  })
})
