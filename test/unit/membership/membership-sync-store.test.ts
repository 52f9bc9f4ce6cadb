import { expect } from 'chai'
import type { StateStore } from '../../../src/foundation/index.ts'
import { MembershipError } from '../../../src/membership/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeMembershipChain, type Intercept } from '../../support/fake-membership-chain.ts'
import { membershipSyncRig } from '../../support/synced-membership.ts'

/** The selector of root(). */
const ROOT_CALL = '0xebf0c717'

function chainWithMembers(count: number, blocks = 300): FakeMembershipChain {
  const chain = new FakeMembershipChain()
  for (let id = 1n; id <= count; id++) chain.register(id)
  chain.mine(blocks)
  return chain
}

/** A store whose process is killed after some changes: from then on nothing reaches the disk any more. */
function storeKilledAfter(store: StateStore, changes: number): StateStore {
  let left = changes
  const guard = async (change: () => Promise<void>): Promise<void> => {
    if (left === 0) throw new Error('killed')
    left--
    await change()
  }
  return {
    get: (space, key) => store.get(space, key),
    list: (space, range) => store.list(space, range),
    write: (what) => guard(() => store.write(what)),
    deleteRange: (space, from, to) => guard(() => store.deleteRange(space, from, to)),
    close: () => store.close(),
  }
}

describe('MembershipSync with a store', () => {
  it('starts from disk without reading a leaf again, with its window and what it knew of members', async () => {
    const chain = chainWithMembers(50)
    const store = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    chain.register(500n, 77)
    chain.mine()
    await first.poll()
    const before = chain.root
    await first.sync.stop()
    chain.register(501n)
    chain.mine(3)

    const endpoint = chain.endpoint()
    const { sync } = membershipSyncRig([endpoint], { store, clock: first.clock })
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(sync.acceptsRoot(before)).equal(true)
    expect(sync.memberOf(500n)).deep.equal({ idCommitment: 500n, index: 50, rateLimit: 77 })
    // One for the root after the new blocks, one for the highest rate limit.
    expect(endpoint.counts.get('eth_call')).equal(2)
    await sync.stop()
  })

  it('asks every endpoint about the set from disk at once, also when no block has come since', async () => {
    const chain = chainWithMembers(5)
    const store = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    await first.sync.stop()
    const endpoints = [chain.endpoint(), chain.endpoint()]
    const { sync } = membershipSyncRig(endpoints, { store, clock: first.clock })
    await sync.start()
    const roots = sync.health().endpoints.map(({ lastRoot }) => lastRoot?.root)
    expect(roots).deep.equal([chain.root, chain.root])
    expect(sync.isSynced).equal(true)
    await sync.stop()
  })

  it("does not go on with a set from disk whose root is not the contract's", async () => {
    const chain = chainWithMembers(5)
    const store = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    await first.sync.stop()
    const forged: Intercept = (_method, params, next) =>
      (params[0] as { data?: string } | undefined)?.data === ROOT_CALL ? `0x${'5'.padStart(64, '0')}` : next()
    const endpoint = chain.endpoint(forged)
    const { sync, poll } = membershipSyncRig([endpoint], { store, clock: first.clock })
    await sync.start()
    expect(sync.isSynced).equal(false)
    expect(sync.health().reason).equal('rpc_inconsistent')
    endpoint.intercept = (_method, _params, next) => next()
    await poll()
    expect(sync.isSynced).equal(true)
    expect(sync.newestRoot()).equal(chain.root)
    await sync.stop()
  })

  it('starts from disk while the chain cannot be reached', async () => {
    const chain = chainWithMembers(5)
    const store = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    await first.sync.stop()
    const endpoint = chain.endpoint(() => {
      throw new MembershipError('rpc_timeout', 'no answer')
    })
    const { sync, clock, poll } = membershipSyncRig([endpoint], { store })
    await clock.advanceAsync(3_600_000)
    await sync.start()
    expect(sync.isSynced).equal(false)
    expect(sync.acceptsRoot(chain.root)).equal(false)
    endpoint.intercept = (_method, _params, next) => next()
    await poll()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    await sync.stop()
  })

  it('keeps nothing of another contract', async () => {
    const chain = chainWithMembers(5)
    const store = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    await first.sync.stop()
    const other = chainWithMembers(2)
    const endpoint = other.endpoint((method, _params, next) => (method === 'eth_getCode' ? '0x60' : next()))
    const contractAddress = '0x2222222222222222222222222222222222222222'
    const { sync } = membershipSyncRig([endpoint], { store, contractAddress })
    await sync.start()
    expect(sync.newestRoot()).equal(other.root)
    await sync.stop()
  })

  it('comes back from kill -9 after any write with the right root, having lost no more than a batch', async function () {
    this.timeout(120_000)
    let finished = 0
    for (let writes = 0; finished === 0; writes++) {
      const chain = chainWithMembers(60)
      const disk = createMemoryStateStore()
      const killed = membershipSyncRig([chain.endpoint()], { store: storeKilledAfter(disk, writes) })
      await killed.sync.start()
      for (let id = 1_000n; id < 1_006n; id++) {
        chain.register(id)
        if (id % 2n === 0n) chain.erase(id - 980n)
        chain.mine()
        await killed.poll()
      }
      chain.drop(3)
      chain.register(2_000n)
      chain.mine(4)
      await killed.poll()
      await killed.sync.stop()
      if (killed.logger.at('error').length === 0) finished = writes

      const { sync } = membershipSyncRig([chain.endpoint()], { store: disk, clock: killed.clock })
      await sync.start()
      expect(sync.newestRoot(), `after ${writes} writes`).equal(chain.root)
      await sync.stop()
    }
    expect(finished).greaterThan(8)
  })

  it('goes on with an interrupted load where it was', async function () {
    this.timeout(20_000)
    const chain = chainWithMembers(4_100)
    const disk = createMemoryStateStore()
    const endpoint = chain.endpoint()
    let pages = 0
    endpoint.intercept = (method, _params, next) => {
      const reply = next()
      if (method === 'eth_call' && String(reply).length > 64 * 50 && ++pages > 2) {
        throw new MembershipError('rpc_unreachable', 'gone')
      }
      return reply
    }
    const first = membershipSyncRig([endpoint], { store: disk })
    await first.sync.start().catch(() => undefined)
    await first.sync.stop()
    const again = chain.endpoint()
    let read = 0
    again.intercept = (method, _params, next) => {
      const reply = next()
      if (method === 'eth_call' && String(reply).length > 64 * 50) read++
      return reply
    }
    const { sync } = membershipSyncRig([again], { store: disk })
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(read).equal(1)
    await sync.stop()
  })

  it('writes everything anew once a disk that failed works again', async () => {
    const chain = chainWithMembers(20)
    const disk = createMemoryStateStore()
    let isBroken = false
    const store: StateStore = {
      ...storeKilledAfter(disk, Number.POSITIVE_INFINITY),
      write: (changes) => (isBroken ? Promise.reject(new Error('disk full')) : disk.write(changes)),
    }
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    isBroken = true
    chain.register(100n)
    chain.mine()
    await first.poll()
    expect(first.sync.acceptsRoot(chain.root)).equal(true)
    expect(first.logger.at('error')).length(1)
    isBroken = false
    chain.register(101n)
    chain.mine()
    await first.poll()
    await first.sync.stop()

    const { sync, logger } = membershipSyncRig([chain.endpoint()], { store: disk, clock: first.clock })
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(sync.memberOf(100n)).not.equal(undefined)
    expect(logger.at('error')).deep.equal([])
    await sync.stop()
  })

  it('reads the chain anew when what is stored does not give its own root', async () => {
    const chain = chainWithMembers(20)
    const disk = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store: disk })
    await first.sync.start()
    await first.sync.stop()
    await disk.write([
      { space: 'membership-leaves', key: Uint8Array.of(0, 0, 0, 3), value: new Uint8Array(32).fill(1) },
    ])
    const { sync, logger } = membershipSyncRig([chain.endpoint()], { store: disk })
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(logger.at('error')).length(1)
    await sync.stop()
  })

  it('tells slashed members again after a restart', async () => {
    const chain = chainWithMembers(3)
    const store = createMemoryStateStore()
    const first = membershipSyncRig([chain.endpoint()], { store })
    await first.sync.start()
    chain.slash(2n, 1_002n)
    chain.mine()
    await first.poll()
    await first.sync.stop()
    const { sync } = membershipSyncRig([chain.endpoint()], { store, clock: first.clock })
    const told: bigint[] = []
    sync.onSlashed(({ idCommitment }) => told.push(idCommitment))
    await sync.start()
    expect(told).deep.equal([2n])
    await sync.stop()
  })
})
