import { expect } from 'chai'
import {
  type ExternalNullifier,
  epochOf,
  externalNullifierOf,
  identityFromSecrets,
  MessageIdAllocator,
  type MessageX,
  markFresh,
  type PreparedSlot,
  type PreparingProver,
  type ProvingMember,
  RLN_IDENTIFIER,
  RlnError,
  type SlotRequest,
} from '../../../src/rln/index.ts'
import { SlotKeeper, type SlotKeeperComponents } from '../../../src/spam-protection/slot-keeper.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { FakeView } from './fake-view.ts'

const identity = identityFromSecrets(31n, 32n)
const EPOCH_SIZE_SECONDS = 600
const SLOTS = 2
/** What a stub's slot and path take. */
const BUSY_MS = 500
/** A quarter of one processor: this long after a slot the next one begins. */
const REST_MS = 3 * BUSY_MS

type KeptProver = SlotKeeperComponents['prover']

/** Prepares nothing, and remembers for what it was asked. */
class StubProver implements KeptProver {
  isIdle = true
  slots: PreparedSlot[] = []
  paths = 0
  failure: Error | undefined
  gate: Promise<void> | undefined
  readonly #rootOf: () => bigint

  constructor(rootOf: () => bigint) {
    this.#rootOf = rootOf
  }

  async preparePath(_member: ProvingMember): Promise<number> {
    this.paths++
    return BUSY_MS
  }

  async prepareSlot({ externalNullifier, messageId }: SlotRequest): Promise<number> {
    await this.gate
    if (this.failure) throw this.failure
    this.dropSlots((slot) => slot.messageId === messageId && slot.externalNullifier === externalNullifier)
    this.slots.push({ externalNullifier, messageId, root: this.#rootOf() })
    return BUSY_MS
  }

  retainRoots(roots: ReadonlySet<bigint>): void {
    this.dropSlots(({ root }) => !roots.has(root))
  }

  dropSlots(isUnwanted: Parameters<PreparingProver['dropSlots']>[0]): void {
    this.slots = this.slots.filter((slot) => !isUnwanted(slot))
  }
}

async function setUp({ slotsPerEpoch = SLOTS } = {}) {
  const clock = new FakeClock()
  const view = new FakeView()
  view.register(identity, 20)
  const store = createMemoryStateStore()
  await markFresh(store, identity.commitment)
  const allocator = await MessageIdAllocator.open(
    { store, clock },
    { idCommitment: identity.commitment, rateLimit: 20, epochSizeSeconds: EPOCH_SIZE_SECONDS },
  )
  const prover = new StubProver(() => view.newestRoot())
  const metrics = new RecordingMetrics()
  const logger = new RecordingLogger()
  const chain = { blockNumber: 100 }
  const keeper = new SlotKeeper(
    { clock, logger, metrics, view, allocator, prover, blockNumber: () => chain.blockNumber },
    { identitySecret: identity.secretHash, epochSizeSeconds: EPOCH_SIZE_SECONDS, slotsPerEpoch },
  )
  const epoch = epochOf(BigInt(clock.nowMs()) * 1_000_000n, EPOCH_SIZE_SECONDS)
  const nullifierOf = (each: bigint): ExternalNullifier => externalNullifierOf(each, RLN_IDENTIFIER, 'hashed')
  const spend = (x: bigint) => {
    allocator.reserve({ epoch, externalNullifier: nullifierOf(epoch), x: x as MessageX })
  }
  const ready = () => prover.slots.map(({ externalNullifier, messageId }) => [externalNullifier, messageId])
  return { clock, view, prover, metrics, logger, chain, keeper, epoch, nullifierOf, spend, ready }
}

/** Long enough for everything that is wanted to be made. */
const SETTLED_MS = 10_000

describe('the slot keeper', () => {
  it('prepares the ids that come next, in the current epoch only', async () => {
    const { clock, keeper, ready, epoch, nullifierOf, metrics } = await setUp()
    await keeper.start()
    await clock.advanceAsync(SETTLED_MS)
    const current = nullifierOf(epoch)
    expect(ready()).to.deep.equal([
      [current, 0],
      [current, 1],
    ])
    expect(metrics.value('waku_rln_prepared_proofs')).to.equal(SLOTS)
    await keeper.stop()
  })

  it('prepares for the next epoch when it is near, and drops an epoch at its end', async () => {
    const { clock, keeper, ready, epoch, nullifierOf } = await setUp()
    await keeper.start()
    await clock.advanceAsync((EPOCH_SIZE_SECONDS - 30) * 1000)
    const [current, next] = [nullifierOf(epoch), nullifierOf(epoch + 1n)]
    expect(ready().map(([externalNullifier]) => externalNullifier)).to.deep.equal([current, current, next, next])
    await clock.advanceAsync(30_000)
    expect(ready().map(([externalNullifier]) => externalNullifier)).to.deep.equal([next, next])
    await keeper.stop()
  })

  it('drops what was prepared for an id that was spent, and prepares the one that follows', async () => {
    const { clock, keeper, ready, spend, epoch, nullifierOf } = await setUp()
    await keeper.start()
    await clock.advanceAsync(SETTLED_MS)
    spend(77n)
    await clock.advanceAsync(SETTLED_MS)
    expect(ready()).to.deep.equal([
      [nullifierOf(epoch), 1],
      [nullifierOf(epoch), 2],
    ])
    await keeper.stop()
  })

  it('keeps proofs under the root before the newest until one block later, and makes new ones meanwhile', async () => {
    const { clock, keeper, prover, view, chain } = await setUp()
    await keeper.start()
    await clock.advanceAsync(SETTLED_MS)
    const before = view.newestRoot()
    prover.isIdle = false
    view.register(identityFromSecrets(5n, 6n), 20)
    chain.blockNumber++
    await clock.advanceAsync(2_000)
    expect(prover.slots.map(({ root }) => root)).to.deep.equal([before, before])
    chain.blockNumber++
    await clock.advanceAsync(2_000)
    expect(prover.slots).to.deep.equal([])
    prover.isIdle = true
    await clock.advanceAsync(SETTLED_MS)
    expect(prover.slots.map(({ root }) => root)).to.deep.equal([view.newestRoot(), view.newestRoot()])
    await keeper.stop()
  })

  it('works only while nothing is proven, one job at a time, and rests three times as long as it worked', async () => {
    const { clock, keeper, prover } = await setUp()
    prover.isIdle = false
    await keeper.start()
    await clock.advanceAsync(SETTLED_MS)
    expect(prover.slots).to.deep.equal([])
    prover.isIdle = true
    const { promise, resolve } = Promise.withResolvers<void>()
    prover.gate = promise
    await clock.advanceAsync(SETTLED_MS)
    resolve()
    prover.gate = undefined
    await clock.advanceAsync(0)
    expect(prover.slots).to.have.length(1)
    await clock.advanceAsync(REST_MS - 1)
    expect(prover.slots).to.have.length(1)
    await clock.advanceAsync(1_000)
    expect(prover.slots).to.have.length(2)
    await keeper.stop()
  })

  it('sums up the path once for each root when no proofs are to be prepared', async () => {
    const { clock, keeper, prover, view } = await setUp({ slotsPerEpoch: 0 })
    await keeper.start()
    await clock.advanceAsync(SETTLED_MS)
    expect([prover.paths, prover.slots.length]).to.deep.equal([1, 0])
    view.register(identityFromSecrets(5n, 6n), 20)
    await clock.advanceAsync(SETTLED_MS)
    expect(prover.paths).to.equal(2)
    await keeper.stop()
  })

  it('drops everything when the tree is not synced, when the member is gone and when it stops', async () => {
    const { clock, keeper, prover, view } = await setUp()
    await keeper.start()
    await clock.advanceAsync(SETTLED_MS)
    view.isSynced = false
    await clock.advanceAsync(1_000)
    expect(prover.slots).to.deep.equal([])
    view.isSynced = true
    await clock.advanceAsync(SETTLED_MS)
    expect(prover.slots).to.have.length(SLOTS)
    view.members.delete(identity.commitment)
    await clock.advanceAsync(1_000)
    expect(prover.slots).to.deep.equal([])
    view.members.set(identity.commitment, { idCommitment: identity.commitment, index: 0, rateLimit: 20 })
    await clock.advanceAsync(SETTLED_MS)
    await keeper.stop()
    expect(prover.slots).to.deep.equal([])
    expect(clock.pendingTimers).to.equal(0)
  })

  it('goes on after a failure, a minute later, and says why without the secret', async () => {
    const { clock, keeper, prover, logger } = await setUp()
    prover.failure = new RlnError('worker_crashed', `it had ${identity.secretHash} in hand`)
    await keeper.start()
    await clock.advanceAsync(50_000)
    expect(JSON.stringify(logger.lines)).to.contain('worker_crashed').and.not.to.contain(`${identity.secretHash}`)
    prover.failure = undefined
    await clock.advanceAsync(9_000)
    expect(prover.slots).to.have.length(0)
    await clock.advanceAsync(10_000)
    expect(prover.slots).to.have.length(SLOTS)
    await keeper.stop()
  })
})
