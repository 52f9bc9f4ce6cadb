import type { Clock, Gauge, Metrics, Startable } from '../foundation/index.ts'
import type { PeerManager } from '../network/index.ts'
import { lightPushProtocol, lightPushV2Protocol } from '../services/lightpush/index.ts'
import { storeProtocol } from '../services/store/index.ts'

/** What peers speak is learnt within seconds of their connecting. */
const MEASURE_INTERVAL_MS = 10_000

export interface ServicePeerMeterComponents {
  readonly peers: Pick<PeerManager, 'records'>
  readonly clock: Clock
  readonly metrics: Metrics
}

/** Counts the connected peers that serve what a node may have to ask for, named as nwaku's figures. */
export class ServicePeerMeter implements Startable {
  readonly #components: ServicePeerMeterComponents
  readonly #gauges: readonly { readonly gauge: Gauge; readonly protocols: readonly string[] }[]
  #cancel: () => void = () => undefined
  #measured: Promise<void> = Promise.resolve()

  constructor(components: ServicePeerMeterComponents) {
    const { metrics } = components
    this.#components = components
    this.#gauges = [
      {
        gauge: metrics.gauge('waku_store_peers', 'Connected peers that serve history'),
        protocols: [storeProtocol.id],
      },
      {
        gauge: metrics.gauge('waku_lightpush_peers', 'Connected peers that serve light push, of either version'),
        protocols: [lightPushProtocol.id, lightPushV2Protocol.id],
      },
    ]
  }

  async start(): Promise<void> {
    const measure = (): void => {
      this.#measured = this.#measured.then(() => this.#measure())
    }
    measure()
    this.#cancel = this.#components.clock.every(MEASURE_INTERVAL_MS, measure)
  }

  async stop(): Promise<void> {
    this.#cancel()
    await this.#measured
  }

  async #measure(): Promise<void> {
    const records = await this.#components.peers.records()
    const connected = records.filter(({ connectedness }) => connectedness === 'Connected')
    for (const { gauge, protocols } of this.#gauges) {
      gauge.set(connected.filter((peer) => protocols.some((id) => peer.protocols.includes(id))).length)
    }
  }
}
