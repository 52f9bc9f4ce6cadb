import { expect } from 'chai'
import { type MembershipSyncOptions, membershipInterface, type SyncProgress } from '../../../src/membership/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeMembershipChain, type Intercept } from '../../support/fake-membership-chain.ts'
import { membershipSyncRig } from '../../support/synced-membership.ts'

const MEMBERS = 4_500
const RATE_LIMIT = 20

/** What is told while a sync starts, and what its endpoint was asked of the contract. */
async function start(
  chain: FakeMembershipChain,
  options: Partial<MembershipSyncOptions> & { readonly store?: ReturnType<typeof createMemoryStateStore> } = {},
) {
  const progress: SyncProgress[] = []
  const called: string[] = []
  const record: Intercept = (method, params, next) => {
    const { data } = (params[0] ?? {}) as { readonly data?: string }
    if (method === 'eth_call') called.push(membershipInterface.parseTransaction({ data: data! })!.name)
    return next()
  }
  const rig = membershipSyncRig([chain.endpoint(record)], { onProgress: (each) => progress.push(each), ...options })
  await rig.sync.start()
  return { ...rig, progress, called }
}

function chainOf(members: number): FakeMembershipChain {
  const chain = new FakeMembershipChain()
  for (let id = 1n; id <= members; id++) chain.register(id, RATE_LIMIT)
  chain.mine(400)
  return chain
}

const phasesOf = (progress: readonly SyncProgress[]): string[] => [...new Set(progress.map(({ phase }) => phase))]

describe('the progress of a membership sync', function () {
  this.timeout(30_000)

  it('tells the pages of leaves, then the blocks, and that it is synced', async () => {
    const { sync, progress } = await start(chainOf(MEMBERS))
    expect(phasesOf(progress)).to.deep.equal(['reading', 'following', 'synced'])
    const reading = progress.filter(({ phase }) => phase === 'reading')
    expect(reading.map(({ done }) => done)).to.deep.equal([2_000, 4_000, MEMBERS])
    for (const { total } of reading) expect(total).to.equal(MEMBERS)
    const following = progress.filter(({ phase }) => phase === 'following')
    expect(following.at(-1)!.done).to.equal(following.at(-1)!.total)
    expect(progress.at(-1)).to.deep.equal({ phase: 'synced', done: MEMBERS, total: MEMBERS })
    await sync.stop()
  })

  it('tells of a start from the store that leaves are restored, and reads none of the contract', async () => {
    const chain = chainOf(MEMBERS)
    const store = createMemoryStateStore()
    await (await start(chain, { store })).sync.stop()
    chain.register(9_999n, RATE_LIMIT)
    chain.mine()
    const { sync, progress, called } = await start(chain, { store })
    expect(phasesOf(progress)).to.deep.equal(['restoring', 'following', 'synced'])
    expect(progress.filter(({ phase }) => phase === 'restoring').at(-1)).to.include({ done: MEMBERS, total: MEMBERS })
    expect(called).to.not.include('getRateCommitmentsInRangeBoundsInclusive')
    expect(sync.newestRoot()).to.equal(chain.root)
    await sync.stop()
  })

  it('is silent once started, and survives a listener that throws', async () => {
    const chain = chainOf(3)
    const { sync, poll, logger } = await start(chain, {
      onProgress: () => {
        throw new Error('of the application')
      },
    })
    const warnings = (): number => logger.lines.filter((line) => JSON.stringify(line).includes('watches')).length
    const before = warnings()
    expect(before).to.be.greaterThan(0)
    chain.register(77n, RATE_LIMIT)
    chain.mine()
    await poll()
    expect([sync.newestRoot() === chain.root, warnings()]).to.deep.equal([true, before])
    await sync.stop()
  })

  it('finds an own member by its rate limit without any endpoint learning which one it is', async () => {
    const [own] = [4_321n]
    const { sync, called } = await start(chainOf(MEMBERS), {
      idCommitments: [own],
      rateLimits: new Map([[own, RATE_LIMIT]]),
    })
    expect(sync.memberOf(own)).to.deep.equal({ idCommitment: own, index: 4_320, rateLimit: RATE_LIMIT })
    expect(sync.pathOf(4_320).root).to.equal(sync.newestRoot())
    expect(called).to.include('root').and.not.include('getMembershipInfo').and.not.include('getMerkleProof')
    await sync.stop()
  })

  it('asks for an own member whose leaf is not the one expected', async () => {
    const [own] = [2n]
    const { sync, called } = await start(chainOf(3), { idCommitments: [own], rateLimits: new Map([[own, 21]]) })
    expect(sync.memberOf(own)).to.include({ rateLimit: RATE_LIMIT })
    expect(called).to.include('getMembershipInfo')
    await sync.stop()
  })
})
