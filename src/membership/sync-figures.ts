import type { Counter, Gauge, Metrics } from '../foundation/index.ts'

/** What is measured of following the chain, under nwaku's names where it has them. */
export interface SyncFigures {
  readonly block: Gauge
  readonly lastSync: Gauge
  readonly leaves: Gauge
  readonly rounds: Counter
  readonly reorgs: Counter
  readonly repairs: Counter
}

export function syncFigures(metrics: Metrics): SyncFigures {
  const repairs = 'Times leaves were read because events did not give the root'
  return {
    block: metrics.gauge('waku_membership_synced_block', 'The newest block followed'),
    lastSync: metrics.gauge('waku_membership_last_sync_timestamp_seconds', 'When the tree last was that of the chain'),
    leaves: metrics.gauge('waku_rln_number_registered_memberships', 'Indices of the membership tree ever used'),
    rounds: metrics.counter('waku_membership_sync_rounds_total', 'Looks at the chain, by outcome', ['outcome']),
    reorgs: metrics.counter('waku_membership_reorgs_total', 'Times the chain dropped blocks that had been followed'),
    repairs: metrics.counter('waku_membership_repairs_total', repairs),
  }
}
