import { expect } from 'chai'
import { describeDeliveries, percentile } from '../support/delivery-check.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { slowLinesTrial } from '../support/slow-lines-trial.ts'

const SEED = Number(process.env.SEED ?? 27)
const LINES = { delayMs: 100, jitterMs: 30, stallShare: 0.02, stallMs: 1_000, bitsPerSecond: 1_000_000 }

describe('ten nodes on slow lines that stall (reliability row R27)', function () {
  this.timeout(5 * 60_000)

  it('get every message of 10 KB, nineteen of twenty within a second', async () => {
    const traffic = { messagesPerSecond: 1, bytes: 10_000, durationMs: 120_000 }
    const network = { nodes: 10, dialled: 4, quality: LINES, deadlineMs: 30_000 }
    const report = await slowLinesTrial({ ...network, ...traffic }, new FakeRandom(SEED))
    console.log(`seed ${SEED}; ${JSON.stringify(LINES)}`)
    console.log(describeDeliveries(report))
    expect(report.lost).to.deep.equal([])
    expect(percentile(report, 0.95)).to.be.at.most(1_000)
  })
})
