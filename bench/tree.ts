/** Poseidon and the membership tree: what a hash, a tree of many leaves and one changed leaf cost. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildPoseidon } from 'circomlibjs'
import { MembershipTree, poseidon } from '../src/rln/index.ts'
import { type BenchOutcome, summarize } from './bench-suite.ts'

setFlagsFromString('--expose_gc')
const collectGarbage: () => void = runInNewContext('gc')

const TREE_SIZES = [10_000, 100_000]
const ROUNDS = 5
const HASHES = 2_000
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

function measureTree(size: number): BenchOutcome['results'] {
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
    summarize(`build ${size} leaves`, 'ms', builds),
    summarize(`update one of ${size} leaves`, 'ms', updates),
    summarize(`heap of ${size} leaves`, 'MiB', [heapMiB]),
  ]
}

export async function suite(): Promise<BenchOutcome> {
  const hashes = await measureHashes()
  return { results: [...hashes.results, ...TREE_SIZES.flatMap(measureTree)], ratios: hashes.ratios }
}
