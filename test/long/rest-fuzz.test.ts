import { crowdRest, fuzzRest, fuzzWithoutToken, probeLine } from '../support/rest-fuzz.ts'

const seed = Number(process.env.SEED ?? 20_260_105)
const REQUESTS = 10_000
const SLOW_CLIENTS = 1_000
/** Slow headers are cut after 5 s, slow bodies after 10 s, looked for every second. */
const CROWDED_MS = 15_000

describe('the REST API under bad requests and slow clients (reliability row R25)', function () {
  this.timeout(900_000)

  it(`answers ${REQUESTS} bad requests without a failure, and others meanwhile`, async () => {
    const { statuses, ...figures } = await fuzzRest(REQUESTS, seed)
    console.log(`      seed ${seed}: ${statuses}\n      ${probeLine(figures)}`)
  })

  it('answers 401 to 1 000 requests without the token', () => fuzzWithoutToken(1_000, seed))

  it(`gets rid of ${SLOW_CLIENTS} slow clients, and answers others meanwhile`, async () => {
    const figures = await crowdRest(SLOW_CLIENTS, CROWDED_MS)
    console.log(`      ${figures.closed} of ${SLOW_CLIENTS} slow clients were closed; ${probeLine(figures)}`)
  })
})
