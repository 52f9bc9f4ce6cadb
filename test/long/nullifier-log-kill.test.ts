import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { killNullifierLog } from '../support/nullifier-log-rounds.ts'

const rounds = Number(process.env.ROUNDS ?? 100)
const seed = Number(process.env.SEED ?? 20_251_123)

describe('kill -9 of a nullifier log in mid-epoch (reliability row R23)', function () {
  this.timeout(1_800_000)
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nullifier-log-'))
  })
  after(() => rm(folder, { recursive: true }))

  it(`${rounds} restarts: every second half of a message whose verdict was released is caught`, async () => {
    const startedAtMs = performance.now()
    const { released, tried, caught } = await killNullifierLog(join(folder, 'state.sqlite3'), rounds, seed)
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0)
    console.log(
      `      seed ${seed}, ${rounds} kills in ${seconds} s: ${released} verdicts, ${caught} of ${tried} caught`,
    )
    expect(tried).to.be.greaterThan(rounds)
    expect(caught).to.equal(tried)
  })
})
