import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url))
export const wakunodePath = join(repositoryRoot, 'bin', 'wakunode.js')
export const hardhatPath = join(
  dirname(createRequire(import.meta.url).resolve('hardhat/package.json')),
  'dist',
  'src',
  'cli.js',
)

/** What a test waits for takes seconds; a machine under load gets this much. */
const DEFAULT_TIMEOUT_MS = 120_000

export interface CommandProcessOptions {
  readonly cwd?: string
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** A Node program as a child process, as a user would start it in a terminal. */
export class CommandProcess {
  readonly output: string[] = []
  readonly remarks: string[] = []
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  readonly #child: ChildProcess
  readonly #watchers = new Set<() => void>()
  #hasEnded = false

  constructor(script: string, args: readonly string[], { cwd, environment }: CommandProcessOptions = {}) {
    this.#child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', FORCE_COLOR: '0', ...environment },
      ...(cwd !== undefined && { cwd }),
    })
    const collect = (lines: string[]) => (line: string) => {
      lines.push(line)
      this.#tell()
    }
    createInterface(this.#child.stdout!).on('line', collect(this.output))
    createInterface(this.#child.stderr!).on('line', collect(this.remarks))
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject)
      // 'close' comes after the last line.
      this.#child.once('close', (code, signal) => {
        this.#hasEnded = true
        this.#tell()
        resolve(code ?? signal!)
      })
    })
  }

  get pid(): number {
    return this.#child.pid!
  }

  /** The first line of either stream that matches. Rejects when the process ends or time runs out before. */
  line(pattern: RegExp, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        this.#watchers.delete(look)
        settle()
      }
      const fail = (why: string): void =>
        finish(() => reject(new Error(`${why} without a line like ${pattern}:\n${this.transcript()}`)))
      const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs)
      const look = (): void => {
        const matches = [...this.output, ...this.remarks].map((text) => pattern.exec(text))
        const match = matches.find((found) => found !== null)
        if (match) finish(() => resolve(match))
        else if (this.#hasEnded) fail('the process ended')
      }
      this.#watchers.add(look)
      look()
    })
  }

  /** Everything it wrote. */
  transcript(): string {
    return [...this.output, ...this.remarks].join('\n')
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Ends it for cleaning up, if it has not ended. */
  async end(): Promise<void> {
    if (!this.#hasEnded) this.#child.kill('SIGKILL')
    await this.ended
  }

  #tell(): void {
    for (const look of this.#watchers) look()
  }
}

/** Runs a program to its end. */
export async function runToEnd(
  script: string,
  args: readonly string[],
  options: CommandProcessOptions = {},
): Promise<CommandProcess & { readonly exitCode: number | NodeJS.Signals }> {
  const child = new CommandProcess(script, args, options)
  return Object.assign(child, { exitCode: await child.ended })
}
