import { expect } from 'chai'
import { compareUnderFlood, comparisonLines } from '../support/flood-comparison.ts'
import { FloodTrial } from '../support/flood-trial.ts'
import { floodedServices } from '../support/flooded-services.ts'

const MANNERS = ['insist', 'new-ids', 'polite'] as const

/**
 * 500 requests a second of one peer. It is refused and hung up, others are served, and relay goes on. Publisher, server,
 * receiver and flooder are processes of their own. How far relay's times moved is printed and not asserted: on a machine
 * that does other things, too, they move by themselves, and the control shows how far.
 */
describe('a service under a flood of one peer (reliability row T50)', function () {
  this.timeout(300_000)
  let trial: FloodTrial
  // A node of its own for each, so that no quota is used up before.
  beforeEach(async () => {
    trial = new FloodTrial()
    await trial.start()
  })
  afterEach(() => trial.stop())

  for (const service of Object.keys(floodedServices)) {
    for (const manner of MANNERS) {
      it(`${service} bears it, the flooder being of the kind "${manner}"`, async () => {
        const options = { service, manner, rounds: 2, secondsPerStretch: 8, messagesPerSecond: 100 }
        const comparison = await compareUnderFlood(trial, options)
        for (const line of comparisonLines(comparison)) console.log(`      ${line}`)
        for (const { arrived, flood, othersStatuses, latenciesMs, published } of comparison.flooded) {
          expect(othersStatuses).to.deep.equal([200, 200, 200])
          expect(latenciesMs).to.have.length(published)
          if (manner === 'polite') expect(flood.sent).to.be.at.least(100)
          else expect(arrived.flooding).to.be.at.least(1)
        }
      })
    }
  }
})
