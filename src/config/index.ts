/**
 * What a node can be told: the options and their names, where values come from, and the checked configuration that the
 * node is built from. Reads no file by itself: the front desk hands the reading over.
 */
export * from './config-error.ts'
export type { HostConfig } from './host-config.ts'
export type { FilterServiceConfig, LightConfig, LightPushServiceConfig } from './light-config.ts'
export * from './log-config.ts'
export { type NetworkConfig, type ProtectedShardConfig, pubsubTopicsOf } from './network-config.ts'
export * from './node-config.ts'
export * from './node-options.ts'
export * from './not-offered.ts'
export * from './option-layers.ts'
export * from './presets.ts'
export type { LimitedService, RateLimit, RateLimits } from './rate-limits.ts'
export * from './read-node-config.ts'
export * from './read-options.ts'
export { isLoopbackAddress, type RestConfig } from './rest-config.ts'
export type { CredentialConfig, RlnConfig, RlnKeyName } from './rln-config.ts'
export type { ArchiveConfig, ArchiveLocation, RetentionConfig, StoreConfig } from './store-config.ts'
