import { noMetrics, type StateStore, systemClock } from '../../src/foundation/index.ts'
import { MembershipSync, type MembershipSyncOptions } from '../../src/membership/index.ts'
import type { MembershipFixture } from './membership-fixture.ts'
import { RecordingLogger } from './recording-logger.ts'

/** A sync over HTTP and the machine's clock. Not started. */
export function liveSync(
  { chain, deployment }: MembershipFixture,
  options: Partial<MembershipSyncOptions> & { readonly store?: StateStore; readonly logger?: RecordingLogger } = {},
): MembershipSync {
  const { store, logger = new RecordingLogger(), ...syncOptions } = options
  return new MembershipSync(
    { clock: systemClock, logger, metrics: noMetrics, store },
    {
      rpcUrls: [chain.rpcUrl],
      chainId: chain.chainId,
      contractAddress: deployment.contract,
      pollIntervalMs: 250,
      ...syncOptions,
    },
  )
}

/** Looks until it is so. @throws Error after `timeoutMs`. */
export async function eventually(
  what: string,
  timeoutMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<number> {
  const startedMs = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedMs > timeoutMs) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return performance.now() - startedMs
}
