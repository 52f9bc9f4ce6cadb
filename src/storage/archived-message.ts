import { decodeWakuMessage, messageHash } from '../message/index.ts'
import { MAX_PUBSUB_TOPIC_BYTES } from './archive-bounds.ts'
import type { ArchivedMessage } from './message-archive.ts'

/**
 * What to archive of a message as it was received. Undefined when no archive may hold it: it is no WakuMessage, or its
 * pubsub topic is longer than 256 bytes or no text that every database takes. Does not ask whether it is valid, or ephemeral.
 * @param data the encoded WakuMessage; not to be changed afterwards
 */
export function archivedMessageOf(pubsubTopic: string, data: Uint8Array): ArchivedMessage | undefined {
  const decoded = decodeWakuMessage(data)
  if (!decoded.ok || !isArchivable(pubsubTopic)) return undefined
  const { contentTopic, timestampNs } = decoded.message
  return { messageHash: messageHash(pubsubTopic, decoded.message), pubsubTopic, contentTopic, timestampNs, data }
}

function isArchivable(pubsubTopic: string): boolean {
  const isText = pubsubTopic.isWellFormed() && !pubsubTopic.includes('\0')
  return isText && new TextEncoder().encode(pubsubTopic).length <= MAX_PUBSUB_TOPIC_BYTES
}
