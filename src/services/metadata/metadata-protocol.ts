import type { RequestProtocol, RequestQuotaOptions } from '../../network/index.ts'
import { decodeMetadata, encodeMetadata, type Metadata } from './metadata-codec.ts'

/** nwaku's limit for both directions. */
const MAX_METADATA_BYTES = 1_024

const codec = { maxBytes: MAX_METADATA_BYTES, encode: encodeMetadata, decode: decodeMetadata }

/** 66/WAKU2-METADATA: both sides tell each other the same. */
export const metadataProtocol: RequestProtocol<Metadata, Metadata> = {
  id: '/vac/waku/metadata/1.0.0',
  request: codec,
  response: codec,
}

/** A peer asks once when it connects, and again when it reconnects: ten in a row are a broken network, not a question. */
export const metadataQuota: RequestQuotaOptions = {
  perPeer: { capacity: 10, refillPerSecond: 0.2 },
  // An answer costs microseconds; a node accepts at most some dozens of connections a second.
  global: { capacity: 200, refillPerSecond: 100 },
}
