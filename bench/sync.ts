/**
 * How long a node takes to have the membership tree: from the chain, from disk, and after one registration. Real Hardhat
 * chain, JSON-RPC over loopback, SQLite. SYNC_SIZES overrides the numbers of members, as in `SYNC_SIZES=1000,10000`.
 * Seeding 100 000 members takes minutes and is not measured.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noMetrics, silentLogger, systemClock } from '../src/foundation/index.ts'
import { MembershipSync } from '../src/membership/index.ts'
import { openSqliteStateStore } from '../src/storage/server.ts'
import { type MembershipFixture, newIdentities, startMembershipFixture } from '../test/support/membership-fixture.ts'
import { makeSeedable } from '../test/support/seedable-membership.ts'
import { type BenchOutcome, type BenchResult, summarize } from './bench-suite.ts'

const sizes = (process.env.SYNC_SIZES ?? '1000,10000,100000').split(',').map(Number)
const startSamples = 3
const registrationSamples = 5
/** More than the blocks a start looks back, so that it reads leaves and not the seeding's missing events. */
const blocksBetween = 130

export async function suite(): Promise<BenchOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sync-'))
  const fixture = await startMembershipFixture()
  try {
    const seed = await makeSeedable(fixture)
    const results: BenchResult[] = []
    for (const size of sizes) {
      await seed(size)
      await fixture.chain.mine(blocksBetween)
      results.push(...(await measure(fixture, join(folder, `${size}.sqlite3`), size)))
    }
    const of = (name: string): number => results.find((result) => result.name === name)?.median ?? Number.NaN
    const largest = sizes.at(-1)!
    return {
      results,
      ratios: { [`chain / disk, ${largest}`]: of(`start from chain, ${largest}`) / of(`start from disk, ${largest}`) },
    }
  } finally {
    await fixture.stop()
    await rm(folder, { recursive: true })
  }
}

async function measure(fixture: MembershipFixture, path: string, size: number): Promise<BenchResult[]> {
  const fromChain: number[] = []
  const fromDisk: number[] = []
  const memory: number[] = []
  const samples = size > 20_000 ? 1 : startSamples
  for (let sample = 0; sample < samples; sample++) {
    await rm(path, { force: true })
    const chain = await timedStart(fixture, path)
    const disk = await timedStart(fixture, path)
    fromChain.push(chain.ms)
    fromDisk.push(disk.ms)
    memory.push(chain.mebibytes, disk.mebibytes)
  }
  return [
    summarize(`start from chain, ${size}`, 'ms', fromChain),
    summarize(`start from disk, ${size}`, 'ms', fromDisk),
    summarize(`registration to usable root, ${size}`, 'ms', await registrationTimes(fixture)),
    summarize(`resident memory of the process, ${size}`, 'MiB', memory),
    summarize(`size on disk, ${size}`, 'MiB', [(await stat(path)).size / 2 ** 20]),
  ]
}

async function timedStart(fixture: MembershipFixture, path: string): Promise<{ ms: number; mebibytes: number }> {
  const store = await openSqliteStateStore(path)
  const sync = newSync(fixture, store)
  const startedMs = performance.now()
  await sync.start()
  const ms = performance.now() - startedMs
  const mebibytes = process.memoryUsage().rss / 2 ** 20
  if (sync.newestRoot() !== (await fixture.contract.root())) throw new Error('the root is not the contract root')
  await sync.stop()
  await store.close()
  return { ms, mebibytes }
}

/** From the receipt of the registration until a validator accepts the new root, which a message with it brings about. */
async function registrationTimes(fixture: MembershipFixture): Promise<number[]> {
  const sync = newSync(fixture, undefined)
  await sync.start()
  const times: number[] = []
  for (const identity of newIdentities(registrationSamples)) {
    await fixture.register(identity)
    const newRoot = await fixture.contract.root()
    // Every sample gets the first refresh, as after two quiet seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const startedMs = performance.now()
    while (!sync.acceptsRoot(newRoot)) await sync.refresh()
    times.push(performance.now() - startedMs)
  }
  await sync.stop()
  return times
}

function newSync(
  { chain, deployment }: MembershipFixture,
  store: Awaited<ReturnType<typeof openSqliteStateStore>> | undefined,
): MembershipSync {
  return new MembershipSync(
    { clock: systemClock, logger: silentLogger, metrics: noMetrics, store },
    {
      rpcUrls: [chain.rpcUrl],
      chainId: chain.chainId,
      contractAddress: deployment.contract,
      // Only refreshes look at the chain here.
      pollIntervalMs: 3_600_000,
    },
  )
}
