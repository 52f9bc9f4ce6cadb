import type { Clock, Logger, Startable } from '../foundation/index.ts'
import type { PrometheusMetrics } from './prometheus-metrics.ts'

export interface MetricsLogComponents {
  readonly clock: Clock
  readonly metrics: Pick<PrometheusMetrics, 'total'>
  readonly logger: Logger
}

/** As often as nwaku. */
export const METRICS_LOG_INTERVAL_MS = 10 * 60_000

/** What tells an operator without Prometheus that the node is alive and what it does. */
const LOGGED = {
  connectedPeers: 'waku_connected_peers_per_direction',
  messagesAccepted: 'waku_node_messages',
  messagesInvalid: 'waku_rln_invalid_messages_total',
  messagesSpam: 'waku_rln_spam_messages_total',
  proofsVerified: 'waku_rln_proof_verification_total',
  proofsGenerated: 'waku_rln_total_generated_proofs',
  rlnErrors: 'waku_rln_errors_total',
  memberships: 'waku_rln_number_registered_memberships',
} as const

/** Writes the main figures into the log, every ten minutes. */
export class MetricsLog implements Startable {
  readonly #components: MetricsLogComponents
  #cancel: () => void = () => undefined

  constructor(components: MetricsLogComponents) {
    this.#components = { ...components, logger: components.logger.child('telemetry') }
  }

  async start(): Promise<void> {
    const { clock, metrics, logger } = this.#components
    this.#cancel = clock.every(METRICS_LOG_INTERVAL_MS, () => {
      const figures = Object.entries(LOGGED).map(([field, name]) => [field, metrics.total(name)] as const)
      logger.info('figures since the start', Object.fromEntries(figures.filter(([, value]) => value !== undefined)))
    })
  }

  async stop(): Promise<void> {
    this.#cancel()
  }
}
