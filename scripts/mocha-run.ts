import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunTotals } from './readable-reporter.ts'

const root = join(import.meta.dirname, '..')

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv
  /** Shows what the program says at its end, in one piece: for programs that run at the same time. */
  readonly atOnce?: boolean
}

/** Runs a Node program of the tree and resolves with its exit code. Its output goes where ours goes. */
export async function runNode(
  args: readonly string[],
  { environment = {}, atOnce = false }: RunOptions = {},
): Promise<number> {
  const output = atOnce ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, ...environment },
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said))
      resolve(code ?? 1)
    })
  })
}

/**
 * Runs mocha over `files` in a process of its own.
 * A process that ends with an error nobody counted - a crash, a file that does not load - adds one failure.
 */
export async function runMocha(
  files: readonly string[],
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<RunTotals> {
  const folder = mkdtempSync(join(tmpdir(), 'mocha-'))
  const totalsPath = join(folder, 'totals.json')
  try {
    const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js')
    const reporter = join(root, 'scripts', 'readable-reporter.ts')
    const environment = { ...options.environment, MOCHA_TOTALS: totalsPath }
    const exitCode = await runNode([mocha, '--reporter', reporter, ...args, ...files], { ...options, environment })
    const counted = existsSync(totalsPath)
      ? (JSON.parse(readFileSync(totalsPath, 'utf8')) as RunTotals)
      : { passed: 0, failed: 0, skipped: 0 }
    return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function addTotals(a: RunTotals, b: RunTotals): RunTotals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The closing line of every test run. */
export function closingLine({ passed, failed, skipped }: RunTotals): string {
  return `tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
