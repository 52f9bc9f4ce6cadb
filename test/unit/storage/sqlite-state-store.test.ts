import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { bytesToBigIntBE, type StateStore } from '../../../src/foundation/index.ts'

import { openSqliteStateStore } from '../../../src/storage/server.ts'
import { SqliteStateStore, STATE_SCHEMA } from '../../../src/storage/sqlite-state-store.ts'
import { expectRefusal, stateStoreCompliance } from '../../support/state-store-compliance.ts'

const WRITER = new URL('../../support/state-store-writer.ts', import.meta.url).pathname
/** Levels of SQLite's `synchronous`. */
const [NORMAL, FULL] = [1, 2]
const KEY = Uint8Array.of(1)
const ENTRY = { space: 'space', key: KEY, value: Uint8Array.of(2) }

describe('openSqliteStateStore', () => {
  let directory: string
  let path: string

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'state-store-'))
    path = join(directory, 'state', 'node.sqlite')
  })

  afterEach(() => rmSync(directory, { recursive: true }))

  async function writeAndClose(): Promise<void> {
    const store = await openSqliteStateStore(path)
    await store.write([ENTRY])
    await store.close()
  }

  it('keeps what was written for the next opening', async () => {
    await writeAndClose()
    const store = await openSqliteStateStore(path)
    expect(await store.get('space', KEY)).to.deep.equal(ENTRY.value)
    await store.close()
  })

  it('creates a file and a directory that only their owner can read', async () => {
    const store = await openSqliteStateStore(path)
    await store.write([ENTRY])
    expect(statSync(join(directory, 'state')).mode & 0o777).to.equal(0o700)
    const modes = readdirSync(join(directory, 'state')).map((name) => statSync(join(directory, 'state', name)).mode)
    expect(modes.map((mode) => mode & 0o777)).to.deep.equal(modes.map(() => 0o600))
    await store.close()
  })

  it('refuses a file this process has open, and keeps its lock on it', async () => {
    const store = await openSqliteStateStore(path)
    await expectRefusal(openSqliteStateStore(path), 'store_in_use')
    const writer = startWriter(path, 1, 10)
    expect(await writer.nextLine()).to.equal('store_in_use')
    await writer.end()
    await store.write([ENTRY])
    await store.close()
    await (await openSqliteStateStore(path)).close()
  })

  it('refuses a file another process has open, by name, until that one is killed', async function () {
    this.timeout(20_000)
    const writer = startWriter(path, 1, 10)
    expect(await writer.nextLine()).to.equal('open')
    const refusal = await expectRefusal(openSqliteStateStore(path), 'store_in_use')
    expect(refusal.message).to.include(path)
    await writer.kill()
    await (await openSqliteStateStore(path)).close()
  })

  it('holds every acknowledged write, and no half of another, after 20 times kill -9', async function () {
    this.timeout(120_000)
    let acknowledged = 0n
    for (let round = 0; round < 20; round++) {
      const writer = startWriter(path, Number(acknowledged) + 1, 500)
      expect(await writer.nextLine()).to.equal('open')
      // Killed at another point of the writing each round.
      for (let count = 0; count <= round * 3; count++) acknowledged = BigInt(await writer.nextLine())
      acknowledged = (await writer.kill()) ?? acknowledged
      const store = await openSqliteStateStore(path)
      const left = await numbers(store, 'left')
      expect(left).to.deep.equal(await numbers(store, 'right'))
      // At most the one write whose acknowledgement was cut off is there besides.
      expect(left.length - Number(acknowledged)).to.be.within(0, 1)
      expect(left.at(-1)).to.equal(BigInt(left.length))
      acknowledged = BigInt(left.length)
      await store.close()
    }
  })

  it('waits for the disk with every commit but those of writes that need not be synced', async () => {
    const database = new DatabaseSync(path.replace('state/', ''))
    database.exec(`PRAGMA journal_mode = WAL; ${STATE_SCHEMA}`)
    const store = new SqliteStateStore(database, path)
    const levels: unknown[] = []
    for (const write of [
      () => store.write([ENTRY]),
      () => store.write([ENTRY], { isSynced: false }),
      () => store.deleteRange('space', KEY, KEY),
      () => store.write([ENTRY], { isSynced: false }),
      () => store.write([ENTRY], { isSynced: true }),
    ]) {
      await write()
      levels.push(database.prepare('PRAGMA synchronous').get()?.synchronous)
    }
    await store.close()
    expect(levels).to.deep.equal([FULL, NORMAL, FULL, NORMAL, FULL])
  })

  it('fails the write for which there is no room, keeps nothing of it and all before it', async function () {
    this.timeout(20_000)
    if (process.platform === 'win32') {
      console.log('skipped: Windows has no limit on file sizes to stand in for a full disk')
      this.skip()
    }
    const writer = startWriter(path, 1, 20_000, 500)
    const lines: string[] = []
    for (let line = await writer.nextLine(); line !== ''; line = await writer.nextLine()) lines.push(line)
    expect(lines.at(0)).to.equal('open')
    expect(lines.at(-1)).to.be.oneOf(['store_full', 'store_failed'])
    const store = await openSqliteStateStore(path)
    const written = lines.slice(1, -1).map(BigInt)
    expect(written).to.have.length.above(2)
    expect(await numbers(store, 'left')).to.deep.equal(written)
    expect(await numbers(store, 'right')).to.deep.equal(written)
    await store.close()
  })

  it('refuses a damaged file and leaves it as it is', async () => {
    await writeAndClose()
    const damaged = damage(path)
    await expectRefusal(openSqliteStateStore(path), 'store_corrupt')
    expect(readFileSync(path).equals(damaged)).to.equal(true)
  })

  it('refuses a file that is no database', async () => {
    await writeAndClose()
    writeFileSync(path, 'not a database'.repeat(100))
    await expectRefusal(openSqliteStateStore(path), 'store_corrupt')
  })

  it('moves a damaged file aside when told so, and begins with nothing', async () => {
    await writeAndClose()
    const damaged = damage(path)
    const clock = {
      nowMs: () => 1234,
      monotonicMs: () => 0,
      after: () => () => undefined,
      every: () => () => undefined,
    }
    const store = await openSqliteStateStore(path, { onCorrupt: 'move-aside', clock })
    expect(await store.get('space', KEY)).to.equal(undefined)
    await store.write([ENTRY])
    await store.close()
    expect(readFileSync(`${path}.corrupt-1234`).equals(damaged)).to.equal(true)
  })

  it('moves nothing aside that is only in use', async () => {
    const store = await openSqliteStateStore(path)
    await expectRefusal(openSqliteStateStore(path, { onCorrupt: 'move-aside' }), 'store_in_use')
    await store.close()
  })

  it("refuses another program's database and does not touch it", async () => {
    await writeAndClose()
    rmSync(path)
    const foreign = new DatabaseSync(path)
    foreign.exec('CREATE TABLE theirs (a)')
    foreign.close()
    const before = readFileSync(path)
    await expectRefusal(openSqliteStateStore(path, { onCorrupt: 'move-aside' }), 'store_foreign')
    expect(readFileSync(path).equals(before)).to.equal(true)
  })

  it('refuses a file of a newer schema', async () => {
    await writeAndClose()
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 2')
    newer.close()
    await expectRefusal(openSqliteStateStore(path), 'store_too_new')
  })

  it('says why a file cannot be opened', async () => {
    writeFileSync(join(directory, 'file'), '')
    const refusal = await expectRefusal(openSqliteStateStore(join(directory, 'file', 'node.sqlite')), 'store_failed')
    expect(refusal.cause).to.have.property('code', 'EEXIST')
  })
})

describe('SQLite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'state-store-'))
  let files = 0
  after(() => rmSync(directory, { recursive: true }))
  stateStoreCompliance('the store in SQLite', () => openSqliteStateStore(join(directory, `${files++}.sqlite`)))
})

/** Overwrites the middle of each page, so that the header stays that of a database. */
function damage(path: string): Buffer {
  const bytes = readFileSync(path)
  for (let page = 4096; page < bytes.length; page += 4096) bytes.fill(0xaa, page, page + 2048)
  writeFileSync(path, bytes)
  return bytes
}

async function numbers(store: StateStore, space: string): Promise<bigint[]> {
  return (await store.list(space, { limit: 100_000 })).map(({ key }) => bytesToBigIntBE(key))
}

interface Writer {
  /** Empty at the end. */
  nextLine(): Promise<string>
  /** Sends SIGKILL and returns the last number acknowledged since the last line read. */
  kill(): Promise<bigint | undefined>
  end(): Promise<void>
}

/** `maxFileKib` limits how large a file the process may write, as a full disk would. */
function startWriter(path: string, firstNumber: number, valueSizeBytes: number, maxFileKib?: number): Writer {
  const command = [process.execPath, WRITER, path, `${firstNumber}`, `${valueSizeBytes}`]
  const limited = ['sh', '-c', `ulimit -f ${(maxFileKib ?? 0) * 2}; exec "$@"`, 'sh', ...command]
  const [program, ...args] = maxFileKib === undefined ? command : limited
  const child: ChildProcess = spawn(program!, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    nextLine: async () => (await lines.next()).value ?? '',
    kill: async () => {
      child.kill('SIGKILL')
      await exited
      let last: bigint | undefined
      for (let line = await lines.next(); !line.done; line = await lines.next()) last = BigInt(line.value)
      return last
    },
    end: async () => {
      await exited
    },
  }
}
