import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { killArchiveWriters } from '../support/archive-kill-rounds.ts'
import { FakeRandom } from '../support/fake-random.ts'

const KILLS = Number(process.env.KILLS ?? 100)
const SEED = Number(process.env.SEED ?? 29)
const LONGEST_RUN_MS = 400
const ASKED_PER_SECOND = 200

describe('kill -9 while messages are archived (reliability rows R20, T37)', function () {
  this.timeout(1_800_000)
  let folder: string

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archive-kill-'))
  })
  after(() => rm(folder, { recursive: true }))

  it(`${KILLS} kills: nothing acknowledged is lost, nothing is there twice, and the file is whole`, async () => {
    const random = new FakeRandom(SEED)
    const killAfterMs = Array.from({ length: KILLS }, () => 20 + (random.bytes(1)[0]! * LONGEST_RUN_MS) / 255)
    const report = await killArchiveWriters(join(folder, 'store.sqlite3'), KILLS, (round) => killAfterMs[round]!)
    console.log(
      `seed ${SEED}: ${report.acknowledged} messages acknowledged, ${report.kept} there, ` +
        `${report.messagesPerSecond} a second while writing; slowest opening ${report.slowestOpenMs} ms`,
    )
    expect(report.messagesPerSecond, 'messages a second, or too little was tried').to.be.at.least(ASKED_PER_SECOND)
  })
})
