/**
 * Tests that take minutes: many processes, killed and cut off, and properties over large samples.
 *
 *     npm run test:long                lists the rows
 *     npm run test:long -- <row>...    runs test/long/<row>.test.ts; a row is also called by its numbers, such as R10
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { closingLine, runMocha } from './mocha-run.ts'
import { listFiles } from './source-rules.ts'

const SUFFIX = '.test.ts'
/** How a test names the rows of the reliability matrix it stands for: `(reliability rows R15, T32)`. */
const NUMBERS = /\(reliability rows? ([^)]+)\)/g

const folder = join(import.meta.dirname, '..', 'test', 'long')
/** The numbers of each row, by its name. */
const rows = new Map(
  (existsSync(folder) ? listFiles(folder, '.') : [])
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => [basename(file, SUFFIX), numbersIn(join(folder, file))]),
)

const asked = process.argv.slice(2)
const unknown = asked.filter((row) => named(row).length === 0)
if (asked.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such row: ${unknown.join(', ')}`)
  const lines = [...rows].map(([row, numbers]) => `  ${[row, ...numbers].join(' ')}`)
  console.log(lines.length === 0 ? 'there are no long tests yet' : `rows:\n${lines.join('\n')}`)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else {
  const files = new Set(asked.flatMap(named))
  const totals = await runMocha([...files].map((row) => `test/long/${row}${SUFFIX}`))
  console.log(closingLine(totals))
  process.exitCode = totals.failed === 0 ? 0 : 1
}

function numbersIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(NUMBERS)].flatMap(([, numbers]) => numbers!.split(', '))
}

/** The rows of that name or number. */
function named(row: string): string[] {
  return [...rows].filter(([name, numbers]) => name === row || numbers.includes(row)).map(([name]) => name)
}
