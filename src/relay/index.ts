/**
 * Waku relay (11/WAKU2-RELAY, 14/WAKU2-MESSAGE on the wire) over GossipSub: topics, the mesh, scoring of peers, and a
 * bounded queue in front of a validator that is handed in. Knows no zero-knowledge and decodes no message, except to name
 * it in the log at trace level: it carries bytes, and forwards them byte for byte only after the validator accepted them.
 */
export * from './gossipsub-options.ts'
export * from './gossipsub-router.ts'
export * from './message-id.ts'
export { VALIDATION_DEADLINE_MS } from './message-intake.ts'
export { meterTraffic } from './network-bytes.ts'
export * from './peer-scoring.ts'
export * from './relay.ts'
export * from './relay-error.ts'
export * from './relay-verdict.ts'
export * from './topic-health.ts'
export * from './validation-queue.ts'
