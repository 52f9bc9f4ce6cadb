/**
 * Tests that take minutes: many processes, killed and cut off, and properties over large samples.
 *
 *     npm run test:long                lists the rows
 *     npm run test:long -- <row>...    runs test/long/<row>.test.ts
 */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { closingLine, runMocha } from './mocha-run.ts'
import { listFiles } from './source-rules.ts'

const SUFFIX = '.test.ts'
const folder = join(import.meta.dirname, '..', 'test', 'long')
const rows = existsSync(folder)
  ? listFiles(folder, '.')
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => basename(file, SUFFIX))
  : []

const asked = process.argv.slice(2)
const unknown = asked.filter((row) => !rows.includes(row))
if (asked.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such row: ${unknown.join(', ')}`)
  console.log(rows.length === 0 ? 'there are no long tests yet' : `rows:\n${rows.map((row) => `  ${row}`).join('\n')}`)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else {
  const totals = await runMocha(asked.map((row) => `test/long/${row}${SUFFIX}`))
  console.log(closingLine(totals))
  process.exitCode = totals.failed === 0 ? 0 : 1
}
