import type { Clock, Logger, Metrics, Random } from '../foundation/index.ts'

/** What a node takes from its surroundings. */
export interface NodeComponents {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}
