import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RelayPeer } from '../../src/relay/index.ts'
import type { RelayNodeSettings } from './journaled-relay-node.ts'

/** What a node can be asked: to publish the bytes given in hexadecimal, to stop, or else for its state. */
export interface RelayNodeRequest {
  readonly publish?: string
  readonly stop?: true
}

export interface RelayNodeState {
  readonly meshPeers: readonly string[]
  readonly peers: readonly RelayPeer[]
  /** Peer ids, one for each connection. */
  readonly connections: readonly string[]
  /** Bytes; after a garbage collection when the child may run one. */
  readonly memory: Pick<NodeJS.MemoryUsage, 'rss' | 'heapUsed' | 'external' | 'arrayBuffers'>
}

const script = fileURLToPath(new URL('relay-node-process.ts', import.meta.url))

/** A relay node in a process of its own, which can be killed. */
export class RelayNodeChild {
  readonly name: string
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  #requests = 0
  #end: string | undefined

  private constructor(settings: RelayNodeSettings, journalPath: string, flags: readonly string[]) {
    this.name = settings.name
    this.#process = fork(script, [JSON.stringify({ ...settings, journalPath })], { execArgv: [...flags] })
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

  /** Starts a node and waits until it relays. @param flags of Node: `--expose-gc` to have memory measured */
  static async start(
    settings: RelayNodeSettings,
    journalPath: string,
    flags: readonly string[] = [],
  ): Promise<RelayNodeChild> {
    const child = new RelayNodeChild(settings, journalPath, flags)
    await new Promise<void>((resolve, reject) => {
      child.#process.once('message', () => resolve())
      child.#process.once('exit', () => reject(new Error(child.#end)))
    })
    return child
  }

  /** How the process ended; undefined while it runs. */
  get end(): string | undefined {
    return this.#end
  }

  /** Publishes a message and returns its id. */
  publish(data: Uint8Array): Promise<string> {
    return this.#ask<string>({ publish: Buffer.from(data).toString('hex') })
  }

  state(): Promise<RelayNodeState> {
    return this.#ask<RelayNodeState>({})
  }

  /** Leaves the network in order. */
  async stop(): Promise<void> {
    if (this.#end !== undefined) return
    await this.#ask({ stop: true })
    await this.kill()
  }

  /** Ends at once, as in a power failure. */
  async kill(): Promise<void> {
    if (this.#end !== undefined) return
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await ended
  }

  #ask<Result>(request: RelayNodeRequest): Promise<Result> {
    if (this.#end !== undefined) return Promise.reject(new Error(this.#end))
    const id = this.#requests++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.#process.send({ ...request, id })
    })
  }
}
