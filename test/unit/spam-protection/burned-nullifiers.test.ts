import { expect } from 'chai'
import { epochOf, identityFromSecrets, nullifiersOf, unsafe } from '../../../src/rln/index.ts'
import {
  BURNING_AFTER_REMOVAL_MS,
  BurnedNullifiers,
  MAX_BURNED_NULLIFIERS,
  NULLIFIERS_PER_JOB,
  type NullifierJob,
} from '../../../src/spam-protection/burned-nullifiers.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { FakeView } from './fake-view.ts'

const identity = identityFromSecrets(51n, 52n)
const convict = { idCommitment: identity.commitment, identitySecret: identity.secretHash }
const externalNullifierOf = (epoch: bigint): bigint => epoch + 1_000n

function createBurned({
  epochSizeSeconds = 600,
  rateLimit = 20,
  nullifiersOf: job = (async (...args) => nullifiersOf(...args)) as NullifierJob,
} = {}) {
  const clock = new FakeClock()
  clock.advance(300_000)
  const view = new FakeView()
  view.register(identity, rateLimit)
  const logger = new RecordingLogger()
  const components = { clock, view, nullifiersOf: job, logger }
  const burned = new BurnedNullifiers(components, { epochSizeSeconds, externalNullifierOf })
  const epoch = (): bigint => epochOf(BigInt(clock.nowMs()) * 1_000_000n, epochSizeSeconds)
  const share = (messageId: number, ofEpoch = epoch(), x = 77n) => {
    return { x, ...unsafe.computeShare(identity.secretHash, externalNullifierOf(ofEpoch), messageId, x) }
  }
  return { clock, view, logger, burned, epoch, share }
}

/** A share with the convict's nullifier and a y that is not on its line, as a forger would send. */
function forged<Share extends { y: bigint }>(share: Share): Share {
  return { ...share, y: share.y + 1n }
}

describe('BurnedNullifiers', () => {
  it('burns every message id of the convict, whoever uses it', async () => {
    const { burned, epoch, share } = createBurned()
    burned.convict(convict)
    await burned.settled()
    expect(burned.size).to.equal(20)
    for (const messageId of [0, 19]) expect(burned.has(epoch(), forged(share(messageId)))).to.equal(true)
    expect(burned.has(epoch(), { x: 1n, y: 2n, nullifier: 3n })).to.equal(false)
  })

  it('burns further when the convict registers for more: all its leaves share the nullifiers, so the maximum counts', async () => {
    const { burned, clock, view, epoch, share } = createBurned({ rateLimit: 5 })
    burned.convict(convict)
    await burned.settled()
    expect(burned.has(epoch(), forged(share(5)))).to.equal(false)
    view.register(identity, 20)
    clock.advance(600_000)
    burned.advance()
    await burned.settled()
    expect(burned.size).to.equal(20)
    for (const messageId of [4, 5, 19]) expect(burned.has(epoch(), forged(share(messageId)))).to.equal(true)
  })

  it('knows a share of the convict before its nullifiers are computed', () => {
    const { burned, epoch, share } = createBurned({ nullifiersOf: () => new Promise(() => undefined) })
    burned.convict(convict)
    expect(burned.has(epoch(), share(3))).to.equal(true)
    expect(burned.has(epoch(), forged(share(3)))).to.equal(false)
  })

  it('burns in every epoch that is acceptable, and on with the time', async () => {
    const { burned, clock, epoch, share } = createBurned()
    burned.convict(convict)
    clock.advance(280_000)
    burned.advance()
    await burned.settled()
    expect(burned.size).to.equal(40)
    expect(burned.has(epoch() + 1n, forged(share(3, epoch() + 1n)))).to.equal(true)
    clock.advance(600_000)
    burned.advance()
    await burned.settled()
    expect(burned.has(epoch(), forged(share(3)))).to.equal(true)
    expect(burned.size).to.equal(40)
  })

  it('forgets a convict some time after it left the tree, and not before', async () => {
    const { burned, clock, view, epoch, share } = createBurned()
    burned.convict(convict)
    for (let hour = 0; hour < 5; hour++) {
      clock.advance(3_600_000)
      burned.advance()
    }
    expect(burned.convicted).to.deep.equal([identity.commitment])
    view.members.delete(identity.commitment)
    clock.advance(600_000)
    burned.advance()
    clock.advance(600_000)
    burned.advance()
    expect(burned.has(epoch(), share(1))).to.equal(true)
    clock.advance(BURNING_AFTER_REMOVAL_MS)
    burned.advance()
    expect(burned.convicted).to.deep.equal([])
    await burned.settled()
  })

  it('forgets nobody because the tree is not synced', () => {
    const { burned, clock, view } = createBurned()
    burned.convict(convict)
    view.isSynced = false
    view.members.clear()
    for (let hour = 0; hour < 5; hour++) {
      clock.advance(3_600_000)
      burned.advance()
    }
    expect(burned.isConvicted(identity.commitment)).to.equal(true)
  })

  it('asks the worker in chunks, and never holds more nullifiers than its bound', async () => {
    const chunks: number[] = []
    let next = 0n
    const job: NullifierJob = async (_secret, _externalNullifier, from, to) => {
      chunks.push(to - from)
      return Array.from({ length: to - from }, () => next++)
    }
    // 41 epochs of a second with 65 536 ids each would be ten times the bound.
    const { burned, epoch, share, logger } = createBurned({ epochSizeSeconds: 1, rateLimit: 65_536, nullifiersOf: job })
    burned.convict(convict)
    await burned.settled()
    expect(Math.max(...chunks)).to.equal(NULLIFIERS_PER_JOB)
    expect(burned.size).to.equal(MAX_BURNED_NULLIFIERS)
    expect(logger.at('warn')).to.have.length(1)
    expect(burned.has(epoch() + 20n, share(60_000, epoch() + 20n))).to.equal(true)
  })

  it('tries shares one by one when the worker fails, and logs no secret', async () => {
    const { burned, epoch, share, logger } = createBurned({ nullifiersOf: () => Promise.reject(new Error('crashed')) })
    burned.convict(convict)
    await burned.settled()
    expect(burned.has(epoch(), share(1))).to.equal(true)
    expect(logger.at('error')).to.have.length(1)
    expect(logger.text()).to.not.include(identity.secretHash.toString())
  })

  it('burns who is convicted while another one is being burned', async () => {
    const { burned, view, epoch } = createBurned()
    const other = identityFromSecrets(53n, 54n)
    view.register(other, 5)
    burned.convict(convict)
    burned.convict({ idCommitment: other.commitment, identitySecret: other.secretHash })
    await burned.settled()
    expect(burned.size).to.equal(25)
    const share = { x: 1n, ...unsafe.computeShare(other.secretHash, externalNullifierOf(epoch()), 4, 1n) }
    expect(burned.has(epoch(), forged(share))).to.equal(true)
  })

  it('stops computing when it is closed', async () => {
    let jobs = 0
    const job: NullifierJob = async (...args) => {
      jobs++
      return nullifiersOf(...args)
    }
    const { burned } = createBurned({ epochSizeSeconds: 1, nullifiersOf: job })
    burned.convict(convict)
    await burned.close()
    expect(jobs).to.equal(1)
    expect(burned.size).to.be.at.most(20)
  })
})
