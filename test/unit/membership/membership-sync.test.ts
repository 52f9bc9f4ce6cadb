import { expect } from 'chai'
import fc from 'fast-check'
import { EMPTY_LEAF } from '../../../src/rln/index.ts'
import { FakeMembershipChain } from '../../support/fake-membership-chain.ts'
import { membershipSyncRig } from '../../support/synced-membership.ts'

/** A chain with one member a block. */
function chainWithMembers(count: number, chain = new FakeMembershipChain()): FakeMembershipChain {
  for (let id = 1n; id <= count; id++) {
    chain.register(id)
    chain.mine()
  }
  return chain
}

describe('MembershipSync', () => {
  it("starts from the chain with the contract's root and follows what happens next", async () => {
    const chain = chainWithMembers(3)
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    expect(sync.isSynced).equal(false)
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(sync.isSynced).equal(true)
    expect(sync.acceptsRoot(chain.root)).equal(true)
    chain.register(77n, 100)
    chain.mine()
    expect(sync.acceptsRoot(chain.root)).equal(false)
    await poll()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    expect(sync.memberOf(77n)).deep.equal({ idCommitment: 77n, index: 3, rateLimit: 100 })
    expect(sync.pathOf(3).root).equal(chain.root)
    expect(sync.health()).include({ status: 'synced', leaves: 4, blockNumber: 4 })
    await sync.stop()
  })

  it('reads more leaves than a page holds, and looks up whom it was told to', async function () {
    this.timeout(20_000)
    const chain = new FakeMembershipChain()
    for (let id = 1n; id <= 4_500n; id++) chain.register(id)
    chain.mine(400)
    const { sync } = membershipSyncRig([chain.endpoint()], { idCommitments: [4_321n] })
    await sync.start()
    expect(sync.newestRoot()).equal(chain.root)
    expect(sync.memberOf(4_321n)).deep.equal({ idCommitment: 4_321n, index: 4_320, rateLimit: 20 })
    expect(sync.memberOf(1n)).equal(undefined)
    expect(await sync.resolve(1n)).deep.equal({ idCommitment: 1n, index: 0, rateLimit: 20 })
    expect(await sync.resolve(9_999n)).equal(undefined)
    await sync.stop()
  })

  it('knows the roots of the last blocks before its start', async () => {
    const chain = chainWithMembers(5)
    const before = chain.blocks[4]!.root
    const { sync } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    expect(sync.acceptsRoot(before)).equal(true)
    await sync.stop()
  })

  it('accepts roots at the end of blocks only', async () => {
    const chain = chainWithMembers(1)
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    chain.register(2n)
    const half = new FakeMembershipChain()
    half.register(1n)
    half.register(2n)
    half.mine()
    chain.register(3n)
    chain.mine()
    await poll()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    expect(sync.acceptsRoot(half.root)).equal(false)
    await sync.stop()
  })

  it('accepts the last 50 roots, and each for ten minutes after the next', async () => {
    const chain = chainWithMembers(60)
    const { sync, clock, poll } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    const rootsBack = (count: number): bigint => chain.blocks.at(-1 - count)!.root
    expect(sync.acceptsRoot(rootsBack(49))).equal(true)
    expect(sync.acceptsRoot(rootsBack(50))).equal(false)
    await clock.advanceAsync(60_000)
    chain.register(99n)
    chain.mine()
    await poll()
    for (let minute = 0; minute < 9; minute++) await clock.advanceAsync(60_000)
    expect(sync.acceptsRoot(rootsBack(1))).equal(true)
    await clock.advanceAsync(61_000)
    expect(sync.acceptsRoot(rootsBack(1))).equal(false)
    expect(sync.acceptsRoot(chain.root)).equal(true)
    await sync.stop()
  })

  for (const isOriginal of [false, true]) {
    const contract = isOriginal ? 'the original contract' : 'our contract'
    it(`has the root of ${contract} after every block of random registrations, erasures and slashes`, async function () {
      this.timeout(60_000)
      const operation = fc.constantFrom('register', 'register', 'erase', 'erase lazily', 'slash', 'mine')
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 60 }), async (operations) => {
          const chain = new FakeMembershipChain({ isOriginal })
          const { sync, poll } = membershipSyncRig([chain.endpoint()])
          await sync.start()
          const members: bigint[] = []
          let next = 1n
          for (const what of operations) {
            if (what === 'mine') {
              chain.mine()
              await poll()
              expect(sync.newestRoot()).equal(chain.root)
            } else if (what === 'register') {
              members.push(next)
              chain.register(next++)
            } else {
              const gone = members.shift()
              if (gone === undefined) continue
              if (what === 'slash') chain.slash(gone, gone + 1_000n)
              else chain.erase(gone, what === 'erase')
            }
          }
          chain.mine()
          await poll()
          expect(sync.newestRoot()).equal(chain.root)
          await sync.stop()
        }),
        { numRuns: 25 },
      )
    })
  }

  it('leaves the leaf of a lazily erased member in the tree and clears that of a fully erased one', async () => {
    const chain = chainWithMembers(2)
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    chain.erase(1n, false)
    chain.erase(2n, true)
    chain.mine()
    await poll()
    expect(sync.pathOf(0).leaf).not.equal(EMPTY_LEAF)
    expect(sync.pathOf(1).leaf).equal(EMPTY_LEAF)
    expect(sync.memberOf(1n)).equal(undefined)
    await sync.stop()
  })

  it('tells slashed members, also those slashed in the blocks before the start', async () => {
    const chain = chainWithMembers(3)
    chain.slash(1n, 1_001n)
    chain.mine()
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    const told: unknown[] = []
    const stop = sync.onSlashed((member) => told.push(member))
    await sync.start()
    expect(told).deep.equal([{ idCommitment: 1n, identitySecretHash: 1_001n }])
    chain.slash(2n, 1_002n)
    chain.mine()
    await poll()
    expect(told).deep.include({ idCommitment: 2n, identitySecretHash: 1_002n })
    stop()
    chain.slash(3n, 1_003n)
    chain.mine()
    await poll()
    expect(told).length(2)
    await sync.stop()
  })

  it('knows the highest rate limit an identity has under any recent root, and the maximum of strangers', async () => {
    const chain = chainWithMembers(1)
    chain.register(7n, 300)
    chain.mine()
    const { sync, poll } = membershipSyncRig([chain.endpoint()])
    await sync.start()
    chain.erase(7n)
    chain.register(7n, 40)
    chain.mine()
    await poll()
    expect(sync.memberOf(7n)?.rateLimit).equal(40)
    expect(sync.highestRateLimitOf(7n)).equal(300)
    expect(sync.highestRateLimitOf(12_345n)).equal(600)
    await sync.stop()
  })

  it('looks at the chain once for a thousand unknown roots, and no oftener than every 2 seconds', async () => {
    const chain = chainWithMembers(1)
    const endpoint = chain.endpoint()
    const { sync, clock } = membershipSyncRig([endpoint], { pollIntervalMs: 3_600_000 })
    await sync.start()
    const looks = (): number => endpoint.counts.get('eth_getBlockByNumber') ?? 0
    const atStart = looks()
    await Promise.all(Array.from({ length: 1_000 }, () => sync.refresh()))
    expect(looks() - atStart).equal(1)
    let isDone = false
    const second = sync.refresh().then(() => {
      isDone = true
    })
    await clock.advanceAsync(1_999)
    expect(isDone).equal(false)
    await clock.advanceAsync(1)
    await second
    expect(looks() - atStart).equal(2)
    await sync.stop()
    expect(clock.pendingTimers).equal(0)
  })

  it('finds a root within one refresh', async () => {
    const chain = chainWithMembers(1)
    const { sync } = membershipSyncRig([chain.endpoint()], { pollIntervalMs: 3_600_000 })
    await sync.start()
    chain.register(2n)
    chain.mine()
    await sync.refresh()
    expect(sync.acceptsRoot(chain.root)).equal(true)
    await sync.stop()
    await sync.refresh()
  })
})
