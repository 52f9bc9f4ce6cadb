import { expect } from 'chai'
import { crowdRest, fuzzRest, fuzzWithoutToken, probeLine } from '../support/rest-fuzz.ts'

const seed = Number(process.env.SEED ?? 20_260_105)
const REQUESTS = 10_000
const SLOW_CLIENTS = 1_000
/** Slow headers are cut after 5 s, slow bodies after 10 s, looked for every second. */
const CROWDED_MS = 15_000
const P99_MS = 100

describe('rest-fuzz: the REST API under bad requests and slow clients', function () {
  this.timeout(900_000)

  it(`answers ${REQUESTS} bad requests without a failure, others in less than ${P99_MS} ms`, async () => {
    const { statuses, ...figures } = await fuzzRest(REQUESTS, seed)
    console.log(`      seed ${seed}: ${statuses}\n      ${probeLine(figures)}`)
    expect(figures.p99Ms).to.be.lessThan(P99_MS)
  })

  it('answers 401 to 1 000 requests without the token', () => fuzzWithoutToken(1_000, seed))

  it(`gets rid of ${SLOW_CLIENTS} slow clients, others answered in less than ${P99_MS} ms`, async () => {
    const figures = await crowdRest(SLOW_CLIENTS, CROWDED_MS)
    console.log(`      ${figures.closed} of ${SLOW_CLIENTS} slow clients were closed; ${probeLine(figures)}`)
    expect(figures.p99Ms).to.be.lessThan(P99_MS)
  })
})
