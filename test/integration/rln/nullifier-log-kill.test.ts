import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { killNullifierLog } from '../../support/nullifier-log-rounds.ts'

/** One for each failpoint and as many at random times; `npm run test:long -- R23` has a hundred. */
const ROUNDS = 4

describe('a nullifier log that is killed in mid-epoch', function () {
  this.timeout(120_000)

  it('catches the second half of every message whose verdict it released', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nullifier-log-'))
    try {
      const { tried, caught } = await killNullifierLog(join(folder, 'state.sqlite3'), ROUNDS, 20_251_123)
      expect(tried).to.be.greaterThan(0)
      expect(caught).to.equal(tried)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
