/** Poseidon and the membership tree: what a hash, a tree of many leaves and one changed leaf cost. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildPoseidon } from 'circomlibjs'
import { systemClock } from '../src/foundation/index.ts'
import { MembershipTree, poseidon } from '../src/rln/index.ts'
import { type BenchOutcome, summarize } from './bench-suite.ts'

setFlagsFromString('--expose_gc')
const collectGarbage: () => void = runInNewContext('gc')

const TREE_SIZES = [10_000, 100_000]
const ROUNDS = 5
const HASHES = 2_000
const NANOSECONDS_PER_MILLISECOND = 1e6
const UPDATES = 200

function leavesOf(count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => BigInt(index + 1) ** 7n)
}

function elapsedMs(work: () => void): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

async function measureHashes(): Promise<BenchOutcome> {
  const theirs = await buildPoseidon()
  const [left, right] = [theirs.F.e(1n), theirs.F.e(2n)]
  const pair = new Uint8Array([...left, ...right])
  const ours: number[] = []
  const circomlibjs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(elapsedMs(() => repeat(HASHES, () => poseidon([1n, 2n]))) / HASHES)
    circomlibjs.push(elapsedMs(() => repeat(HASHES, () => theirs(pair))) / HASHES)
  }
  const results = [
    summarize('poseidon of two values', 'ms', ours),
    summarize('circomlibjs poseidon of two values', 'ms', circomlibjs),
  ]
  return { results, ratios: { 'poseidon / circomlibjs': results[0]!.median / results[1]!.median } }
}

function repeat(times: number, work: () => void): void {
  for (let i = 0; i < times; i++) work()
}

/** A build in slices, and the longest time that it kept anything else of the thread waiting. */
async function measureSlices(size: number): Promise<BenchOutcome['results']> {
  const leaves = leavesOf(size)
  const holds = monitorEventLoopDelay({ resolution: 1 })
  holds.enable()
  const startedAt = performance.now()
  await MembershipTree.build(leaves, { clock: systemClock })
  const buildMs = performance.now() - startedAt
  holds.disable()
  return [
    summarize(`build ${size} leaves in slices`, 'ms', [buildMs]),
    summarize(`longest hold by building ${size} leaves in slices`, 'ms', [holds.max / NANOSECONDS_PER_MILLISECOND]),
  ]
}

async function measureTree(size: number): Promise<BenchOutcome['results']> {
  const slices = await measureSlices(size)
  const leaves = leavesOf(size)
  collectGarbage()
  const heapBefore = process.memoryUsage().heapUsed
  let tree = new MembershipTree()
  const builds = Array.from({ length: size > 50_000 ? 3 : ROUNDS }, () => {
    return elapsedMs(() => {
      tree = new MembershipTree(leaves)
    })
  })
  collectGarbage()
  const heapMiB = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20
  const updates = Array.from({ length: UPDATES }, (_, index) => elapsedMs(() => tree.set(index * 37, BigInt(index))))
  return [
    ...slices,
    summarize(`build ${size} leaves`, 'ms', builds),
    summarize(`update one of ${size} leaves`, 'ms', updates),
    summarize(`heap of ${size} leaves`, 'MiB', [heapMiB]),
  ]
}

export async function suite(): Promise<BenchOutcome> {
  const hashes = await measureHashes()
  const trees: BenchOutcome['results'][] = []
  for (const size of TREE_SIZES) trees.push(await measureTree(size))
  return { results: [...hashes.results, ...trees.flat()], ratios: hashes.ratios }
}
