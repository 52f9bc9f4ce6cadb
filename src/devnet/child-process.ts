import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { BoundedQueue } from '../foundation/index.ts'

/** Last lines of a child's stderr that are kept to explain its end. */
const KEPT_ERROR_LINES = 20
/** A child that does not end by itself this long after SIGTERM is killed. */
const STOP_TIMEOUT_MS = 15_000

export interface ChildCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** A child process that is known by the lines it prints. It ends when this process ends, however that happens. */
export class LineProcess {
  readonly #child: ChildProcess
  readonly #errorLines = new BoundedQueue<string>(KEPT_ERROR_LINES)
  readonly #ended: Promise<void>
  #hasEnded = false

  constructor(command: ChildCommand) {
    // The IPC channel closes when this process dies, even by SIGKILL: that is how the child learns of it.
    const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }
    if (command.cwd !== undefined) options.cwd = command.cwd
    if (command.env !== undefined) options.env = { ...process.env, ...command.env }
    this.#child = spawn(command.file, command.args, options)
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.#hasEnded = true
        resolve()
      }
      this.#child.once('exit', end)
      this.#child.once('error', (error) => {
        this.#keep(String(error))
        end()
      })
    })
    createInterface({ input: this.#child.stderr! }).on('line', (line) => this.#keep(line))
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** The last lines the child wrote to stderr. Calling it empties them. */
  takeErrorLines(): string[] {
    const lines: string[] = []
    for (let line = this.#errorLines.shift(); line !== undefined; line = this.#errorLines.shift()) lines.push(line)
    return lines
  }

  /** The first stdout line that `read` turns into something; undefined when the child ends or time runs out before. */
  async firstLine<Found>(read: (line: string) => Found | undefined, timeoutMs: number): Promise<Found | undefined> {
    const lines = createInterface({ input: this.#child.stdout! })
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<Found | undefined>((resolve) => {
        lines.on('line', (line) => {
          const found = read(line)
          if (found !== undefined) resolve(found)
        })
        void this.#ended.then(() => resolve(undefined))
        timer = setTimeout(() => resolve(undefined), timeoutMs)
      })
    } finally {
      clearTimeout(timer)
      lines.close()
      // What the child prints later is drained, or its pipe would fill and block it.
      this.#child.stdout!.resume()
    }
  }

  /** Asks the child to end, and kills it when it does not. */
  async stop(): Promise<void> {
    if (this.#hasEnded) return
    this.#child.kill('SIGTERM')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await this.#ended
    clearTimeout(timer)
  }

  /** Kills the child at once, as a crash would. */
  async kill(): Promise<void> {
    if (this.#hasEnded) return
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  #keep(line: string): void {
    if (this.#errorLines.push(line)) return
    this.#errorLines.shift()
    this.#errorLines.push(line)
  }
}
