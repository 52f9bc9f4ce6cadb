import { expect } from 'chai'
import { answerRpc, askChain, type RpcOutcome, readOnly } from '../../../../src/devnet/web/json-rpc-desk.ts'
import { MembershipError, type RpcEndpoint } from '../../../../src/membership/server.ts'

/** A chain that repeats what it is asked, and refuses what it is told to. */
function echoingChain(failure?: MembershipError): RpcEndpoint & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    origin: 'http://127.0.0.1:8545',
    asked,
    request: async (method, params) => {
      asked.push(method)
      if (failure !== undefined) throw failure
      return [method, ...params]
    },
  }
}

describe('answerRpc', () => {
  const echo = async (method: string, params: readonly unknown[]): Promise<RpcOutcome> => ({ result: [method, params] })
  const answer = async (body: unknown) => {
    return JSON.parse(await answerRpc(typeof body === 'string' ? body : JSON.stringify(body), echo))
  }

  it('answers a request under its id', async () => {
    const request = { jsonrpc: '2.0', id: 7, method: 'eth_call', params: [1, 'latest'] }
    expect(await answer(request)).to.deep.equal({ jsonrpc: '2.0', id: 7, result: ['eth_call', [1, 'latest']] })
    expect(await answer({ id: 'a', method: 'eth_chainId' })).to.deep.include({ id: 'a', result: ['eth_chainId', []] })
  })

  it('refuses what is no single request', async () => {
    const bodies = [
      '',
      '{',
      'null',
      '7',
      [],
      [{ id: 1, method: 'a' }],
      { method: 'a' },
      { id: 1 },
      { id: {}, method: 'a' },
    ]
    for (const body of [...bodies, { id: 1, method: 'a', params: {} }, { id: 1, method: 5 }]) {
      const { id, error, result } = await answer(body)
      expect([id, error?.code, result], JSON.stringify(body)).to.deep.equal([null, -32600, undefined])
    }
  })
})

describe('readOnly', () => {
  it('asks the chain for what reading takes, and hands nothing else on', async () => {
    const chain = echoingChain()
    const handle = readOnly(chain)
    expect(await handle('eth_call', ['x'])).to.deep.equal({ result: ['eth_call', 'x'] })
    const changing = [
      'eth_sendTransaction',
      'eth_sendRawTransaction',
      'eth_accounts',
      'eth_sign',
      'personal_sign',
      'eth_signTypedData_v4',
      'evm_mine',
      'hardhat_setBalance',
      'hardhat_impersonateAccount',
      'debug_traceTransaction',
      'constructor',
      '',
    ]
    for (const method of changing) {
      const outcome = await handle(method, [])
      expect('error' in outcome && outcome.error.code, method).to.equal(4200)
    }
    expect(chain.asked).to.deep.equal(['eth_call'])
  })
})

describe('askChain', () => {
  it('hands on why the chain refused, with its data', async () => {
    const cause = { code: 3, message: 'execution reverted', data: '0x08c379a0' }
    const chain = echoingChain(new MembershipError('rpc_refused', 'refused', { cause }))
    expect(await askChain(chain, 'eth_call', [])).to.deep.equal({ error: cause })
  })

  it('says when the chain does not answer', async () => {
    const chain = echoingChain(new MembershipError('rpc_unreachable', 'nobody answers'))
    expect(await askChain(chain, 'eth_call', [])).to.deep.equal({ error: { code: -32603, message: 'nobody answers' } })
  })
})
