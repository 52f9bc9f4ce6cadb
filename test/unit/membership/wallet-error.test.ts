import { expect } from 'chai'
import { revertDataOf, walletErrorOf, walletReadErrorOf } from '../../../src/membership/wallet-error.ts'

const METHOD = 'eth_sendTransaction'

describe('walletErrorOf', () => {
  for (const [code, expected] of [
    [4001, 'wallet_rejected'],
    [4100, 'wallet_unauthorized'],
    [4200, 'wallet_unsupported'],
    [4900, 'wallet_disconnected'],
    [4901, 'wallet_disconnected'],
    [4902, 'wallet_wrong_chain'],
    [-32_002, 'wallet_request_pending'],
    [-32_004, 'wallet_unsupported'],
    [-32_601, 'wallet_unsupported'],
    [-32_603, 'wallet_refused'],
  ] as const) {
    it(`knows ${code} as ${expected}`, () => {
      expect(walletErrorOf(METHOD, { code, message: 'something' }).code).to.equal(expected)
    })
  }

  it('looks into errors that are packed into others', () => {
    const packed = {
      code: -32_603,
      message: 'Internal',
      data: { originalError: { code: 4902, message: 'Unknown chain' } },
    }
    expect(walletErrorOf(METHOD, packed).code).to.equal('wallet_wrong_chain')
    expect(walletErrorOf(METHOD, new Error('no code', { cause: { code: 4001 } })).code).to.equal('wallet_rejected')
  })

  it('does not repeat what the wallet says, which may hold anything, but keeps it as the cause', () => {
    const said = { code: -32_000, message: 'https://rpc.example/secret-key failed' }
    const error = walletErrorOf(METHOD, said)
    expect(error.message).to.include('-32000').and.not.include('secret-key')
    expect(error.cause).to.equal(said)
  })

  it('takes anything for an error, however deep', () => {
    const endless: Record<string, unknown> = { message: 'round' }
    endless.cause = endless
    for (const odd of [undefined, null, 'text', 7, {}, endless]) {
      expect(walletErrorOf(METHOD, odd).code).to.equal('wallet_refused')
    }
  })
})

describe('walletReadErrorOf', () => {
  it('tells the wallet that refuses from the chain that does', () => {
    expect(walletReadErrorOf('eth_call', { code: 4100 }).code).to.equal('wallet_unauthorized')
    // Of an RPC endpoint it means that there is too much to do.
    expect(walletReadErrorOf('eth_call', { code: -32_002 }).code).to.equal('rpc_refused')
  })

  it('keeps what a contract reverted with', () => {
    const { code, cause } = walletReadErrorOf('eth_call', {
      code: 3,
      message: 'execution reverted',
      data: '0x12345678',
    })
    expect(code).to.equal('rpc_refused')
    expect(revertDataOf(cause)).to.equal('0x12345678')
  })
})

describe('revertDataOf', () => {
  it('finds the data wherever wallets put it', () => {
    expect(revertDataOf({ code: 3, message: 'execution reverted', data: '0xabcd' })).to.equal('0xabcd')
    expect(revertDataOf({ code: -32_603, data: { code: 3, message: 'reverted', data: '0xabcd' } })).to.equal('0xabcd')
    expect(revertDataOf({ code: -32_603, message: 'x', data: { data: '0xabcd' } })).to.equal('0xabcd')
    expect(revertDataOf({ code: -32_000, message: 'execution reverted' })).to.equal('0x')
    expect(revertDataOf({ code: -32_015, message: 'VM execution error.', data: 'Reverted 0xabcd' })).to.equal('0xabcd')
  })

  it('is undefined for what is no revert', () => {
    expect(revertDataOf({ code: -32_000, message: 'nonce too low' })).to.equal(undefined)
    expect(revertDataOf(undefined)).to.equal(undefined)
  })
})
