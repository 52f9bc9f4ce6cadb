import { fileURLToPath } from 'node:url'
import type { RelayPeer } from '../../src/relay/index.ts'
import { AskedProcess } from './asked-process.ts'
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
  readonly #process: AskedProcess<RelayNodeRequest>

  private constructor(process: AskedProcess<RelayNodeRequest>) {
    this.#process = process
  }

  /** Starts a node and waits until it relays. @param flags of Node: `--expose-gc` to have memory measured */
  static async start(
    settings: RelayNodeSettings,
    journalPath: string,
    flags: readonly string[] = [],
  ): Promise<RelayNodeChild> {
    return new RelayNodeChild(await AskedProcess.start(script, { ...settings, journalPath }, flags))
  }

  get name(): string {
    return this.#process.name
  }

  /** How the process ended; undefined while it runs. */
  get end(): string | undefined {
    return this.#process.end
  }

  /** Publishes a message and returns its id. */
  publish(data: Uint8Array): Promise<string> {
    return this.#process.ask<string>({ publish: Buffer.from(data).toString('hex') })
  }

  state(): Promise<RelayNodeState> {
    return this.#process.ask<RelayNodeState>({})
  }

  /** Leaves the network in order. */
  async stop(): Promise<void> {
    if (this.end !== undefined) return
    await this.#process.ask({ stop: true })
    await this.kill()
  }

  /** Ends at once, as in a power failure. */
  kill(): Promise<void> {
    return this.#process.kill()
  }
}
