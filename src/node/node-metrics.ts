import type { Clock, Gauge, Metrics } from '../foundation/index.ts'

export interface NodeMetrics {
  readonly verifierSeconds: Gauge
  readonly credentialSeconds: Gauge
}

/** How long the parts of a start took that take long; nwaku's names. */
export function createNodeMetrics(metrics: Metrics): NodeMetrics {
  const verifier = 'Time it took to load the verification key and start the verifier'
  const credential = 'Time it took to decrypt the membership in the keystore'
  return {
    verifierSeconds: metrics.gauge('waku_rln_instance_creation_duration_seconds', verifier),
    credentialSeconds: metrics.gauge('waku_rln_membership_credentials_import_duration_seconds', credential),
  }
}

/** Does the work and tells how long it took; nothing is told of work that failed. */
export async function timed<Result>(clock: Clock, seconds: Gauge, work: () => Promise<Result>): Promise<Result> {
  const startedAtMs = clock.nowMs()
  const result = await work()
  seconds.set((clock.nowMs() - startedAtMs) / 1000)
  return result
}
