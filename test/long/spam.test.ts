import { expect } from 'chai'
import { spammer } from '../support/corpus-network.ts'
import { percentile } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { describeSpam, spamTrial } from '../support/spam-trial.ts'

const SEED = Number(process.env.SEED ?? 2)

describe('eight nodes and a member that sends 100 messages a second (reliability row R2)', function () {
  // Proving what they say takes minutes, the first time.
  this.timeout(30 * 60_000)

  it('relay no more of it than its limit, and lose nothing of four honest members', async () => {
    const report = await spamTrial({ honestMs: 60_000, spamMs: 20_000 }, new FakeRandom(SEED))
    console.log(`seed ${SEED}, real proofs\n${describeSpam(report)}`)
    const { honest, relayed, verified, convictedAfterMs } = report
    expect(honest.published).to.equal(240)
    expect(honest.lost).to.deep.equal([])
    expect(percentile(honest, 0.99)).to.be.at.most(2_000)
    expect(Math.max(...relayed)).to.be.at.most(spammer.rateLimit)
    expect(Math.max(...verified)).to.be.at.most(2 * spammer.rateLimit)
    expect(Math.max(...convictedAfterMs)).to.be.at.most(2_000)
    expect(report.isSecretRecovered).to.equal(true)
  })
})
