import { type ChildProcess, fork } from 'node:child_process'
import { idleExecution } from './idle-execution.ts'

/**
 * A script in a process of its own that is asked over IPC. It gets its settings as JSON in its first argument, says
 * `{ ready: true }` when it is up, and answers each request, which has an `id`, with `{ id, result }` or `{ id, error }`.
 */
export class AskedProcess<Request extends object> {
  readonly name: string
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  #requests = 0
  #end: string | undefined

  private constructor(name: string, process: ChildProcess) {
    this.name = name
    this.#process = process
    this.#process.on('message', (message: { id: number; result?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.error === undefined) waiting?.resolve(message.result)
      else waiting?.reject(new Error(`${this.name}: ${message.error}`))
    })
    this.#process.once('exit', (code, signal) => {
      this.#end = `${this.name} ended with ${code ?? signal}`
      for (const { reject } of this.#waiting.values()) reject(new Error(this.#end))
    })
  }

  /**
   * Resolves when it is up.
   * @param flags of Node: `--expose-gc` to have memory measured
   * @param isIdle it stands for another machine: it gets what the others leave over, and none of them waits for it
   */
  static async start<Request extends object, Settings extends { readonly name: string }>(
    script: string,
    settings: Settings,
    flags: readonly string[] = [],
    isIdle = false,
  ): Promise<AskedProcess<Request>> {
    const execution = isIdle ? idleExecution(flags) : { execArgv: [...flags] }
    const child = fork(script, [JSON.stringify(settings)], execution)
    const asked = new AskedProcess<Request>(settings.name, child)
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', () => reject(new Error(asked.#end)))
    })
    return asked
  }

  /** How the process ended; undefined while it runs. */
  get end(): string | undefined {
    return this.#end
  }

  ask<Result>(request: Request): Promise<Result> {
    if (this.#end !== undefined) return Promise.reject(new Error(this.#end))
    const id = this.#requests++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.#process.send({ ...request, id })
    })
  }

  /** Ends at once, as in a power failure. */
  async kill(): Promise<void> {
    if (this.#end !== undefined) return
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await ended
  }
}
