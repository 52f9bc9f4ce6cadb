import { inspect } from 'node:util'
import { expect } from 'chai'
import { contentKeyOf } from '../../../src/storage/archive-integrity.ts'
import type { ArchivedMessage, MessageArchive } from '../../../src/storage/index.ts'
import {
  openPostgresMessageArchive,
  type PostgresMessageArchiveOptions,
} from '../../../src/storage/open-postgres-message-archive.ts'
import { POSTGRES_MIGRATIONS, PRUNE_LOCK } from '../../../src/storage/postgres-schema.ts'
import { hashesOf } from '../../support/archive-kill-rounds.ts'
import { archiveMessage, archiveMessages } from '../../support/archive-messages.ts'
import { messageArchiveCompliance } from '../../support/message-archive-compliance.ts'
import { PostgresServer } from '../../support/postgres-server.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { expectRefusal } from '../../support/state-store-compliance.ts'

const ALL = { forward: true, limit: 100, includeData: true }

describe('openPostgresMessageArchive', function () {
  this.timeout(60_000)
  let server: PostgresServer
  const opened: MessageArchive[] = []

  before(async function () {
    // Killing the server loses nothing that the system has; only cutting the power would.
    const started = await PostgresServer.start(['fsync=off'])
    if (typeof started === 'string') {
      console.log(`skipped: ${started}`)
      this.skip()
    } else server = started
  })

  afterEach(() => Promise.all(opened.splice(0).map((archive) => archive.close())))
  after(() => server?.remove())

  async function open(url: string, options: PostgresMessageArchiveOptions = {}): Promise<MessageArchive> {
    const archive = await openPostgresMessageArchive(url, { maxConnections: 4, ...options })
    opened.push(archive)
    return archive
  }

  messageArchiveCompliance('the archive in PostgreSQL', async () => open(await server.createDatabase()), 20)

  it('holds each message once for several nodes on one database, which open it at the same time', async () => {
    const url = await server.createDatabase()
    const nodes = await Promise.all(Array.from({ length: 4 }, () => open(url)))
    const messages = archiveMessages(400)
    const shuffled = (seed: number): ArchivedMessage[] =>
      messages.map((_, index) => messages[(index * 7 + seed * 101) % messages.length]!)
    await Promise.all(
      nodes.flatMap((node, seed) =>
        Array.from({ length: 10 }, (_, part) => node.put(shuffled(seed).slice(part * 30, part * 30 + 100))),
      ),
    )
    for (const node of nodes) {
      const hashes = await hashesOf(node)
      expect(new Set(hashes).size).to.equal(hashes.length)
      expect(hashes).to.have.length((await node.stats()).messages)
    }
    expect((await nodes[0]!.stats()).messages).to.equal(400)
  })

  it('lets one node delete at a time, and none who deletes holds up one who writes', async () => {
    const url = await server.createDatabase()
    const [first, second] = [await open(url), await open(url)]
    const messages = archiveMessages(50)
    await first.put(messages)
    const oldestNs = messages[10]!.timestampNs
    const deleting = `BEGIN; SELECT pg_advisory_xact_lock(${PRUNE_LOCK}); SELECT * FROM waku_messages FOR UPDATE`
    await server.run(deleting, url, async () => {
      expect(await first.prune({ oldestNs })).to.deep.equal({ deleted: 0, isDone: true })
      await second.put([...messages, ...archiveMessages(5, { firstNumber: 100 })])
      expect((await second.stats()).messages).to.equal(55)
    })
    expect(await second.prune({ oldestNs })).to.deep.equal({ deleted: 10, isDone: true })
  })

  it('brings a database of the first schema to the newest, its messages counted', async () => {
    const url = await server.createDatabase()
    const message = archiveMessage()
    await server.run(
      `${POSTGRES_MIGRATIONS[0]}; CREATE TABLE waku_archive_schema (version integer NOT NULL);
      INSERT INTO waku_archive_schema VALUES (1);
      INSERT INTO waku_messages VALUES (${bytea(message.messageHash)}, ${message.timestampNs}, '${message.pubsubTopic}',
        ${bytea(contentKeyOf(message.contentTopic))}, ${message.data.length}, ${bytea(message.data)})`,
      url,
    )
    await expectRefusal(open(url, { migrates: false }), 'store_too_old')
    const archive = await open(url, { vacuum: true })
    expect((await archive.stats()).messages).to.equal(1)
    expect(await archive.query(ALL)).to.have.deep.nested.property('entries[0].data', message.data)
    await server.run('UPDATE waku_archive_schema SET version = 99', url)
    await expectRefusal(open(url), 'store_too_new')
  })

  it('says that the server cannot be reached while it is down, and goes on by itself when it is back', async () => {
    const archive = await open(await server.createDatabase())
    const messages = archiveMessages(40)
    await archive.put(messages.slice(0, 10))
    for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
      await server.stop(signal)
      await expectRefusal(archive.put(messages), 'store_unreachable')
      await expectRefusal(archive.query(ALL), 'store_unreachable')
      await server.start()
      await archive.put(messages.slice(0, 20))
      expect((await archive.stats()).messages).to.equal(20)
    }
  })

  it('keeps what it acknowledged when the server is killed while it writes', async () => {
    const archive = await open(await server.createDatabase())
    const acknowledged: number[] = []
    const stopped = Promise.withResolvers<void>()
    const writing = (async () => {
      for (let first = 0; ; first += 20) {
        await archive.put(archiveMessages(20, { firstNumber: first }))
        acknowledged.push(first)
        if (acknowledged.length === 10) stopped.resolve(server.stop('SIGQUIT'))
      }
    })()
    await expectRefusal(writing, 'store_unreachable')
    await stopped.promise
    await server.start()
    for (const first of acknowledged) {
      const hashes = archiveMessages(20, { firstNumber: first }).map(({ messageHash }) => messageHash)
      expect(await archive.has(hashes)).to.not.include(false)
    }
  })

  it('says that a database takes no writes, answers from it, and goes on when it takes them', async () => {
    const url = await server.createDatabase()
    const archive = await open(url, { maxConnections: 1 })
    await archive.put([archiveMessage()])
    const name = new URL(url).pathname.slice(1)
    await server.run(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    await server.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
    await archive.query(ALL).catch(() => undefined)
    await expectRefusal(archive.put([archiveMessage({ number: 1 })]), 'store_read_only')
    expect(await archive.query(ALL)).to.have.nested.property('entries.length', 1)
    await server.run(`ALTER DATABASE ${name} SET default_transaction_read_only = off`)
    await archive.put([archiveMessage({ number: 1 })]).catch(() => undefined)
    await archive.put([archiveMessage({ number: 1 })])
    expect((await archive.stats()).messages).to.equal(2)
  })

  it('never gives back a message that no longer fits its hash: it fills the page with others and deletes it', async () => {
    const url = await server.createDatabase()
    const logger = new RecordingLogger()
    const archive = await open(url, { logger })
    const messages = archiveMessages(5)
    await archive.put(messages)
    const damaged = messages[1]!.data.slice()
    damaged[4]! ^= 1
    await server.run(
      `UPDATE waku_messages SET data = ${bytea(damaged)} WHERE hash = ${bytea(messages[1]!.messageHash)}`,
      url,
    )
    const page = await archive.query({ ...ALL, limit: 3 })
    const expected = [0, 2, 3].map((number) => messages[number]!.messageHash)
    expect(page.ok && page.entries.map(({ messageHash }) => messageHash)).to.deep.equal(expected)
    expect((await archive.stats()).messages).to.equal(4)
    expect(logger.lines).to.have.nested.property('[0].fields.damaged', 1)
  })

  it('names the place without user and password in whatever goes wrong', async () => {
    const good = server.url()
    const wrong = [
      good.replace(encodeURIComponent(server.password), 'secret%2Fpassword'),
      good.replace('/postgres', '/no_such_database'),
      good.replace(`:${server.port}`, ':1'),
      good.replace(`:${server.port}`, ':port'),
      `${good}?sslmode=verify-full`,
    ]
    const logger = new RecordingLogger()
    for (const url of wrong) {
      const error = await openPostgresMessageArchive(url, { logger }).catch((reason: unknown) => reason)
      expect(error).to.be.instanceOf(Error).with.property('code').that.is.oneOf(['store_failed', 'store_unreachable'])
      const said = inspect({ error, lines: logger.lines }, { depth: 10 })
      for (const secret of [server.password, encodeURIComponent(server.password), 'secret/password', 'secret%2F']) {
        expect(said).to.not.include(secret)
      }
    }
  })

  it('lets a bounded number of calls wait', async () => {
    const archive = await open(await server.createDatabase(), { maxConnections: 1 })
    const outcomes = await Promise.allSettled(Array.from({ length: 600 }, () => archive.query(ALL)))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.length).to.be.above(200)
    for (const { reason } of refused) expect(reason).to.have.property('code', 'store_busy')
  })
})

function bytea(bytes: Uint8Array): string {
  return `'\\x${Buffer.from(bytes).toString('hex')}'::bytea`
}
