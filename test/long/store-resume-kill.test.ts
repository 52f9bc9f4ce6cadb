import type { StoreLie } from '../support/lying-store-node.ts'
import { StoreResumeTrial } from '../support/store-resume-trial.ts'

const LIES: readonly StoreLie[] = ['invents', 'alters', 'moves', 'antedates', 'refuses']
/** From the first question until long after the gap is filled. */
const KILLED_AFTER_MS = [0, 50, 400]

describe('kill -9 of a store node while messages flow, and while it fills its gap', function () {
  this.timeout(900_000)
  let trial: StoreResumeTrial

  before(async () => {
    trial = await StoreResumeTrial.start()
  })
  after(() => trial?.stop())

  it('16 kills: every message is there once, none that the named store node made up, and relay goes on', async () => {
    const rounds = LIES.flatMap((lie) => KILLED_AFTER_MS.map((killAfterMs) => ({ lie, killAfterMs })))
    const { published, slowestDeliveryMs } = await trial.run(rounds, true)
    console.log(`${published} messages, between the others in ${slowestDeliveryMs} ms at most`)
  })
})
