import type { IdentifyResult, Libp2p, PeerId } from '@libp2p/interface'
import type { Clock, Logger, Startable } from '../foundation/index.ts'
import { type AgentFamily, agentFamilies, agentFamilyOf } from './agent-family.ts'
import type { NetworkMetrics } from './network-metrics.ts'

/** Streams come and go without an event. */
const MEASURE_INTERVAL_MS = 10_000
/** Connections that open and close by the hundred are counted once. */
const SETTLE_MS = 250

/** The protocols of Waku; those of libp2p itself, as identify, tell an operator nothing. */
const WAKU_PROTOCOL = /^\/vac\/waku\//

export interface NetworkMeterComponents {
  readonly host: Pick<
    Libp2p,
    'getConnections' | 'getProtocols' | 'peerStore' | 'addEventListener' | 'removeEventListener'
  >
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: NetworkMetrics
}

interface IdentifiedPeer {
  readonly family: AgentFamily
  /** Those of this node that the peer speaks too: what else it names is not kept. */
  readonly protocols: readonly string[]
}

/** Counts connections, streams and peers. All labels are this node's own protocols, or names from a list. */
export class NetworkMeter implements Startable {
  readonly #components: NetworkMeterComponents
  /** Of connected peers only. */
  readonly #identified = new Map<string, IdentifiedPeer>()
  #cancelInterval: () => void = () => undefined
  #cancelSettling: (() => void) | undefined

  constructor(components: NetworkMeterComponents) {
    this.#components = components
  }

  async start(): Promise<void> {
    const { host, clock } = this.#components
    host.addEventListener('connection:open', this.#onChange)
    host.addEventListener('connection:close', this.#onChange)
    host.addEventListener('peer:identify', this.#onIdentify)
    host.addEventListener('peer:disconnect', this.#onDisconnect)
    this.#cancelInterval = clock.every(MEASURE_INTERVAL_MS, () => this.#measure())
    this.#measure()
  }

  async stop(): Promise<void> {
    const { host } = this.#components
    host.removeEventListener('connection:open', this.#onChange)
    host.removeEventListener('connection:close', this.#onChange)
    host.removeEventListener('peer:identify', this.#onIdentify)
    host.removeEventListener('peer:disconnect', this.#onDisconnect)
    this.#cancelInterval()
    this.#cancelSettling?.()
    this.#cancelSettling = undefined
    this.#identified.clear()
  }

  readonly #onChange = (): void => {
    this.#cancelSettling ??= this.#components.clock.after(SETTLE_MS, () => {
      this.#cancelSettling = undefined
      this.#measure()
    })
  }

  readonly #onIdentify = ({ detail }: CustomEvent<IdentifyResult>): void => {
    const own = this.#ownProtocols()
    this.#identified.set(detail.peerId.toString(), {
      family: agentFamilyOf(detail.agentVersion),
      protocols: own.filter((protocol) => detail.protocols.includes(protocol)),
    })
    this.#onChange()
  }

  readonly #onDisconnect = ({ detail }: CustomEvent<PeerId>): void => {
    this.#identified.delete(detail.toString())
  }

  #ownProtocols(): string[] {
    return this.#components.host.getProtocols().filter((protocol) => WAKU_PROTOCOL.test(protocol))
  }

  #measure(): void {
    const { host, metrics, logger } = this.#components
    const connections = host.getConnections()
    for (const protocol of this.#ownProtocols()) {
      for (const [direction, label] of directions) {
        const ofDirection = connections.filter((connection) => connection.direction === direction)
        const speaking = ofDirection.filter(({ remotePeer }) => this.#peer(remotePeer)?.protocols.includes(protocol))
        metrics.connectedPeers.set(speaking.length, { direction: label, protocol })
        const streams = connections.flatMap((connection) =>
          connection.streams.filter((stream) => stream.protocol === protocol && stream.direction === direction),
        )
        metrics.streams.set(streams.length, { direction: label, protocol })
      }
    }
    const families = [...new Set(connections.map(({ remotePeer }) => remotePeer.toString()))].map(
      (peerId) => this.#identified.get(peerId)?.family ?? 'unknown',
    )
    for (const agent of agentFamilies) {
      metrics.agents.set(families.filter((family) => family === agent).length, { agent })
    }
    host.peerStore.all().then(
      (peers) => metrics.knownPeers.set(peers.length),
      (error: unknown) => logger.debug('the known peers could not be counted', { error }),
    )
  }

  #peer(peerId: PeerId): IdentifiedPeer | undefined {
    return this.#identified.get(peerId.toString())
  }
}

const directions = [
  ['inbound', 'In'],
  ['outbound', 'Out'],
] as const
