/**
 * Holds the whole tree to the rules of the house: format and lint (Biome), types (tsc), floors, doors, owners and cycles
 * (import-rules.ts), names and ambient state (source-rules.ts). One line for each broken rule; exit code 1 if there is any.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findImportViolations } from './import-rules.ts'
import { findAmbientState, findBadNames, findFilesWithoutRoom, listFiles } from './source-rules.ts'

const root = join(import.meta.dirname, '..')

/** Folders written by hand. */
const FOLDERS = ['src', 'scripts', 'test', 'bench', 'bin', 'contracts', 'circuits', 'docs', 'examples']

interface Check {
  readonly name: string
  /** Broken rules, one line each. */
  readonly run: () => Promise<readonly string[]>
}

/** Runs a tool of node_modules and keeps, when it fails, what it says of places: lines that match `place`. */
async function runTool(script: string, args: readonly string[], place: RegExp): Promise<string[]> {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
  if (exitCode === 0) return []
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const places = lines.filter((line) => place.test(line))
  return places.length > 0 ? places : [`${script} ended with exit code ${exitCode}`, ...lines]
}

async function findSourceViolations(): Promise<string[]> {
  const paths = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => listFiles(root, folder))
  return [...findFilesWithoutRoom(paths), ...findBadNames(paths), ...findAmbientState(root, paths)]
}

const checks: readonly Check[] = [
  {
    name: 'format and lint',
    run: () =>
      runTool('@biomejs/biome/bin/biome', ['check', '--reporter=concise', '--max-diagnostics=none', '.'], /: /),
  },
  { name: 'types', run: () => runTool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false'], /error TS/) },
  {
    name: 'types of the page',
    run: () => runTool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', 'src/dashboard/page'], /error TS/),
  },
  {
    name: 'types of the browser chat',
    run: () =>
      runTool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', 'examples/browser-chat'], /error TS/),
  },
  { name: 'floors, doors, owners, cycles', run: () => findImportViolations(root) },
  { name: 'names and ambient state', run: findSourceViolations },
]

const results = await Promise.all(checks.map(async ({ name, run }) => ({ name, violations: await run() })))
for (const { name, violations } of results) {
  console.log(violations.length === 0 ? `ok       ${name}` : `BROKEN   ${name}`)
  for (const violation of violations) console.log(`  ${violation}`)
}
process.exitCode = results.some(({ violations }) => violations.length > 0) ? 1 : 0
