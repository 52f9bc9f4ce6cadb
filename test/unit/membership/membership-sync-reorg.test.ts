import { expect } from 'chai'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeMembershipChain } from '../../support/fake-membership-chain.ts'
import { membershipSyncRig } from '../../support/synced-membership.ts'

/** Enough for a reorg of any tested depth. */
const sharedBlocks = 140

function sharedChain(): FakeMembershipChain {
  const chain = new FakeMembershipChain()
  for (let id = 1n; id <= 20n; id++) chain.register(id)
  chain.mine(sharedBlocks)
  return chain
}

/** A branch of `depth` blocks with registrations and both kinds of erasure that no other branch has. */
function growBranch(chain: FakeMembershipChain, depth: number, firstId: bigint): void {
  chain.erase(firstId === 1_000n ? 1n : 2n)
  chain.erase(firstId === 1_000n ? 3n : 4n, false)
  for (let block = 0; block < depth; block++) {
    // Every third block changes nothing, as on a real chain.
    if (block % 3 !== 2) chain.register(firstId + BigInt(block), 20 + (block % 5))
    chain.mine()
  }
}

describe('MembershipSync on a reorg', () => {
  for (const depth of [1, 8, 32, 64, 100, 200]) {
    const reload = depth > 128 ? ', reading the leaves again' : ''
    it(`takes ${depth} blocks back and follows the other branch${reload}`, async function () {
      this.timeout(30_000)
      const chain = sharedChain()
      if (depth > sharedBlocks) chain.mine(depth)
      const { sync, poll, metrics } = membershipSyncRig([chain.endpoint()])
      await sync.start()
      growBranch(chain, depth, 1_000n)
      await poll()
      expect(sync.newestRoot()).equal(chain.root)
      const orphanedRoots = new Set(chain.blocks.slice(-depth).map(({ root }) => root))
      expect(sync.memberOf(1_000n)).not.equal(undefined)

      chain.drop(depth)
      growBranch(chain, depth + 1, 5_000n)
      for (const { root } of chain.blocks) orphanedRoots.delete(root)
      await poll()
      expect(sync.newestRoot()).equal(chain.root)
      expect(sync.acceptsRoot(chain.root)).equal(true)
      expect([...orphanedRoots].filter((root) => sync.acceptsRoot(root))).deep.equal([])
      expect(sync.memberOf(1_000n)).equal(undefined)
      expect(metrics.value('waku_membership_reorgs_total')).equal(1)
      await sync.stop()
    })

    it(`finds ${depth} blocks replaced that were there when it went down`, async function () {
      this.timeout(30_000)
      const chain = sharedChain()
      if (depth > sharedBlocks) chain.mine(depth)
      const store = createMemoryStateStore()
      const first = membershipSyncRig([chain.endpoint()], { store })
      await first.sync.start()
      growBranch(chain, depth, 1_000n)
      await first.poll()
      await first.sync.stop()
      const orphaned = chain.root

      chain.drop(depth)
      growBranch(chain, depth + 3, 5_000n)
      const second = membershipSyncRig([chain.endpoint()], { store, clock: first.clock })
      await second.sync.start()
      expect(second.sync.newestRoot()).equal(chain.root)
      expect(second.sync.acceptsRoot(orphaned)).equal(false)
      expect(second.sync.memberOf(1_000n)).equal(undefined)
      await second.sync.stop()
    })
  }

  it('believes a lower head the second time: the first may come from a backend that lags', async () => {
    const chain = sharedChain()
    chain.register(99n)
    chain.mine()
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    const root = chain.root
    chain.drop(1)
    await poll()
    expect(sync.acceptsRoot(root)).equal(true)
    expect(sync.health()).include({ status: 'degraded', reason: 'rpc_behind' })
    await poll()
    expect(sync.acceptsRoot(root)).equal(false)
    expect(sync.newestRoot()).equal(chain.root)
    expect(sync.health().status).equal('synced')
    await sync.stop()
  })

  it('goes to and fro between branches', async () => {
    const chain = sharedChain()
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    for (let round = 1n; round <= 10n; round++) {
      growBranch(chain, 6, round % 2n === 0n ? 1_000n : 5_000n * round)
      await poll()
      expect(sync.newestRoot()).equal(chain.root)
      chain.drop(6)
      chain.mine(7)
      await poll()
      expect(sync.newestRoot()).equal(chain.root)
    }
    await sync.stop()
  })

  it('notices that the chain moves while it is read', async () => {
    const chain = sharedChain()
    const endpoint = chain.endpoint()
    const { sync, poll } = membershipSyncRig([endpoint])
    await sync.start()
    growBranch(chain, 3, 1_000n)
    endpoint.intercept = (method, _params, next) => {
      if (method === 'eth_getLogs') {
        chain.drop(3)
        growBranch(chain, 5, 5_000n)
        endpoint.intercept = (_method, _ignored, following) => following()
      }
      return next()
    }
    await poll()
    expect(sync.newestRoot()).not.equal(undefined)
    await poll()
    expect(sync.newestRoot()).equal(chain.root)
    expect(sync.memberOf(1_000n)).equal(undefined)
    await sync.stop()
  })
})
