import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { noMetrics, systemClock } from '../../src/foundation/index.ts'
import { RequestClient } from '../../src/network/index.ts'
import { answerMetadata } from './answer-metadata.ts'
import { AskedProcess } from './asked-process.ts'
import { FLOODED_CLUSTER_ID, floodedServices } from './flooded-services.ts'
import { Hosts } from './hosts.ts'
import type { PlainNodeFigures, PlainNodeRequest, PlainNodeSettings } from './plain-node-process.ts'
import { readScrape } from './read-scrape.ts'
import type { FloodFigures, FloodManner, FloodRequest } from './service-flooder-process.ts'

export interface FloodTrialOptions {
  readonly service: string
  readonly manner: FloodManner
  readonly seconds: number
  readonly messagesPerSecond: number
  readonly requestsAtOnce: number
  readonly requestsPerSecond: number
}

/** One stretch of time: what relay took, and what the server spent. */
export interface FloodSlice {
  readonly published: number
  readonly latenciesMs: readonly number[]
  /** Share of a processor. */
  readonly serverCpu: number
  /** The longest its event loop was held up. */
  readonly lagMaxMs: number
  /** What other clients were answered meanwhile. */
  readonly othersStatuses: readonly number[]
}

export interface FloodedSlice extends FloodSlice {
  readonly flood: FloodFigures
  /** Requests counted by the server, by what became of them, those of other clients included. */
  readonly arrived: Readonly<Record<string, number>>
  /** Connections it refused, by reason. */
  readonly refused: Readonly<Record<string, number>>
}

type PlainNode = AskedProcess<PlainNodeRequest>

const scriptAt = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const REQUESTS_OF_OTHERS = 3
const WARM_UP_MESSAGES = 500
const DEADLINE_MS = 30_000
const SETTLE_MS = 300
/** A flood begins when relay has been going for a moment, so that none of it is missed. */
const FLOOD_BEGINS_AFTER_MS = SETTLE_MS + 200

/**
 * A publisher, a server that is the only way to a receiver, a node that is on no way, and a flooder, each in a process of its
 * own. In every stretch of time some other clients use the service.
 */
export class FloodTrial {
  readonly #hosts = new Hosts()
  readonly #processes: AskedProcess<object>[] = []
  #server!: PlainNode
  #publisher!: PlainNode
  #receiver!: PlainNode
  #flooder!: AskedProcess<FloodRequest>
  #bystander!: PlainNode
  #floods = 0
  readonly #folder = mkdtempSync(join(tmpdir(), 'service-flood-'))

  /** @param nodeFlags of the server's Node.js */
  async start(nodeFlags: readonly string[] = []): Promise<void> {
    const serving = { store: 'true', filter: 'true', lightpush: 'true', 'peer-exchange': 'true' }
    const settingsOf = (name: string): PlainNodeSettings => {
      const database = { 'store-message-db-url': `sqlite://${join(this.#folder, `${name}.sqlite3`)}` }
      // Given, the limit holds for connections from this machine too, of which each flood has an address of its own.
      return { name, flags: { ...serving, ...database, 'ip-colocation-limit': '20' } }
    }
    this.#server = await this.#spawn<PlainNodeRequest>('plain-node-process.ts', settingsOf('server'), nodeFlags)
    this.#bystander = await this.#spawn<PlainNodeRequest>('plain-node-process.ts', settingsOf('bystander'))
    const flags = { staticnode: [await this.#addressOf(this.#server)], 'peer-exchange': 'false' }
    this.#publisher = await this.#spawn<PlainNodeRequest>('plain-node-process.ts', { name: 'publisher', flags })
    this.#receiver = await this.#spawn<PlainNodeRequest>('plain-node-process.ts', { name: 'receiver', flags })
    // It stands for another machine.
    this.#flooder = await this.#spawn<FloodRequest>('service-flooder-process.ts', { name: 'flooder' }, [], true)
    await eventually('the meshes', async () => (await this.#figures(this.#server)).meshPeers === 2)
    await this.#relay(WARM_UP_MESSAGES, 100)
  }

  async stop(): Promise<void> {
    await this.#hosts.stop()
    if (this.#server?.end === undefined) await this.#server?.ask({ stop: true })
    for (const process of this.#processes) await process.kill()
    rmSync(this.#folder, { recursive: true })
  }

  /** Relay, and others who use the service. */
  async quiet(options: FloodTrialOptions): Promise<FloodSlice> {
    const { seconds, messagesPerSecond } = options
    const others = this.#askAsOthers(options)
    const slice = await this.#relay(seconds * messagesPerSecond, messagesPerSecond)
    return { ...slice, othersStatuses: await others }
  }

  /** The same while one peer floods the service of a node on no way: what a flood costs by what else runs on the machine. */
  async burdened(options: FloodTrialOptions): Promise<FloodSlice> {
    const flooding = this.#flood(this.#bystander, options)
    const slice = await this.quiet(options)
    await flooding
    return slice
  }

  /** The same while one peer floods the service. */
  async flooded(options: FloodTrialOptions): Promise<FloodedSlice> {
    const before = await this.#counted(options.service)
    const flooding = this.#flood(this.#server, options)
    const slice = await this.quiet(options)
    const flood = await flooding
    const after = await this.#counted(options.service)
    return {
      ...slice,
      flood,
      arrived: differences(before.arrived, after.arrived),
      refused: differences(before.refused, after.refused),
    }
  }

  async #spawn<Request extends object>(
    script: string,
    settings: Partial<PlainNodeSettings> & { readonly name: string },
    flags: readonly string[] = [],
    isIdle = false,
  ): Promise<AskedProcess<Request>> {
    const process = await AskedProcess.start<Request, typeof settings>(scriptAt(script), settings, flags, isIdle)
    this.#processes.push(process as unknown as AskedProcess<object>)
    return process
  }

  #figures(node: PlainNode): Promise<PlainNodeFigures> {
    return node.ask<PlainNodeFigures>({})
  }

  async #addressOf(node: PlainNode): Promise<string> {
    return (await this.#figures(node)).multiaddrs[0]!
  }

  async #relay(count: number, perSecond: number): Promise<Omit<FloodSlice, 'othersStatuses'>> {
    await delay(SETTLE_MS)
    await Promise.all([this.#figures(this.#server), this.#figures(this.#receiver)])
    await this.#publisher.ask({ publish: { count, perSecond } })
    const { cpuMs, wallMs, lagMaxMs } = await this.#figures(this.#server)
    const latenciesMs: number[] = []
    await eventually('all messages', async () => {
      latenciesMs.push(...(await this.#figures(this.#receiver)).latenciesMs)
      return latenciesMs.length >= count
    })
    return { published: count, latenciesMs, serverCpu: cpuMs / wallMs, lagMaxMs }
  }

  async #flood(target: PlainNode, options: FloodTrialOptions): Promise<FloodFigures> {
    const { service, manner, requestsAtOnce: atOnce, requestsPerSecond: perSecond } = options
    const seconds = options.seconds - (FLOOD_BEGINS_AFTER_MS - SETTLE_MS) / 1_000
    const address = await this.#addressOf(target)
    await delay(FLOOD_BEGINS_AFTER_MS)
    // A new address each time, so that what was learnt of the last one does not help.
    const from = `127.0.0.${10 + this.#floods++}`
    return this.#flooder.ask<FloodFigures>({ address, from, service, manner, seconds, atOnce, perSecond })
  }

  async #askAsOthers({ service, seconds }: FloodTrialOptions): Promise<number[]> {
    const { protocol, request, statusOf } = floodedServices[service]!
    const address = await this.#addressOf(this.#server)
    const host = await this.#hosts.start([])
    await answerMetadata(host, FLOODED_CLUSTER_ID)
    const client = new RequestClient({ host, clock: systemClock, metrics: noMetrics }, protocol)
    const statuses: number[] = []
    for (let asked = 0; asked < REQUESTS_OF_OTHERS; asked++) {
      await delay((seconds * 1_000) / (REQUESTS_OF_OTHERS + 1))
      statuses.push(statusOf(await client.request(address, request)))
    }
    await this.#hosts.stop()
    return statuses
  }

  async #counted(service: string): Promise<{ arrived: Record<string, number>; refused: Record<string, number> }> {
    const { samples } = readScrape((await this.#figures(this.#server)).metrics)
    const { id } = floodedServices[service]!.protocol
    const [arrived, refused]: Record<string, number>[] = [{}, {}]
    for (const { name, labels, value } of samples) {
      if (name.startsWith('waku_service_requests') && labels.service === id && labels.state)
        arrived![labels.state] = value
      if (name === 'waku_refused_connections_total') refused![labels.reason!] = value
    }
    return { arrived: arrived!, refused: refused! }
  }
}

function differences(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> {
  const grown = Object.entries(after).map(([key, value]) => [key, value - (before[key] ?? 0)] as const)
  return Object.fromEntries(grown.filter(([, difference]) => difference > 0))
}

async function eventually(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + DEADLINE_MS
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`did not happen in ${DEADLINE_MS} ms: ${what}`)
    await delay(100)
  }
}
