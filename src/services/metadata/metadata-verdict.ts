import { NetworkError } from '../../network/index.ts'
import type { Metadata } from './metadata-codec.ts'

export const metadataVerdicts = [
  /** A peer of our cluster. */
  'same_cluster',
  /** The peer belongs to another cluster. */
  'other_cluster',
  /** The peer does not say which cluster it belongs to. */
  'no_cluster',
  /** The peer does not speak the protocol, so it is no Waku node, or an old one. */
  'not_spoken',
  /** The peer speaks the protocol, and failed to answer. */
  'no_answer',
  /** The peer was gone before it could be asked. */
  'gone',
] as const

export type MetadataVerdict = (typeof metadataVerdicts)[number]

/** What is to be thought of a peer that told this, or that failed to. */
export function judgeMetadata(told: Metadata | NetworkError, clusterId: number): MetadataVerdict {
  if (told instanceof NetworkError) {
    if (told.code === 'peer_not_connected') return 'gone'
    return told.code === 'protocol_not_supported' ? 'not_spoken' : 'no_answer'
  }
  if (told.clusterId === undefined) return 'no_cluster'
  return told.clusterId === clusterId ? 'same_cluster' : 'other_cluster'
}
