import type { Counter, Gauge, Metrics } from '../foundation/index.ts'

/** What is measured of following the chain. */
export interface SyncFigures {
  readonly block: Gauge
  readonly leaves: Gauge
  readonly rounds: Counter
  readonly reorgs: Counter
  readonly repairs: Counter
}

export function syncFigures(metrics: Metrics): SyncFigures {
  return {
    block: metrics.gauge('membership_synced_block', 'The newest block followed'),
    leaves: metrics.gauge('membership_leaves', 'Indices of the membership tree ever used'),
    rounds: metrics.counter('membership_sync_rounds_total', 'Looks at the chain by outcome', ['outcome']),
    reorgs: metrics.counter('membership_reorgs_total', 'Times the chain dropped blocks that had been followed'),
    repairs: metrics.counter('membership_repairs_total', 'Times leaves were read because events did not give the root'),
  }
}
