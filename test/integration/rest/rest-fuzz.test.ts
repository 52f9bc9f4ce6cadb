import { crowdRest, fuzzRest, fuzzWithoutToken, probeLine } from '../../support/rest-fuzz.ts'

const seed = Number(process.env.SEED ?? 62)

describe('the REST API under bad requests, short form', function () {
  this.timeout(120_000)

  it('answers 500 of them, each with the right refusal', async () => {
    const { statuses, ...figures } = await fuzzRest(500, seed)
    console.log(`      seed ${seed}: ${statuses}\n      ${probeLine(figures)}`)
  })

  it('answers 401 to all without the token', () => fuzzWithoutToken(50, seed))

  it('answers others while 200 slow clients hold connections', async () => {
    const figures = await crowdRest(200, 1_500)
    console.log(`      ${probeLine(figures)}`)
  })
})
