import { expect } from 'chai'
import { FloodTrial } from '../../support/flood-trial.ts'
import { floodedServices } from '../../support/flooded-services.ts'

/** The short form of test/long/service-flood.test.ts, which measures; here only what is done counts. */
describe('a service under a flood of one peer, in short', function () {
  this.timeout(120_000)
  const trial = new FloodTrial()
  before(() => trial.start())
  after(() => trial.stop())

  for (const service of Object.keys(floodedServices)) {
    it(`${service} hangs up on the flooder, serves another peer, and lets no message of relay go`, async () => {
      const { arrived, refused, flood, othersStatuses, published, latenciesMs } = await trial.flooded({
        service,
        manner: 'insist',
        seconds: 1,
        messagesPerSecond: 20,
        requestsAtOnce: 0,
        requestsPerSecond: 500,
      })
      expect(flood.sent).to.be.at.least(100)
      expect(arrived.flooding).to.be.at.least(1)
      expect(refused.address_turned_away, 'it comes back').to.be.at.least(1)
      // Its own quota, that of the other peer, and what was asked until it was hung up.
      const taken = (arrived.served ?? 0) + (arrived.rejected ?? 0) + (arrived.too_many_streams ?? 0)
      expect(taken).to.be.at.most(floodedServices[service]!.quota.perPeer.capacity + 300)
      expect(othersStatuses).to.deep.equal([200, 200, 200])
      expect(latenciesMs).to.have.length(published)
    })
  }
})
