import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { contentKeyOf } from '../../../src/storage/archive-integrity.ts'
import type { ArchivedMessage, MessageArchive } from '../../../src/storage/index.ts'
import { openSqliteMessageArchive, openSqliteStateStore } from '../../../src/storage/server.ts'
import { SQLITE_ARCHIVE_FORMAT } from '../../../src/storage/sqlite-archive-schema.ts'
import { killArchiveWriters } from '../../support/archive-kill-rounds.ts'
import { archiveMessage, archiveMessages } from '../../support/archive-messages.ts'
import type { ArchiveWriterOptions } from '../../support/archive-writer-process.ts'
import { copyArchive, flipByte, pagesOf, useDamaged } from '../../support/damaged-archives.ts'
import { runAndKill } from '../../support/killed-process.ts'
import { messageArchiveCompliance } from '../../support/message-archive-compliance.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts'
import { expectRefusal } from '../../support/state-store-compliance.ts'

const ALL = { forward: true, limit: 100, includeData: true }

describe('openSqliteMessageArchive', () => {
  let directory: string
  let path: string

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'archive-'))
    path = join(directory, 'store', 'store.sqlite3')
  })

  afterEach(() => rmSync(directory, { recursive: true }))

  messageArchiveCompliance('the archive in SQLite', () => openSqliteMessageArchive(path))

  async function putAndClose(messages = archiveMessages(3)): Promise<void> {
    const archive = await openSqliteMessageArchive(path)
    await archive.put(messages)
    await archive.close()
  }

  function change(sql: string, ...values: (Uint8Array | string | number)[]): void {
    const database = new DatabaseSync(path)
    database.prepare(sql).run(...values)
    database.close()
  }

  it('keeps what was put for the next opening, its totals too, readable by its owner alone', async () => {
    await putAndClose()
    expect(statSync(path).mode & 0o777).to.equal(0o600)
    const archive = await openSqliteMessageArchive(path)
    expect((await archive.stats()).messages).to.equal(3)
    expect(await archive.query(ALL)).to.have.nested.property('entries.length', 3)
    await archive.close()
  })

  it('closes in a process that has nothing else to do, which ends when it has closed', () => {
    const storage = join(import.meta.dirname, '..', '..', '..', 'src', 'storage', 'server.ts')
    const script = join(directory, 'close.mjs')
    const lines = `
      import { openSqliteMessageArchive } from ${JSON.stringify(storage)}
      const archive = await openSqliteMessageArchive(${JSON.stringify(path)})
      const answered = archive.stats()
      await archive.close()
      console.log((await answered).messages, 'closed')`
    // Exit code 13 would say that the process ended while it waited.
    writeFileSync(script, lines)
    const stdout = execFileSync(process.execPath, [script])
    expect(stdout.toString()).to.equal('0 closed\n')
  }).timeout(30_000)

  it('refuses a file that is in use, that has other data, or that a newer program wrote', async () => {
    const archive = await openSqliteMessageArchive(path)
    await expectRefusal(openSqliteMessageArchive(path), 'store_in_use')
    await archive.close()
    change(`PRAGMA user_version = ${SQLITE_ARCHIVE_FORMAT.migrations.length + 1}`)
    await expectRefusal(openSqliteMessageArchive(path), 'store_too_new')
    const statePath = join(directory, 'state.sqlite3')
    await (await openSqliteStateStore(statePath)).close()
    await expectRefusal(openSqliteMessageArchive(statePath), 'store_foreign')
  })

  it('brings a file of the first schema to the newest, its messages counted', async () => {
    await putAndClose([])
    rmSync(path)
    const [first] = SQLITE_ARCHIVE_FORMAT.migrations
    const database = new DatabaseSync(path)
    database.exec(`${first}; PRAGMA user_version = 1; PRAGMA application_id = ${SQLITE_ARCHIVE_FORMAT.applicationId}`)
    const { messageHash, timestampNs, pubsubTopic, contentTopic, data } = archiveMessage()
    const insert =
      'INSERT INTO messages (hash, timestamp, pubsub_topic, content_key, size, data) VALUES (?, ?, ?, ?, ?, ?)'
    database.prepare(insert).run(messageHash, timestampNs, pubsubTopic, contentKeyOf(contentTopic), data.length, data)
    database.close()
    await expectRefusal(openSqliteMessageArchive(path, { migrates: false }), 'store_too_old')
    const archive = await openSqliteMessageArchive(path)
    expect([...(await archive.stats()).messagesByPubsubTopic]).to.deep.equal([[pubsubTopic, 1]])
    expect(await archive.query(ALL)).to.have.deep.nested.property('entries[0].messageHash', messageHash)
    await archive.close()
  })

  it('gives the space of deleted messages back to the disk when it is told to vacuum', async () => {
    const archive = await openSqliteMessageArchive(path)
    await archive.put(archiveMessages(500, { payloadBytes: 4_000 }))
    await archive.prune({ maxMessages: 5 })
    await archive.close()
    const before = statSync(path).size
    const vacuumed = await openSqliteMessageArchive(path, { vacuum: true, migrates: false })
    expect((await vacuumed.stats()).messages).to.equal(5)
    await vacuumed.close()
    expect(statSync(path).size).to.be.below(before / 10)
  })

  it('never gives back a message that no longer fits its hash: it fills the page with others and deletes it', async () => {
    const messages = archiveMessages(5)
    await putAndClose(messages)
    const damaged = messages[1]!.data.slice()
    damaged[4]! ^= 1
    change('UPDATE messages SET data = ? WHERE hash = ?', damaged, messages[1]!.messageHash)
    const logger = new RecordingLogger()
    const archive = await openSqliteMessageArchive(path, { logger })
    const page = await archive.query({ ...ALL, limit: 3 })
    const expected = [0, 2, 3].map((number) => messages[number]!.messageHash)
    expect(page.ok && page.entries.map(({ messageHash }) => messageHash)).to.deep.equal(expected)
    expect(await archive.has([messages[1]!.messageHash])).to.deep.equal([false])
    expect((await archive.stats()).messages).to.equal(4)
    expect(logger.lines).to.deep.include({
      level: 'error',
      room: '',
      message: 'deleted messages that do not fit their hash: check the disk',
      fields: { damaged: 1 },
    })
    await archive.put([messages[1]!])
    expect(await archive.query(ALL)).to.have.nested.property('entries.length', 5)
    await archive.close()
  })

  it('gives back no message under a topic that is not its own', async () => {
    await putAndClose([archiveMessage()])
    change('UPDATE messages SET content_key = ?', contentKeyOf('/other/1/topic/proto'))
    const archive = await openSqliteMessageArchive(path)
    expect(await archive.query({ ...ALL, contentTopics: ['/other/1/topic/proto'] })).to.have.deep.property(
      'entries',
      [],
    )
    await archive.close()
  })

  it('moves a file that is damaged aside when it is opened, says so, and begins anew', async () => {
    await putAndClose(archiveMessages(50, { payloadBytes: 1_000 }))
    const damaged = Buffer.alloc(statSync(path).size - 4_096, 0xaa)
    const database = new DatabaseSync(path)
    database.close()
    writeFileSync(path, Buffer.concat([Buffer.from('SQLite format 3\0'), damaged]))
    expect(await useDamaged(path, [])).to.equal('movedAside')
    expect(readdirSync(join(directory, 'store')).filter((name) => name.includes('.corrupt-'))).to.have.length(1)
  })

  it('stops moving files aside when three lie there', async () => {
    await putAndClose()
    for (const number of [1, 2, 3]) writeFileSync(`${path}.corrupt-${number}`, '')
    writeFileSync(path, 'not a database'.repeat(500))
    const refusal = await expectRefusal(openSqliteMessageArchive(path), 'store_corrupt')
    expect(refusal.message).to.include('.corrupt-')
  })

  it('gives back no wrong message after one byte was flipped, wherever it is (short form of row R22)', async function () {
    this.timeout(60_000)
    const messages = archiveMessages(60, { payloadBytes: 500 })
    await putAndClose(messages)
    const copy = join(directory, 'copy.sqlite3')
    const outcomes = { movedAside: 0, deletedMessages: 0, refused: 0, unnoticed: 0 }
    for (let page = 0; page < Math.min(pagesOf(path), 20); page++) {
      copyArchive(path, copy)
      // Not the header's own numbers: a file that seems to be another program's is refused and left alone.
      flipByte(copy, page, 200 + 97 * page)
      outcomes[await useDamaged(copy, messages)]++
      for (const name of readdirSync(directory)) if (name.includes('.corrupt-')) rmSync(join(directory, name))
    }
    expect(outcomes.movedAside + outcomes.deletedMessages, JSON.stringify(outcomes)).to.be.above(3)
  })

  it('loses nothing acknowledged to kill -9 (short form of row R20)', async function () {
    this.timeout(120_000)
    const report = await killArchiveWriters(path, 4, (round) => 150 + 100 * round)
    expect(report.acknowledged).to.be.above(0)
  })

  it('goes on with what was committed before the place where its journal was cut', async () => {
    const options = { path, firstNumber: 0, perPut: 5, payloadBytes: 1_000 } satisfies ArchiveWriterOptions
    await runAndKill('archive-writer-process.ts', options, { killAfterMs: 300, onLine: () => undefined })
    const journalBytes = statSync(`${path}-wal`).size
    expect(journalBytes).to.be.above(0)
    truncateSync(`${path}-wal`, Math.floor(journalBytes / 2))
    const messages = archiveMessages(20_000, { payloadBytes: 1_000 })
    expect(await useDamaged(path, messages)).to.equal('unnoticed')
  })

  it('answers while it writes', async function () {
    this.timeout(30_000)
    const archive = await openSqliteMessageArchive(path)
    const writing = Array.from({ length: 10 }, (_, index) =>
      archive.put(archiveMessages(300, { firstNumber: index * 300, payloadBytes: 1_000 })),
    )
    const page = await archive.query(ALL)
    expect(page.ok).to.equal(true)
    await Promise.all(writing)
    expect((await archive.stats()).messages).to.equal(3_000)
    await archive.close()
  })

  it('lets a bounded number of calls wait', async () => {
    const archive = await openSqliteMessageArchive(path)
    const outcomes = await Promise.allSettled(Array.from({ length: 1_000 }, () => archive.query(ALL)))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.length).to.be.within(500, 999)
    for (const { reason } of refused) expect(reason).to.have.property('code', 'store_busy')
    await archive.close()
  })

  describe('on a small disk', () => {
    let disk: SmallDisk

    before(function () {
      const mounted = mountSmallDisk(4)
      if (typeof mounted === 'string') {
        console.log(`skipped: ${mounted}`)
        this.skip()
      } else disk = mounted
    })

    after(() => disk?.remove())

    let archive: MessageArchive
    beforeEach(async () => {
      archive = await openSqliteMessageArchive(join(disk.directory, 'store.sqlite3'))
    })
    afterEach(() => archive.close())

    /** Puts message after message until it is refused, and says why. */
    async function putUntilRefused(messages: readonly ArchivedMessage[]): Promise<readonly [number, unknown]> {
      for (const [index, message] of messages.entries()) {
        const error = await archive.put([message]).catch((reason: unknown) => reason)
        if (error !== undefined) return [index, error]
      }
      throw new Error('the disk is too large')
    }

    it('fails puts while something else fills it, answers from what it has, and goes on when there is room', async () => {
      const messages = archiveMessages(1_000, { payloadBytes: 1_000 })
      await archive.put(messages.slice(0, 100))
      disk.fill()
      const [acknowledged, error] = await putUntilRefused(messages.slice(100))
      expect(error).to.have.property('code', 'store_full')
      const { messages: count } = await archive.stats()
      expect(count).to.equal(100 + acknowledged)
      expect(await archive.query(ALL)).to.have.nested.property('entries.length', 100)
      disk.release()
      await archive.put(messages.slice(100 + acknowledged))
      expect((await archive.stats()).messages).to.equal(1_000)
    })

    it('keeps what it acknowledged when it fills the disk itself, and goes on when there is room', async () => {
      const messages = archiveMessages(3_000, { firstNumber: 1_000, payloadBytes: 8_000 })
      const [acknowledged, error] = await putUntilRefused(messages)
      expect(error).to.have.property('code', 'store_full')
      expect(
        await archive.has([messages[acknowledged - 1]!.messageHash, messages[acknowledged]!.messageHash]),
      ).to.deep.equal([true, false])
      disk.resize(32)
      await archive.put([messages[acknowledged]!])
    })

    it('says that a disk is read-only', async () => {
      await archive.close()
      disk.remount('ro')
      try {
        await expectRefusal(openSqliteMessageArchive(join(disk.directory, 'other.sqlite3')), 'store_read_only')
        await expectRefusal(openSqliteMessageArchive(join(disk.directory, 'store.sqlite3')), 'store_read_only')
      } finally {
        disk.remount('rw')
      }
      archive = await openSqliteMessageArchive(join(disk.directory, 'store.sqlite3'))
      await archive.put([archiveMessage()])
    })
  })
})
