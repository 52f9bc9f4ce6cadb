import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bytesToBigIntBE } from '../../src/foundation/index.ts'
import { openSqliteMessageArchive } from '../../src/storage/server.ts'
import { archiveMessages } from '../support/archive-messages.ts'
import { copyArchive, type DamageOutcome, flipByte, pagesOf, useDamaged } from '../support/damaged-archives.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { runAndKill } from '../support/killed-process.ts'

const TRIALS = Number(process.env.TRIALS ?? 100)
const SEED = Number(process.env.SEED ?? 22)

describe('a damaged archive (reliability rows R22, T37)', function () {
  this.timeout(1_800_000)
  const random = new FakeRandom(SEED)
  const below = (limit: number): number => Number(bytesToBigIntBE(random.bytes(6)) % BigInt(limit))
  const messages = archiveMessages(500, { payloadBytes: 1_000 })
  let folder: string
  let path: string
  let copy: string

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'archive-damage-'))
    path = join(folder, 'store.sqlite3')
    copy = join(folder, 'copy.sqlite3')
    const archive = await openSqliteMessageArchive(path)
    await archive.put(messages)
    await archive.close()
  })
  after(() => rmSync(folder, { recursive: true }))
  afterEach(() => removeAside())

  function removeAside(): void {
    for (const name of readdirSync(folder)) if (name.includes('.corrupt-')) rmSync(join(folder, name))
  }

  it(`${TRIALS} times one byte of a random page: no wrong message comes back, and the archive goes on`, async () => {
    const outcomes: Partial<Record<DamageOutcome, number>> = {}
    for (let trial = 0; trial < TRIALS; trial++) {
      copyArchive(path, copy)
      flipByte(copy, below(pagesOf(copy)), below(4_096))
      const outcome = await useDamaged(copy, messages)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      removeAside()
    }
    console.log(`seed ${SEED}, ${TRIALS} flips in ${pagesOf(path)} pages: ${JSON.stringify(outcomes)}`)
    expect(outcomes.movedAside, 'or nothing was found').to.be.above(0)
    expect(outcomes.deletedMessages, 'or no message was hit').to.be.above(0)
  })

  it('one byte in 100 pages at once: it is found, the file kept, and the archive begins anew', async () => {
    copyArchive(path, copy)
    for (let count = 0; count < 100; count++) flipByte(copy, 1 + below(pagesOf(copy) - 1), below(4_096))
    expect(await useDamaged(copy, messages)).to.equal('movedAside')
  })

  it('a journal cut anywhere: what is read is as it was put', async () => {
    const killed = join(folder, 'killed.sqlite3')
    const options = { path: killed, firstNumber: 0, perPut: 5, payloadBytes: 1_000 }
    await runAndKill('archive-writer-process.ts', options, { killAfterMs: 500, onLine: () => undefined })
    const written = archiveMessages(20_000, { payloadBytes: 1_000 })
    const journalBytes = statSync(`${killed}-wal`).size
    expect(journalBytes).to.be.above(0)
    for (let trial = 0; trial < 10; trial++) {
      copyArchive(killed, copy)
      await copyFile(`${killed}-wal`, `${copy}-wal`)
      truncateSync(`${copy}-wal`, below(journalBytes))
      await useDamaged(copy, written)
      removeAside()
    }
  })
})
