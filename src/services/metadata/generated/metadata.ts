// Generated from metadata.proto by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface MetadataFields {
  clusterId?: number
  shards: number[]
  packedShards?: Uint8Array
}

export const MetadataFields = (() => {
  let _codec: Codec<MetadataFields>

  const codec = (): Codec<MetadataFields> => {
    if (_codec == null) {
      _codec = message<MetadataFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.clusterId != null) {
          w.uint32(8)
          w.uint32(obj.clusterId)
        }

        if (obj.shards != null && obj.shards.length > 0) {
          for (const value of obj.shards) {
            w.uint32(16)
            w.uint32(value)
          }
        }

        if (obj.packedShards != null) {
          w.uint32(26)
          w.bytes(obj.packedShards)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          shards: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.clusterId = reader.uint32()
              break
            }
            case 2: {
              if (opts.limits?.shards != null && obj.shards.length === opts.limits.shards) {
                throw new MaxLengthError('Decode error - repeated field "shards" had too many elements')
              }

              obj.shards.push(reader.uint32())
              break
            }
            case 3: {
              obj.packedShards = reader.bytes()
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
        const obj = {
          shards: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.clusterId`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              if (opts.limits?.shards != null && obj.shards === opts.limits.shards) {
                throw new MaxLengthError('Streaming decode error - repeated field "shards" had too many elements')
              }

              yield {
                field: `${prefix}.shards[]`,
                index: obj.shards,
                value: reader.uint32()
              }

              obj.shards++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.packedShards`,
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

  function encode (obj: Partial<MetadataFields>): Uint8Array {
    return encodeMessage(obj, MetadataFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MetadataFields>): MetadataFields {
    return decodeMessage(buf, MetadataFields.codec(), opts)
  }

  return { codec, encode, decode }
})()
