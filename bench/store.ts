/**
 * The archive of a store node: durable inserts and pages of history, in archives of different sizes, whose pages should cost
 * the same. STORE_DATABASES names the databases, default `sqlite,postgres`; STORE_SIZES the sizes, default
 * `10000,100000,1000000`. The archives are filled before, once, and kept in the system's temporary folder: a million
 * messages take some minutes and 2 to 3 GB.
 */
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresMessageArchive } from '../src/storage/open-postgres-message-archive.ts'
import { type MessageArchive, openSqliteMessageArchive } from '../src/storage/server.ts'
import { PostgresServer } from '../test/support/postgres-server.ts'
import type { BenchOutcome, BenchResult } from './bench-suite.ts'
import { fill } from './store/bench-messages.ts'
import { measureArchive } from './store/measure-archive.ts'

const DATABASES = process.env.STORE_DATABASES?.split(',') ?? ['sqlite', 'postgres']
const SIZES = (process.env.STORE_SIZES ?? '10000,100000,1000000').split(',').map(Number)
const FOLDER = join(tmpdir(), 'waku-store-bench')

/** Opens the archive of a size, which may be new. */
type Opener = (size: number) => Promise<MessageArchive>

async function measure(database: string, open: Opener): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = []
  for (const size of SIZES) {
    const archive = await open(size)
    try {
      await fill(archive, size)
      results.push(...(await measureArchive(archive, size)).map((result) => named(database, size, result)))
    } finally {
      await archive.close()
    }
  }
  return results
}

function named(database: string, size: number, result: BenchResult): BenchResult {
  return { ...result, name: `${database} ${size}: ${result.name}` }
}

async function measureSqlite(): Promise<readonly BenchResult[]> {
  mkdirSync(FOLDER, { recursive: true })
  return measure('sqlite', (size) => openSqliteMessageArchive(join(FOLDER, `${size}.sqlite3`)))
}

async function measurePostgres(): Promise<readonly BenchResult[]> {
  const server = await PostgresServer.start(['max_wal_size=2GB'], join(FOLDER, 'postgres'))
  if (typeof server === 'string') throw new Error(server)
  try {
    return await measure('postgres', async (size) => {
      await server.createDatabase(`size_${size}`).catch(() => undefined)
      return openPostgresMessageArchive(server.url(`size_${size}`), { maxConnections: 8 })
    })
  } finally {
    await server.stop()
  }
}

/** How much more a page costs in the largest archive than in the smallest. */
function growths(results: readonly BenchResult[]): Record<string, number> {
  const [smallest, largest] = [Math.min(...SIZES), Math.max(...SIZES)]
  const pairs = results.flatMap(({ name, unit, median }) => {
    const before = results.find((result) => result.name === name.replace(` ${largest}:`, ` ${smallest}:`))
    if (!name.includes(` ${largest}:`) || unit !== 'ms' || before === undefined || before.name === name) return []
    return [[`${name}, x ${smallest}`, median / before.median] as const]
  })
  return Object.fromEntries(pairs)
}

export async function suite(): Promise<BenchOutcome> {
  const suites: Readonly<Record<string, () => Promise<readonly BenchResult[]>>> = {
    sqlite: measureSqlite,
    postgres: measurePostgres,
  }
  const results: BenchResult[] = []
  for (const database of DATABASES) {
    const run = suites[database]
    if (run === undefined) throw new Error(`no such database: ${database}; there are ${Object.keys(suites).join(', ')}`)
    results.push(...(await run()))
  }
  return { results, ratios: growths(results) }
}
