/**
 * Who belongs to our network (66/WAKU2-METADATA): nodes tell each other their cluster and shards when they connect, and
 * those of other clusters are disconnected. It does not choose among peers of the own cluster: which shards they relay is
 * kept for whoever does.
 */
export type { Metadata } from './metadata-codec.ts'
export { MetadataService, type MetadataServiceComponents, type MetadataServiceOptions } from './metadata-service.ts'
export { type MetadataVerdict, metadataVerdicts } from './metadata-verdict.ts'
