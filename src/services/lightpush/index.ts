/**
 * Publishing for clients that do not relay (light push, versions 2 and 3): a node relays what others push to it, a client
 * tries several nodes. Whether a message may be relayed is for whoever hands in `publish`; it knows no zero-knowledge.
 */
export * from './lightpush-client.ts'
export type { LightPushRequest, LightPushResponse } from './lightpush-messages.ts'
export { lightPushProtocol, lightPushQuota, lightPushV2Protocol } from './lightpush-protocol.ts'
export * from './lightpush-server.ts'
export * from './lightpush-status.ts'
