import type { IdentifyResult, Libp2p, PeerId } from '@libp2p/interface'
import type { Clock, Gauge, Metrics, Startable } from '../foundation/index.ts'

/** Streams come and go without an event. */
const MEASURE_INTERVAL_MS = 10_000
/** Connections that open and close by the hundred are counted once. */
const SETTLE_MS = 250

/** The protocols of Waku; those of libp2p itself, as identify, tell an operator nothing. */
const WAKU_PROTOCOL = /^\/vac\/waku\//

export interface NetworkMeterComponents {
  readonly host: Pick<Libp2p, 'getConnections' | 'getProtocols' | 'addEventListener' | 'removeEventListener'>
  readonly clock: Clock
  readonly metrics: Metrics
}

const directions = [
  ['inbound', 'In'],
  ['outbound', 'Out'],
] as const

/** Counts connections and streams by protocol, as nwaku does: those that this node speaks, whatever else peers name. */
export class NetworkMeter implements Startable {
  readonly #components: NetworkMeterComponents
  readonly #connections: Gauge
  readonly #streams: Gauge
  /** Of connected peers, the protocols that they share with this node. */
  readonly #shared = new Map<string, readonly string[]>()
  #cancelInterval: () => void = () => undefined
  #cancelSettling: (() => void) | undefined

  constructor(components: NetworkMeterComponents) {
    const { metrics } = components
    const labels = ['direction', 'protocol']
    this.#components = components
    this.#connections = metrics.gauge('waku_connected_peers', 'Connections to peers that speak a protocol', labels)
    this.#streams = metrics.gauge('waku_streams_peers', 'Open streams of a protocol', labels)
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
    this.#shared.clear()
  }

  readonly #onChange = (): void => {
    this.#cancelSettling ??= this.#components.clock.after(SETTLE_MS, () => {
      this.#cancelSettling = undefined
      this.#measure()
    })
  }

  readonly #onIdentify = ({ detail }: CustomEvent<IdentifyResult>): void => {
    const shared = this.#ownProtocols().filter((protocol) => detail.protocols.includes(protocol))
    this.#shared.set(detail.peerId.toString(), shared)
    this.#onChange()
  }

  readonly #onDisconnect = ({ detail }: CustomEvent<PeerId>): void => {
    this.#shared.delete(detail.toString())
  }

  #ownProtocols(): string[] {
    return this.#components.host.getProtocols().filter((protocol) => WAKU_PROTOCOL.test(protocol))
  }

  #measure(): void {
    const connections = this.#components.host.getConnections()
    const streams = connections.flatMap((connection) => connection.streams)
    for (const protocol of this.#ownProtocols()) {
      for (const [direction, label] of directions) {
        const speaking = connections.filter(
          (connection) =>
            connection.direction === direction &&
            this.#shared.get(connection.remotePeer.toString())?.includes(protocol),
        )
        const open = streams.filter((stream) => stream.protocol === protocol && stream.direction === direction)
        this.#connections.set(speaking.length, { direction: label, protocol })
        this.#streams.set(open.length, { direction: label, protocol })
      }
    }
  }
}
