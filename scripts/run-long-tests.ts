/**
 * Tests that take minutes: many processes, killed and cut off, and properties over large samples. And the rows of the
 * reliability matrix that take seconds: those are part of `npm test`, and are called by their numbers here too.
 *
 *     npm run test:long                lists the rows
 *     npm run test:long -- <row>...    runs test/long/<row>.test.ts; a row is also called by its numbers, such as R10
 */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { closingLine, runMocha } from './mocha-run.ts'
import { listFiles } from './source-rules.ts'

const SUFFIX = '.test.ts'
/** How a test names the rows of the reliability matrix it stands for: `(reliability rows R15, T32)`. */
const NUMBERS = /\(reliability rows? ([^)]+)\)/g

interface Row {
  readonly path: string
  readonly name: string
  readonly numbers: readonly string[]
}

const root = join(import.meta.dirname, '..')
const rows: readonly Row[] = listFiles(join(root, 'test'), '.')
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => ({
    path: join('test', file),
    name: basename(file, SUFFIX),
    numbers: numbersIn(join(root, 'test', file)),
  }))
  .filter(({ path, numbers }) => path.startsWith(join('test', 'long')) || numbers.length > 0)

const asked = process.argv.slice(2)
const unknown = asked.filter((row) => named(row).length === 0)
if (asked.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such row: ${unknown.join(', ')}`)
  const lines = rows.map(({ name, numbers }) => `  ${[name, ...numbers].join(' ')}`)
  console.log(`rows:\n${lines.join('\n')}`)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else {
  const totals = await runMocha([...new Set(asked.flatMap(named))])
  console.log(closingLine(totals))
  process.exitCode = totals.failed === 0 ? 0 : 1
}

function numbersIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(NUMBERS)].flatMap(([, numbers]) => numbers!.split(', '))
}

/** Where the tests of that name or number are. */
function named(row: string): string[] {
  return rows.filter(({ name, numbers }) => name === row || numbers.includes(row)).map(({ path }) => path)
}
