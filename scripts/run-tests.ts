/**
 * Everything a commit must pass: the rules of the house, the contracts' build, and all tests but the long ones.
 *
 *     npm test                        everything
 *     npm test -- unit/rln relay      only test files whose path contains one of these (no rules check)
 *     npm test -- -g 'double signal'  only tests whose name matches
 *
 * The last line is `tests: N passed, N failed`; a broken rule or build counts as one failed test.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addTotals, closingLine, runMocha, runNode } from './mocha-run.ts'
import type { RunTotals } from './readable-reporter.ts'
import { listFiles } from './source-rules.ts'

const root = join(import.meta.dirname, '..')

/** Test files that share a process. */
interface Group {
  readonly name: string
  readonly has: (file: string) => boolean
}

/** Of integration, what starts no command line, no page and no whole network: about as much as fills the lane of the units. */
const SMALL_INTEGRATION = [
  'encryption',
  'membership',
  'membership-cli',
  'relay',
  'rest',
  'rln',
  'spam-protection',
  'storage',
]
const isSmall = (file: string): boolean => SMALL_INTEGRATION.some((folder) => isIn(`integration/${folder}`, file))

/**
 * Each group is one process, so that what runs in one cannot disturb another. The long tests have their own command.
 * Lanes run at the same time, where there are processors for it: one computes while the other waits for its networks.
 */
const LANES: readonly (readonly Group[])[] = [
  [{ name: 'integration, whole networks', has: (file) => isIn('integration', file) && !isSmall(file) }],
  [...['unit', 'contracts', 'circuits'].map(folderGroup), { name: 'integration of rooms', has: isSmall }],
]

function folderGroup(folder: string): Group {
  return { name: folder, has: (file) => isIn(folder, file) }
}

function isIn(folder: string, file: string): boolean {
  return file.startsWith(`test/${folder}/`)
}

const NO_TESTS: RunTotals = { passed: 0, failed: 0, skipped: 0 }

async function runStep(name: string, args: readonly string[]): Promise<RunTotals> {
  console.log(`\n== ${name}`)
  return (await runNode(args)) === 0 ? NO_TESTS : { ...NO_TESTS, failed: 1 }
}

interface Selection {
  readonly filters: readonly string[]
  /** For mocha. */
  readonly args: readonly string[]
}

async function runLane(groups: readonly Group[], selection: Selection, atOnce: boolean): Promise<RunTotals> {
  let totals = NO_TESTS
  for (const group of groups) totals = addTotals(totals, await runGroup(group, selection, atOnce))
  return totals
}

async function runGroup({ name, has }: Group, { filters, args }: Selection, atOnce: boolean): Promise<RunTotals> {
  const files = listFiles(root, 'test')
    .filter((file) => file.endsWith('.test.ts') && has(file))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
  if (files.length === 0) return NO_TESTS
  const startedAt = performance.now()
  if (!atOnce) console.log(`\n== ${name}`)
  const totals = await runMocha(files, args, { atOnce })
  console.log(`== ${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  return totals
}

async function runAll(): Promise<RunTotals> {
  const { values, positionals: filters } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  })
  const isWhole = filters.length === 0 && values.grep === undefined
  let totals = NO_TESTS
  if (isWhole) totals = addTotals(totals, await runStep('rules of the house', ['scripts/check.ts']))
  const hardhat = ['node_modules/hardhat/dist/src/cli.js', 'build', '--quiet']
  totals = addTotals(totals, await runStep('contracts', hardhat))
  const args = values.grep === undefined ? [] : ['--grep', values.grep]
  const selection = { filters, args }
  if (isWhole && availableParallelism() > 1) {
    const lanes = await Promise.all(LANES.map((lane) => runLane(lane, selection, true)))
    totals = lanes.reduce(addTotals, totals)
  } else {
    for (const lane of LANES) totals = addTotals(totals, await runLane(lane, selection, false))
  }
  if (totals.passed + totals.failed + totals.skipped > 0) return totals
  console.error(`no test matches ${[...filters, ...args].join(' ')}`)
  return { ...NO_TESTS, failed: 1 }
}

const startedAt = performance.now()
const totals = await runAll()
console.log(`\n${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
console.log(closingLine(totals))
process.exitCode = totals.failed === 0 ? 0 : 1
