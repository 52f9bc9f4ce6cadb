import { bigIntToBytesLE, concatBytes } from '../foundation/index.ts'

/**
 * What a message's RLN proof signs: `payload || contentTopic || timestamp`, the timestamp as 8 bytes little-endian. That
 * is nwaku's signal; 17/WAKU2-RLN-RELAY leaves the timestamp out. For a message that arrived, hand over the content
 * topic's raw bytes.
 */
export function rlnSignal(message: {
  readonly payload: Uint8Array
  readonly contentTopic: string | Uint8Array
  readonly timestampNs: bigint
}): Uint8Array {
  const { payload, contentTopic, timestampNs } = message
  return concatBytes(
    payload,
    typeof contentTopic === 'string' ? new TextEncoder().encode(contentTopic) : contentTopic,
    bigIntToBytesLE(BigInt.asUintN(64, timestampNs), 8),
  )
}
