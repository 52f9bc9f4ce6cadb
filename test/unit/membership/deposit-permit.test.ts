import { expect } from 'chai'
import { Signature, TypedDataEncoder } from 'ethers'
import { membershipInterface } from '../../../src/membership/contract.ts'
import { permitSignatureOf, plannedWithPermit, typedDataOf } from '../../../src/membership/deposit-permit.ts'
import type { PlannedTransaction } from '../../../src/membership/planned-transaction.ts'

const ACCOUNT = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const CONTRACT = '0x5FbDB2315678afecb367f032d93F642f64180aa3'
const PERMIT = { owner: ACCOUNT, spender: CONTRACT, value: 2n ** 200n, nonce: 7n, deadline: 2n ** 64n }
const R = `0x${'11'.repeat(32)}`
const S = `0x${'22'.repeat(32)}`

describe('typedDataOf', () => {
  it('is what an independent encoder hashes the same, numbers beyond 2^53 included', () => {
    const domain = { name: 'Token', version: '1', chainId: 31_337, verifyingContract: CONTRACT }
    const { types, primaryType, message, domain: written } = JSON.parse(typedDataOf(domain, PERMIT))
    expect(primaryType).to.equal('Permit')
    const { EIP712Domain, ...ours } = types
    expect(EIP712Domain.map(({ name }: { name: string }) => name)).to.deep.equal(Object.keys(domain))
    expect(TypedDataEncoder.hash(written, ours, message)).to.equal(TypedDataEncoder.hash(domain, ours, PERMIT))
  })
})

describe('permitSignatureOf', () => {
  it('takes a signature apart as an independent decoder does', () => {
    for (const v of [27, 28] as const) {
      const { serialized } = Signature.from({ r: R, s: S, v })
      expect(permitSignatureOf(serialized)).to.deep.equal({ r: R, s: S, v })
    }
  })

  it('reads the bare parity of hardware wallets', () => {
    expect(permitSignatureOf(`${R}${S.slice(2)}00`)?.v).to.equal(27)
    expect(permitSignatureOf(`${R}${S.slice(2)}01`)?.v).to.equal(28)
  })

  it('finds none in what no key made alone', () => {
    for (const odd of [undefined, null, 7, '', '0x', R, `${R}${S.slice(2)}1b00`, `${R}${S.slice(2)}zz`]) {
      expect(permitSignatureOf(odd)).to.equal(undefined)
    }
  })
})

describe('plannedWithPermit', () => {
  it('registers the same identity for the same messages, and erases the same', () => {
    const data = membershipInterface.encodeFunctionData('register', [123n, 20, [4n, 5n]])
    const registration: PlannedTransaction = {
      ...{ what: 'register', to: CONTRACT, data, value: 0n, chainId: 31_337, typicalGas: 1n },
    }
    const planned = plannedWithPermit(registration, PERMIT, { v: 27, r: R, s: S })
    const decoded = membershipInterface.decodeFunctionData('registerWithPermit', planned.data).toArray(true)
    expect(decoded).to.deep.equal([ACCOUNT, PERMIT.deadline, 27n, R, S, 123n, 20n, [4n, 5n]])
    expect([planned.to, planned.what]).to.deep.equal([CONTRACT, 'register'])
  })
})
