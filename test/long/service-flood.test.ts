import { expect } from 'chai'
import { compareUnderFlood, comparisonLines } from '../support/flood-comparison.ts'
import { FloodTrial } from '../support/flood-trial.ts'
import { floodedServices } from '../support/flooded-services.ts'
import type { FloodManner } from '../support/service-flooder-process.ts'

/** Longer stretches tell more of the p99: what a flood costs falls into its first half second. */
const SECONDS_PER_STRETCH = Number(process.env.FLOOD_SECONDS ?? 8)
const ROUNDS = Number(process.env.FLOOD_ROUNDS ?? 3)
const STRETCHES_PER_ROUND = 3

/** A part of them: `FLOOD_SERVICES=store,filter FLOOD_MANNERS=insist`. */
const SERVICES = process.env.FLOOD_SERVICES?.split(',') ?? Object.keys(floodedServices)
const MANNERS = (process.env.FLOOD_MANNERS?.split(',') ?? ['insist', 'new-ids', 'polite']) as FloodManner[]

/**
 * 500 requests a second of one peer. It is refused and hung up, others are served, and relay goes on. Publisher, server,
 * receiver and flooder are processes of their own. How far relay's times moved is printed and not asserted: on a machine
 * that does other things, too, they move by themselves, and the control shows how far.
 */
describe('a service under a flood of one peer (reliability row T50)', function () {
  this.timeout(300_000 + ROUNDS * STRETCHES_PER_ROUND * SECONDS_PER_STRETCH * 1_000)
  let trial: FloodTrial
  // A node of its own for each, so that no quota is used up before.
  beforeEach(async () => {
    trial = new FloodTrial()
    await trial.start()
  })
  afterEach(() => trial.stop())

  for (const service of SERVICES) {
    for (const manner of MANNERS) {
      it(`${service} bears it, the flooder being of the kind "${manner}"`, async () => {
        const options = {
          service,
          manner,
          rounds: ROUNDS,
          secondsPerStretch: SECONDS_PER_STRETCH,
          messagesPerSecond: 100,
        }
        const comparison = await compareUnderFlood(trial, options)
        for (const line of comparisonLines(comparison)) console.log(`      ${line}`)
        for (const { othersStatuses, latenciesMs, published } of Object.values(comparison).flat()) {
          expect(othersStatuses).to.deep.equal([200, 200, 200])
          expect(latenciesMs).to.have.length(published)
        }
        for (const { arrived, flood } of comparison.flooded) {
          if (manner === 'polite') expect(flood.sent).to.be.at.least(100)
          else expect(arrived.flooding).to.be.at.least(1)
        }
      })
    }
  }
})
