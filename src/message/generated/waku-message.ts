// Generated from waku-message.proto by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface RateLimitProofFields {
  proof?: Uint8Array
  merkleRoot?: Uint8Array
  epoch?: Uint8Array
  shareX?: Uint8Array
  shareY?: Uint8Array
  nullifier?: Uint8Array
  rlnIdentifier?: Uint8Array
}

export const RateLimitProofFields = (() => {
  let _codec: Codec<RateLimitProofFields>

  const codec = (): Codec<RateLimitProofFields> => {
    if (_codec == null) {
      _codec = message<RateLimitProofFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.proof != null) {
          w.uint32(10)
          w.bytes(obj.proof)
        }

        if (obj.merkleRoot != null) {
          w.uint32(18)
          w.bytes(obj.merkleRoot)
        }

        if (obj.epoch != null) {
          w.uint32(26)
          w.bytes(obj.epoch)
        }

        if (obj.shareX != null) {
          w.uint32(34)
          w.bytes(obj.shareX)
        }

        if (obj.shareY != null) {
          w.uint32(42)
          w.bytes(obj.shareY)
        }

        if (obj.nullifier != null) {
          w.uint32(50)
          w.bytes(obj.nullifier)
        }

        if (obj.rlnIdentifier != null) {
          w.uint32(58)
          w.bytes(obj.rlnIdentifier)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.proof = reader.bytes()
              break
            }
            case 2: {
              obj.merkleRoot = reader.bytes()
              break
            }
            case 3: {
              obj.epoch = reader.bytes()
              break
            }
            case 4: {
              obj.shareX = reader.bytes()
              break
            }
            case 5: {
              obj.shareY = reader.bytes()
              break
            }
            case 6: {
              obj.nullifier = reader.bytes()
              break
            }
            case 7: {
              obj.rlnIdentifier = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.proof`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.merkleRoot`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.shareX`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.shareY`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.nullifier`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.rlnIdentifier`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  function encode (obj: Partial<RateLimitProofFields>): Uint8Array {
    return encodeMessage(obj, RateLimitProofFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RateLimitProofFields>): RateLimitProofFields {
    return decodeMessage(buf, RateLimitProofFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface WakuMessageFields {
  payload?: Uint8Array
  contentTopic?: Uint8Array
  version?: number
  timestamp?: bigint
  meta?: Uint8Array
  rateLimitProof?: RateLimitProofFields
  ephemeral?: boolean
}

export const WakuMessageFields = (() => {
  let _codec: Codec<WakuMessageFields>

  const codec = (): Codec<WakuMessageFields> => {
    if (_codec == null) {
      _codec = message<WakuMessageFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.payload != null) {
          w.uint32(10)
          w.bytes(obj.payload)
        }

        if (obj.contentTopic != null) {
          w.uint32(18)
          w.bytes(obj.contentTopic)
        }

        if (obj.version != null) {
          w.uint32(24)
          w.uint32(obj.version)
        }

        if (obj.timestamp != null) {
          w.uint32(80)
          w.uint64(obj.timestamp)
        }

        if (obj.meta != null) {
          w.uint32(90)
          w.bytes(obj.meta)
        }

        if (obj.rateLimitProof != null) {
          w.uint32(170)
          RateLimitProofFields.codec().encode(obj.rateLimitProof, w)
        }

        if (obj.ephemeral != null) {
          w.uint32(248)
          w.bool(obj.ephemeral)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.payload = reader.bytes()
              break
            }
            case 2: {
              obj.contentTopic = reader.bytes()
              break
            }
            case 3: {
              obj.version = reader.uint32()
              break
            }
            case 10: {
              obj.timestamp = reader.uint64()
              break
            }
            case 11: {
              obj.meta = reader.bytes()
              break
            }
            case 21: {
              obj.rateLimitProof = RateLimitProofFields.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rateLimitProof
              })
              break
            }
            case 31: {
              obj.ephemeral = reader.bool()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.payload`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.contentTopic`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint32()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.timestamp`,
                value: reader.uint64()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.meta`,
                value: reader.bytes()
              }
              break
            }
            case 21: {
              yield * RateLimitProofFields.codec().stream(reader, reader.uint32(), `${prefix}.rateLimitProof`, {
                limits: opts.limits?.rateLimitProof
              })

              break
            }
            case 31: {
              yield {
                field: `${prefix}.ephemeral`,
                value: reader.bool()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  function encode (obj: Partial<WakuMessageFields>): Uint8Array {
    return encodeMessage(obj, WakuMessageFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<WakuMessageFields>): WakuMessageFields {
    return decodeMessage(buf, WakuMessageFields.codec(), opts)
  }

  return { codec, encode, decode }
})()
