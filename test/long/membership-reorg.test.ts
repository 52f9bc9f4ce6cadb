import { expect } from 'chai'
import type { Identity } from '../../src/rln/index.ts'
import { createMemoryStateStore } from '../../src/storage/index.ts'
import { eventually, liveSync } from '../support/live-sync.ts'
import { type MembershipFixture, newIdentities, startMembershipFixture } from '../support/membership-fixture.ts'

const activeSeconds = 60
/** Two polls, and what a loaded machine needs for them. */
const timeoutMs = 30_000

describe('reorgs on a real chain (reliability row R12)', function () {
  this.timeout(300_000)
  let fixture: MembershipFixture

  before(async () => {
    fixture = await startMembershipFixture({ activeDurationSeconds: activeSeconds, gracePeriodSeconds: 0 })
  })
  after(() => fixture?.stop())

  /** A branch of `depth` blocks that registers, and erases one of the shared members fully and one lazily. */
  async function growBranch(depth: number, erased: readonly [Identity, Identity]): Promise<Identity[]> {
    const registered = newIdentities(Math.max(1, Math.ceil((depth - 2) / 2)))
    let mined = 0
    for (const identity of registered) {
      await fixture.register(identity, 20 + (mined % 5))
      mined++
    }
    if (depth >= 8) {
      await (await fixture.contract['eraseMemberships(uint256[],bool)']([erased[0].commitment], true)).wait()
      await (await fixture.contract['eraseMemberships(uint256[],bool)']([erased[1].commitment], false)).wait()
      mined += 2
    }
    if (depth > mined) await fixture.chain.mine(depth - mined)
    return registered
  }

  for (const depth of [1, 8, 32, 64]) {
    for (const isOnline of [true, false]) {
      it(`${depth} blocks ${isOnline ? 'online' : 'while the node is down'}`, async () => {
        const shared = newIdentities(6) as [Identity, Identity, Identity, Identity, Identity, Identity]
        for (const identity of shared) await fixture.register(identity)
        await fixture.chain.request('evm_increaseTime', [activeSeconds])
        await fixture.chain.mine(70)
        const store = createMemoryStateStore()
        const first = liveSync(fixture, { store })
        await first.start()
        const fork = await fixture.chain.snapshot()
        const dead = await growBranch(depth, [shared[0], shared[1]])
        const deadRoot = await fixture.contract.root()
        await eventually('the first branch', timeoutMs, () => first.acceptsRoot(deadRoot))
        expect(first.memberOf(dead[0]!.commitment)).not.equal(undefined)
        if (!isOnline) await first.stop()

        await fixture.chain.revert(fork)
        const live = await growBranch(depth + 1, [shared[2], shared[3]])
        const sync = isOnline ? first : liveSync(fixture, { store })
        if (!isOnline) await sync.start()
        const root = await fixture.contract.root()
        const ms = await eventually('the other branch', timeoutMs, () => sync.acceptsRoot(root))
        expect(sync.newestRoot()).equal(root)
        expect(sync.acceptsRoot(deadRoot)).equal(false)
        for (const { commitment } of dead) expect(sync.memberOf(commitment)).equal(undefined)
        for (const { commitment } of live) expect(sync.memberOf(commitment)).not.equal(undefined)
        console.log(`      root equal after ${ms.toFixed(0)} ms, ${dead.length} members of the dead branch refused`)
        await sync.stop()
      })
    }
  }
})
