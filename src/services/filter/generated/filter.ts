// Generated from filter.proto by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface FilterSubscribeRequestFields {
  requestId?: string
  filterSubscribeType?: number
  pubsubTopic?: string
  contentTopics: string[]
}

export const FilterSubscribeRequestFields = (() => {
  let _codec: Codec<FilterSubscribeRequestFields>

  const codec = (): Codec<FilterSubscribeRequestFields> => {
    if (_codec == null) {
      _codec = message<FilterSubscribeRequestFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.requestId != null) {
          w.uint32(10)
          w.string(obj.requestId)
        }

        if (obj.filterSubscribeType != null) {
          w.uint32(16)
          w.uint32(obj.filterSubscribeType)
        }

        if (obj.pubsubTopic != null) {
          w.uint32(82)
          w.string(obj.pubsubTopic)
        }

        if (obj.contentTopics != null && obj.contentTopics.length > 0) {
          for (const value of obj.contentTopics) {
            w.uint32(90)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          contentTopics: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.requestId = reader.string()
              break
            }
            case 2: {
              obj.filterSubscribeType = reader.uint32()
              break
            }
            case 10: {
              obj.pubsubTopic = reader.string()
              break
            }
            case 11: {
              if (opts.limits?.contentTopics != null && obj.contentTopics.length === opts.limits.contentTopics) {
                throw new MaxLengthError('Decode error - repeated field "contentTopics" had too many elements')
              }

              obj.contentTopics.push(reader.string())
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
          contentTopics: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.requestId`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.filterSubscribeType`,
                value: reader.uint32()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.pubsubTopic`,
                value: reader.string()
              }
              break
            }
            case 11: {
              if (opts.limits?.contentTopics != null && obj.contentTopics === opts.limits.contentTopics) {
                throw new MaxLengthError('Streaming decode error - repeated field "contentTopics" had too many elements')
              }

              yield {
                field: `${prefix}.contentTopics[]`,
                index: obj.contentTopics,
                value: reader.string()
              }

              obj.contentTopics++

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

  function encode (obj: Partial<FilterSubscribeRequestFields>): Uint8Array {
    return encodeMessage(obj, FilterSubscribeRequestFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FilterSubscribeRequestFields>): FilterSubscribeRequestFields {
    return decodeMessage(buf, FilterSubscribeRequestFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface FilterSubscribeResponseFields {
  requestId?: string
  statusCode?: number
  statusDesc?: string
}

export const FilterSubscribeResponseFields = (() => {
  let _codec: Codec<FilterSubscribeResponseFields>

  const codec = (): Codec<FilterSubscribeResponseFields> => {
    if (_codec == null) {
      _codec = message<FilterSubscribeResponseFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.requestId != null) {
          w.uint32(10)
          w.string(obj.requestId)
        }

        if (obj.statusCode != null) {
          w.uint32(80)
          w.uint32(obj.statusCode)
        }

        if (obj.statusDesc != null) {
          w.uint32(90)
          w.string(obj.statusDesc)
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
              obj.requestId = reader.string()
              break
            }
            case 10: {
              obj.statusCode = reader.uint32()
              break
            }
            case 11: {
              obj.statusDesc = reader.string()
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
                field: `${prefix}.requestId`,
                value: reader.string()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.statusCode`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.statusDesc`,
                value: reader.string()
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

  function encode (obj: Partial<FilterSubscribeResponseFields>): Uint8Array {
    return encodeMessage(obj, FilterSubscribeResponseFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FilterSubscribeResponseFields>): FilterSubscribeResponseFields {
    return decodeMessage(buf, FilterSubscribeResponseFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface FilterPushFields {
  wakuMessage?: Uint8Array
  pubsubTopic?: string
}

export const FilterPushFields = (() => {
  let _codec: Codec<FilterPushFields>

  const codec = (): Codec<FilterPushFields> => {
    if (_codec == null) {
      _codec = message<FilterPushFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.wakuMessage != null) {
          w.uint32(10)
          w.bytes(obj.wakuMessage)
        }

        if (obj.pubsubTopic != null) {
          w.uint32(18)
          w.string(obj.pubsubTopic)
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
              obj.wakuMessage = reader.bytes()
              break
            }
            case 2: {
              obj.pubsubTopic = reader.string()
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
                field: `${prefix}.wakuMessage`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.pubsubTopic`,
                value: reader.string()
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

  function encode (obj: Partial<FilterPushFields>): Uint8Array {
    return encodeMessage(obj, FilterPushFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<FilterPushFields>): FilterPushFields {
    return decodeMessage(buf, FilterPushFields.codec(), opts)
  }

  return { codec, encode, decode }
})()
