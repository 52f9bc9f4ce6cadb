import { StoreResumeTrial } from '../../support/store-resume-trial.ts'

describe('a store node that is killed', function () {
  this.timeout(300_000)
  let trial: StoreResumeTrial

  before(async () => {
    trial = await StoreResumeTrial.start()
  })
  after(() => trial?.stop())

  it('has every message once when it is back, though killed while it resumed and lied to by the node it was named', async () => {
    const { published } = await trial.run([{ lie: 'alters', killAfterMs: 100 }], false)
    console.log(`      ${published} messages`)
  })
})
