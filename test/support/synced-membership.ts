import type { StateStore } from '../../src/foundation/index.ts'
import { MembershipSync, type MembershipSyncOptions, type RpcEndpoint } from '../../src/membership/index.ts'
import { FakeClock } from './fake-clock.ts'
import { FAKE_CHAIN_ID, FAKE_CONTRACT } from './fake-membership-chain.ts'
import { RecordingLogger } from './recording-logger.ts'
import { RecordingMetrics } from './recording-metrics.ts'

export const POLL_INTERVAL_MS = 2_000

/** A sync over fake endpoints with everything a test looks at. */
export interface MembershipSyncRig {
  readonly sync: MembershipSync
  readonly clock: FakeClock
  readonly logger: RecordingLogger
  readonly metrics: RecordingMetrics
  /** Lets the next poll happen. */
  poll(): Promise<void>
}

export function membershipSyncRig(
  endpoints: readonly RpcEndpoint[],
  options: Partial<MembershipSyncOptions> & { readonly store?: StateStore; readonly clock?: FakeClock } = {},
): MembershipSyncRig {
  const { store, clock = new FakeClock(), ...syncOptions } = options
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const sync = new MembershipSync(
    { clock, logger, metrics, store, endpoints },
    {
      rpcUrls: [],
      chainId: FAKE_CHAIN_ID,
      contractAddress: FAKE_CONTRACT,
      pollIntervalMs: POLL_INTERVAL_MS,
      ...syncOptions,
    },
  )
  return { sync, clock, logger, metrics, poll: () => clock.advanceAsync(POLL_INTERVAL_MS) }
}
