/**
 * Measures one suite and prints a table, or with --json one object:
 * `{"suite","date","node","cpus","processor","load":[before,after],"results":[{"name","unit","n","median","p95","p99"?}],
 * "ratios":{},"notes"?:[]}`.
 *
 *     npm run bench                      lists the suites
 *     npm run bench -- <suite> [--json]
 */
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { BenchReport, BenchResult, Suite } from './bench-suite.ts'

const NOT_SUITES = new Set(['run.ts', 'bench-suite.ts'])
const EXIT_WRONG_USAGE = 2

const suites = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !NOT_SUITES.has(name))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort()

async function measure(name: string): Promise<BenchReport> {
  const { suite } = (await import(`./${name}.ts`)) as { suite: Suite }
  const [loadBefore] = loadavg()
  const outcome = await suite()
  const load = [loadBefore!, loadavg()[0]!] as const
  const processor = cpus()[0]?.model ?? 'unknown'
  const date = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length)
  return { suite: name, date, node: process.versions.node, cpus: availableParallelism(), processor, load, ...outcome }
}

function toRow({ name, unit, n, median, p95, p99 }: BenchResult): Record<string, string | number> {
  const figures = { median, p95, ...(p99 !== undefined && { p99 }) }
  const texts = Object.entries(figures).map(([figure, value]) => [figure, `${toShort(value)} ${unit}`])
  return { name, n, ...Object.fromEntries(texts) }
}

/** Three digits are as much as a measurement of this kind is worth. */
function toShort(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function printTable({ suite, date, node, cpus, processor, load, results, ratios, notes = [] }: BenchReport): void {
  const [before, after] = load
  console.log(`${suite}, ${date}, Node ${node}, ${cpus} x ${processor}, load ${before} before, ${after} after`)
  for (const note of notes) console.log(note)
  console.table(results.map(toRow))
  for (const [name, ratio] of Object.entries(ratios)) console.log(`${name}: ${toShort(ratio)}`)
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const [name, ...rest] = positionals
if (name === undefined || rest.length > 0 || !suites.includes(name)) {
  if (name !== undefined) console.error(`no such suite: ${positionals.join(' ')}`)
  console.error(`suites: ${suites.join(', ') || 'none yet'}`)
  process.exitCode = name === undefined ? 0 : EXIT_WRONG_USAGE
} else {
  const report = await measure(name)
  if (values.json) console.log(JSON.stringify(report))
  else printTable(report)
}
