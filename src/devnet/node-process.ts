import { join } from 'node:path'
import { RestClient } from '../rest/index.ts'
import { LineProcess } from './child-process.ts'
import { DevnetError } from './devnet-error.ts'
import { packageRoot } from './package-root.ts'

/** A node syncs a small tree and loads its key in a few seconds; several starting at once on two cores take longer. */
const START_TIMEOUT_MS = 90_000

/** What `wakunode run --json` prints when it is up. */
export interface ReadyNode {
  readonly peerId: string
  readonly multiaddrs: readonly string[]
  readonly rest: string
  /** Null without `--metrics-server`. */
  readonly metrics: string | null
}

/** A node of the development network: a child process `wakunode run`, seen through its REST API. */
export class NodeProcess {
  readonly #process: LineProcess
  readonly ready: ReadyNode
  readonly rest: RestClient

  private constructor(process: LineProcess, ready: ReadyNode) {
    this.#process = process
    this.ready = ready
    this.rest = new RestClient(ready.rest)
  }

  /** @throws DevnetError with what the node wrote last, when it does not come up. */
  static async start(
    flags: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<NodeProcess> {
    const child = new LineProcess({
      file: process.execPath,
      args: [join(packageRoot, 'bin', 'wakunode.js'), 'run', '--json', ...flags],
      env: environment,
    })
    const ready = await child.firstLine(readReadyLine, START_TIMEOUT_MS)
    if (ready === undefined) {
      const why = child.hasEnded ? 'ended' : 'did not come up in time'
      const lines = child.takeErrorLines()
      await child.kill()
      throw new DevnetError('node_not_started', `a node ${why}: ${lines.join(' ')}`)
    }
    return new NodeProcess(child, ready)
  }

  /** The address that ends in this transport, with the peer id. */
  address(transport: 'tcp' | 'ws'): string | undefined {
    return this.ready.multiaddrs.find((multiaddr) => multiaddr.includes('/ws') === (transport === 'ws'))
  }

  stop(): Promise<void> {
    return this.#process.stop()
  }

  /** Ends the node as a crash would. */
  kill(): Promise<void> {
    return this.#process.kill()
  }
}

function readReadyLine(line: string): ReadyNode | undefined {
  try {
    const value = JSON.parse(line) as ReadyNode & { ready?: boolean }
    return value.ready ? value : undefined
  } catch {
    return undefined
  }
}
