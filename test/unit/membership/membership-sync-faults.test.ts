import { expect } from 'chai'
import { MembershipError } from '../../../src/membership/index.ts'
import { FakeMembershipChain, type Intercept, refused } from '../../support/fake-membership-chain.ts'
import { membershipSyncRig } from '../../support/synced-membership.ts'

const minuteMs = 60_000
/** The selector of root(). */
const rootCall = '0xebf0c717'
const forgedRoot = `0x${12_345n.toString(16).padStart(64, '0')}`

function chainWithMembers(count: number, blocks = 5): FakeMembershipChain {
  const chain = new FakeMembershipChain()
  for (let id = 1n; id <= count; id++) chain.register(id)
  chain.mine(blocks)
  return chain
}

const unreachable: Intercept = () => {
  throw new MembershipError('rpc_unreachable', 'nobody there')
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof MembershipError) return error.code
    throw error
  }
  return 'no error'
}

describe('MembershipSync on RPC faults', () => {
  it('refuses to start on another chain, also when only one of its endpoints is there', async () => {
    const chain = chainWithMembers(1)
    const other = chain.endpoint((method, _params, next) => (method === 'eth_chainId' ? '0x1' : next()))
    expect(await codeOf(membershipSyncRig([other]).sync.start())).equal('wrong_chain_id')
    expect(await codeOf(membershipSyncRig([chain.endpoint(), other]).sync.start())).equal('wrong_chain_id')
  })

  it('refuses to start where there is no contract, or nobody', async () => {
    const chain = chainWithMembers(1)
    const contractAddress = '0x2222222222222222222222222222222222222222'
    expect(await codeOf(membershipSyncRig([chain.endpoint()], { contractAddress }).sync.start())).equal(
      'no_contract_code',
    )
    expect(await codeOf(membershipSyncRig([chain.endpoint(unreachable)]).sync.start())).equal('rpc_unreachable')
  })

  it('refuses to start at a contract of another kind', async () => {
    const chain = chainWithMembers(1)
    const other = chain.endpoint((method, _params, next) => {
      if (method === 'eth_call') throw refused('execution reverted')
      return next()
    })
    expect(await codeOf(membershipSyncRig([other]).sync.start())).equal('not_a_membership_contract')
  })

  it('goes on with the last good window for ten minutes of outage, and recovers within 10 seconds', async () => {
    const chain = chainWithMembers(2)
    const endpoint = chain.endpoint()
    const { sync, clock } = membershipSyncRig([endpoint], { pollIntervalMs: 12_000 })
    await sync.start()
    const root = chain.root
    endpoint.intercept = unreachable
    await clock.advanceAsync(9 * minuteMs)
    expect(sync.acceptsRoot(root)).equal(true)
    expect(sync.health()).include({ status: 'degraded', reason: 'rpc_unreachable' })
    chain.register(99n)
    chain.mine()
    await clock.advanceAsync(minuteMs + 1_000)
    expect(sync.isSynced).equal(false)
    expect(sync.acceptsRoot(root)).equal(false)
    expect(sync.health().status).equal('not_synced')
    endpoint.intercept = (_method, _params, next) => next()
    await clock.advanceAsync(10_000)
    expect(sync.acceptsRoot(chain.root)).equal(true)
    expect(sync.health().status).equal('synced')
    await sync.stop()
  })

  it('asks for fewer blocks where the endpoint refuses many', async () => {
    const chain = chainWithMembers(1, 2)
    const endpoint = chain.endpoint((method, params, next) => {
      if (method !== 'eth_getLogs') return next()
      const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string }
      if (Number(toBlock) - Number(fromBlock) >= 10) throw refused('query exceeds max block range 10')
      return next()
    })
    const { sync, poll } = membershipSyncRig([endpoint])
    await sync.start()
    for (let id = 100n; id < 400n; id++) {
      if (id % 7n === 0n) chain.register(id)
      chain.mine()
    }
    await poll()
    expect(sync.newestRoot()).equal(chain.root)
    await sync.stop()
  })

  it('asks for fewer leaves where the endpoint refuses many', async () => {
    const chain = chainWithMembers(100, 300)
    let calls = 0
    const endpoint = chain.endpoint((method, _params, next) => {
      const reply = next()
      if (method === 'eth_call' && String(reply).length > 66 * 20) {
        calls++
        throw refused('out of gas')
      }
      return reply
    })
    const { sync } = membershipSyncRig([endpoint])
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(calls).greaterThan(0)
    await sync.stop()
  })

  it('starts at the head where the endpoint keeps no older state', async () => {
    const chain = chainWithMembers(3, 200)
    const endpoint = chain.endpoint((method, params, next) => {
      const block = (method === 'eth_call' || method === 'eth_getCode') && params[1]
      if (typeof block === 'object' && (block as { blockHash: string }).blockHash !== chain.head.hash) {
        throw refused('missing trie node')
      }
      return next()
    })
    const { sync } = membershipSyncRig([endpoint])
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    await sync.stop()
  })

  it('goes on where the endpoint lost the state it would have to start from', async () => {
    const chain = chainWithMembers(3)
    const endpoint = chain.endpoint()
    const { sync, poll, logger } = membershipSyncRig([endpoint])
    await sync.start()
    const before = chain.root
    for (let id = 100n; id < 400n; id++) {
      if (id % 50n === 0n) chain.register(id)
      chain.mine()
    }
    endpoint.intercept = (method, params, next) => {
      const { blockHash } = (params[1] ?? {}) as { blockHash?: string }
      if (method === 'eth_call' && blockHash !== chain.head.hash) throw refused('missing trie node')
      return next()
    }
    await poll()
    expect(sync.newestRoot()).equal(chain.root)
    expect([sync.acceptsRoot(chain.root), sync.acceptsRoot(before)]).deep.equal([true, true])
    expect(logger.at('warn')).not.deep.equal([])
    await sync.stop()
  })

  for (const [what, cut] of [
    ['are missing', () => []],
    ['are truncated', (logs: unknown[]) => logs.slice(0, 2)],
  ] as const) {
    it(`takes the leaves from the contract where logs ${what}, and says so`, async () => {
      const chain = chainWithMembers(3)
      const endpoint = chain.endpoint()
      const { sync, poll, logger, metrics } = membershipSyncRig([endpoint])
      await sync.start()
      endpoint.intercept = (method, _params, next) => (method === 'eth_getLogs' ? cut(next() as unknown[]) : next())
      for (let id = 10n; id < 15n; id++) {
        chain.register(id)
        chain.register(id + 100n)
        chain.register(id + 200n)
        chain.erase(id)
        chain.mine()
      }
      await poll()
      expect(sync.newestRoot()).equal(chain.root)
      expect(sync.acceptsRoot(chain.root)).equal(true)
      expect(logger.at('warn').map(({ message }) => message)).deep.include(
        'events were missing or wrong: took the leaves from the contract',
      )
      expect(metrics.value('waku_membership_repairs_total')).greaterThan(0)
      await sync.stop()
    })
  }

  it('forgets members whose leaf turned out to be another', async () => {
    const chain = chainWithMembers(1)
    const endpoint = chain.endpoint()
    const { sync, poll } = membershipSyncRig([endpoint])
    await sync.start()
    chain.register(7n)
    chain.mine()
    await poll()
    expect(sync.memberOf(7n)).not.equal(undefined)
    endpoint.intercept = (method, _params, next) => (method === 'eth_getLogs' ? [] : next())
    chain.erase(7n)
    chain.mine()
    await poll()
    expect(sync.memberOf(7n)).equal(undefined)
    await sync.stop()
  })

  it('accepts nothing from an endpoint whose leaves and events both fail the root', async () => {
    const chain = chainWithMembers(3)
    const endpoint = chain.endpoint()
    const { sync, poll } = membershipSyncRig([endpoint])
    await sync.start()
    const good = chain.root
    endpoint.intercept = (_method, params, next) =>
      (params[0] as { data?: string }).data === rootCall ? forgedRoot : next()
    chain.register(50n)
    chain.mine()
    await poll()
    expect(sync.health()).include({ status: 'degraded', reason: 'rpc_inconsistent' })
    expect(sync.newestRoot()).equal(good)
    expect([sync.acceptsRoot(12_345n), sync.acceptsRoot(chain.root), sync.acceptsRoot(good)]).deep.equal([
      false,
      false,
      true,
    ])
    await sync.stop()
  })

  it('reads from the next endpoint when the first fails, and from the first again when it is back', async () => {
    const chain = chainWithMembers(3)
    const [a, b] = [chain.endpoint(), chain.endpoint()]
    const { sync, poll, clock } = membershipSyncRig([a, b])
    await sync.start()
    a.intercept = unreachable
    chain.register(50n)
    chain.mine()
    await poll()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    expect(sync.health()).include({ status: 'synced' })
    expect(sync.health().endpoints[0]).include({ failure: 'rpc_unreachable' })
    a.intercept = (_method, _params, next) => next()
    b.intercept = unreachable
    await clock.advanceAsync(10_000)
    chain.register(51n)
    chain.mine()
    await poll()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    await sync.stop()
  })

  it('holds back what two endpoints disagree on, and believes two of three', async () => {
    const chain = chainWithMembers(3)
    const lie: Intercept = (_method, params, next) =>
      (params[0] as { data?: string } | undefined)?.data === rootCall ? forgedRoot : next()
    for (const honestCount of [1, 2]) {
      const honest = Array.from({ length: honestCount }, () => chain.endpoint())
      const liar = chain.endpoint()
      const { sync, poll } = membershipSyncRig([liar, ...honest])
      await sync.start()
      const good = chain.root
      liar.intercept = lie
      chain.register(BigInt(100 + honestCount))
      chain.mine()
      await poll()
      expect(sync.acceptsRoot(good)).equal(true)
      expect(sync.acceptsRoot(chain.root)).equal(honestCount === 2)
      const told = sync.health().endpoints.map(({ lastRoot }) => lastRoot)
      const blockNumber = chain.blocks.length - 1
      expect(told.slice(1)).deep.equal(honest.map(() => ({ blockNumber, root: chain.root })))
      expect(told[0]!.root).not.equal(chain.root)
      if (honestCount === 1) expect(sync.health()).include({ status: 'degraded', reason: 'rpc_disagreement' })
      await sync.stop()
    }
  })

  it('does not mind an endpoint that is behind the others', async () => {
    const chain = chainWithMembers(3)
    const behind = chain.blocks.length
    const late = chain.endpoint((method, params, next) => {
      if (method !== 'eth_getBlockByNumber') return next()
      return params[0] !== 'latest' && Number(params[0]) >= behind ? null : next()
    })
    const { sync, poll } = membershipSyncRig([chain.endpoint(), late])
    await sync.start()
    chain.register(50n)
    chain.mine()
    await poll()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    await sync.stop()
  })

  it('notices that an endpoint comes back as another chain', async () => {
    const chain = chainWithMembers(3)
    const endpoint = chain.endpoint()
    const { sync, poll } = membershipSyncRig([endpoint])
    await sync.start()
    endpoint.intercept = unreachable
    await poll()
    endpoint.intercept = (method, _params, next) => (method === 'eth_chainId' ? '0x5' : next())
    chain.register(50n)
    chain.mine()
    await poll()
    expect(sync.health()).include({ status: 'degraded', reason: 'wrong_chain_id' })
    expect(sync.acceptsRoot(chain.root)).equal(false)
    await sync.stop()
  })

  it('survives replies of any wrong shape', async () => {
    const chain = chainWithMembers(3)
    const endpoint = chain.endpoint()
    const { sync, poll } = membershipSyncRig([endpoint])
    await sync.start()
    const wrong = [null, undefined, 7, '', '0x', '0xzz', [], {}, [null], [{}], { number: '0x1' }, '0x01', true]
    for (const method of ['eth_getBlockByNumber', 'eth_getLogs', 'eth_call', 'eth_chainId']) {
      for (const reply of wrong) {
        chain.register(BigInt(chain.head.number + 1_000))
        chain.mine()
        endpoint.intercept = (asked, _params, next) => (asked === method ? reply : next())
        await poll()
        endpoint.intercept = (_asked, _params, next) => next()
        await poll()
        expect(sync.newestRoot(), `${method} ${JSON.stringify(reply)}`).equal(chain.root)
      }
    }
    expect(sync.acceptsRoot(chain.root)).equal(true)
    await sync.stop()
  })
})
