import { expect } from 'chai'
import { AbiCoder, Interface, type InterfaceAbi, keccak256 } from 'ethers'
import { wakuRlnV2Artifact } from '../../../src/membership/generated/contract-artifacts.ts'
import { membershipInterface, slashCommitment } from '../../../src/membership/index.ts'

describe('membershipAbi', () => {
  const generated = new Interface(wakuRlnV2Artifact.abi as unknown as InterfaceAbi)

  for (const fragment of membershipInterface.fragments) {
    const text = fragment.format('sighash')
    it(`has ${fragment.type} ${text} as the contract has it`, () => {
      const found = generated.fragments.find((one) => one.type === fragment.type && one.format('sighash') === text)
      expect(found, text).not.equal(undefined)
      const outputs = (one: object): string[] =>
        'outputs' in one ? (one.outputs as { type: string }[]).map(({ type }) => type) : []
      expect(outputs(found!)).deep.equal(outputs(fragment))
      expect('stateMutability' in found! && found.stateMutability).equal(
        'stateMutability' in fragment && fragment.stateMutability,
      )
      if (fragment.type === 'event') expect(found!.inputs.some(({ indexed }) => indexed)).equal(false)
    })
  }
})

describe('slashCommitment', () => {
  it('is keccak256(abi.encode(chainId, contract, sender, identitySecretHash, receiver, salt))', () => {
    const [a, b, c] = ['1', '2', '3'].map((digit) => `0x${digit.repeat(40)}`) as [string, string, string]
    const salt = new Uint8Array(32).fill(9)
    const types = ['uint256', 'address', 'address', 'uint256', 'address', 'bytes32']
    const expected = keccak256(AbiCoder.defaultAbiCoder().encode(types, [31337n, a, b, 42n, c, salt]))
    const parts = { chainId: 31337, contractAddress: a, sender: b, identitySecretHash: 42n, receiver: c, salt }
    expect(slashCommitment(parts)).equal(expected)
    for (const change of [{ chainId: 1 }, { sender: a }, { receiver: a }, { identitySecretHash: 43n }]) {
      expect(slashCommitment({ ...parts, ...change })).not.equal(expected)
    }
  })
})
