import { expect } from 'chai'
import { ConfigError, nodeConfigFrom, readOptions } from '../../../src/config/index.ts'

const key = 'ab'.repeat(32)

function slashOf(flags: Record<string, string>, environment: Record<string, string> = {}) {
  const given = { 'rln-relay-eth-client-address': ['http://127.0.0.1:8545'], ...flags }
  const options = readOptions({ flags: given, environment, readText: () => '' })
  return nodeConfigFrom(options, () => '').rln?.slash
}

describe('--slash', () => {
  it('is off unless it is asked for, even with a key in the environment', () => {
    expect(slashOf({}, { WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: key })).to.equal(undefined)
  })

  it('takes the key from the environment, with or without 0x', () => {
    for (const privateKey of [key, `0x${key}`]) {
      const environment = { WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY: privateKey }
      expect(slashOf({ slash: 'true' }, environment)).to.deep.equal({ privateKey })
    }
  })

  it('names what is missing, and never shows the key', () => {
    const refusal = (flags: Record<string, string>): ConfigError => {
      try {
        slashOf(flags)
      } catch (error) {
        return error as ConfigError
      }
      return expect.fail('was accepted')
    }
    expect(refusal({ slash: 'true' }).message).to.include('WAKUNODE2_RLN_RELAY_ETH_PRIVATE_KEY')
    const withKey = { slash: 'true', 'rln-relay-eth-private-key': key }
    expect(refusal({ ...withKey, 'tcp-port': '0' }).message).to.include('--local-storage-path')
    const wrong = refusal({ ...withKey, 'rln-relay-eth-private-key': 'secret words' })
    expect(wrong).to.be.instanceOf(ConfigError).and.to.have.property('code', 'invalid_value')
    expect(wrong.message).to.not.include('secret words')
  })
})
