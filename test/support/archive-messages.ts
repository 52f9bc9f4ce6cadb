import { bigIntToBytesBE } from '../../src/foundation/index.ts'
import { encodeWakuMessage } from '../../src/message/index.ts'
import { type ArchivedMessage, archivedMessageOf } from '../../src/storage/index.ts'

export interface ArchiveMessageOptions {
  /** What tells messages of equal times and topics apart. */
  readonly number?: number
  readonly timestampNs?: bigint
  readonly pubsubTopic?: string
  readonly contentTopic?: string
  readonly payloadBytes?: number
}

export const ARCHIVE_PUBSUB_TOPIC = '/waku/2/rs/1/0'
export const ARCHIVE_CONTENT_TOPIC = '/archive/1/test/proto'

/** A message for an archive: without proof, because archives do not ask for one. */
export function archiveMessage(options: ArchiveMessageOptions = {}): ArchivedMessage {
  const { number = 0, timestampNs = 1_700_000_000_000_000_000n + BigInt(number), payloadBytes = 8 } = options
  const { pubsubTopic = ARCHIVE_PUBSUB_TOPIC, contentTopic = ARCHIVE_CONTENT_TOPIC } = options
  const payload = new Uint8Array(Math.max(8, payloadBytes))
  payload.set(bigIntToBytesBE(BigInt(number), 8))
  const fields = { version: 0, meta: new Uint8Array(0), ephemeral: false }
  return archivedMessageOf(pubsubTopic, encodeWakuMessage({ payload, contentTopic, timestampNs, ...fields }))!
}

/** Messages numbered from `firstNumber` on, each a nanosecond after the one before. */
export function archiveMessages(
  count: number,
  {
    firstNumber = 0,
    ...options
  }: Omit<ArchiveMessageOptions, 'number' | 'timestampNs'> & { firstNumber?: number } = {},
): ArchivedMessage[] {
  return Array.from({ length: count }, (_, index) => archiveMessage({ ...options, number: firstNumber + index }))
}
