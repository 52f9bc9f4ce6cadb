// Generated from store.proto by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface StoreRequestFields {
  requestId?: string
  includeData?: number
  pubsubTopic?: string
  contentTopics: string[]
  timeStart?: bigint
  timeEnd?: bigint
  messageHashes: Uint8Array[]
  paginationCursor?: Uint8Array
  paginationForward?: number
  paginationLimit?: bigint
}

export const StoreRequestFields = (() => {
  let _codec: Codec<StoreRequestFields>

  const codec = (): Codec<StoreRequestFields> => {
    if (_codec == null) {
      _codec = message<StoreRequestFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.requestId != null) {
          w.uint32(10)
          w.string(obj.requestId)
        }

        if (obj.includeData != null) {
          w.uint32(16)
          w.uint32(obj.includeData)
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

        if (obj.timeStart != null) {
          w.uint32(96)
          w.uint64(obj.timeStart)
        }

        if (obj.timeEnd != null) {
          w.uint32(104)
          w.uint64(obj.timeEnd)
        }

        if (obj.messageHashes != null && obj.messageHashes.length > 0) {
          for (const value of obj.messageHashes) {
            w.uint32(162)
            w.bytes(value)
          }
        }

        if (obj.paginationCursor != null) {
          w.uint32(410)
          w.bytes(obj.paginationCursor)
        }

        if (obj.paginationForward != null) {
          w.uint32(416)
          w.uint32(obj.paginationForward)
        }

        if (obj.paginationLimit != null) {
          w.uint32(424)
          w.uint64(obj.paginationLimit)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          contentTopics: [],
          messageHashes: []
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
              obj.includeData = reader.uint32()
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
            case 12: {
              obj.timeStart = reader.uint64()
              break
            }
            case 13: {
              obj.timeEnd = reader.uint64()
              break
            }
            case 20: {
              if (opts.limits?.messageHashes != null && obj.messageHashes.length === opts.limits.messageHashes) {
                throw new MaxLengthError('Decode error - repeated field "messageHashes" had too many elements')
              }

              obj.messageHashes.push(reader.bytes())
              break
            }
            case 51: {
              obj.paginationCursor = reader.bytes()
              break
            }
            case 52: {
              obj.paginationForward = reader.uint32()
              break
            }
            case 53: {
              obj.paginationLimit = reader.uint64()
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
          contentTopics: 0,
          messageHashes: 0
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
                field: `${prefix}.includeData`,
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
            case 12: {
              yield {
                field: `${prefix}.timeStart`,
                value: reader.uint64()
              }
              break
            }
            case 13: {
              yield {
                field: `${prefix}.timeEnd`,
                value: reader.uint64()
              }
              break
            }
            case 20: {
              if (opts.limits?.messageHashes != null && obj.messageHashes === opts.limits.messageHashes) {
                throw new MaxLengthError('Streaming decode error - repeated field "messageHashes" had too many elements')
              }

              yield {
                field: `${prefix}.messageHashes[]`,
                index: obj.messageHashes,
                value: reader.bytes()
              }

              obj.messageHashes++

              break
            }
            case 51: {
              yield {
                field: `${prefix}.paginationCursor`,
                value: reader.bytes()
              }
              break
            }
            case 52: {
              yield {
                field: `${prefix}.paginationForward`,
                value: reader.uint32()
              }
              break
            }
            case 53: {
              yield {
                field: `${prefix}.paginationLimit`,
                value: reader.uint64()
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

  function encode (obj: Partial<StoreRequestFields>): Uint8Array {
    return encodeMessage(obj, StoreRequestFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreRequestFields>): StoreRequestFields {
    return decodeMessage(buf, StoreRequestFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface StoreEntryFields {
  messageHash?: Uint8Array
  message?: Uint8Array
  pubsubTopic?: string
}

export const StoreEntryFields = (() => {
  let _codec: Codec<StoreEntryFields>

  const codec = (): Codec<StoreEntryFields> => {
    if (_codec == null) {
      _codec = message<StoreEntryFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.messageHash != null) {
          w.uint32(10)
          w.bytes(obj.messageHash)
        }

        if (obj.message != null) {
          w.uint32(18)
          w.bytes(obj.message)
        }

        if (obj.pubsubTopic != null) {
          w.uint32(26)
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
              obj.messageHash = reader.bytes()
              break
            }
            case 2: {
              obj.message = reader.bytes()
              break
            }
            case 3: {
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
                field: `${prefix}.messageHash`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.message`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
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

  function encode (obj: Partial<StoreEntryFields>): Uint8Array {
    return encodeMessage(obj, StoreEntryFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreEntryFields>): StoreEntryFields {
    return decodeMessage(buf, StoreEntryFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface StoreResponseFields {
  requestId?: string
  statusCode?: number
  statusDesc?: string
  messages: StoreEntryFields[]
  paginationCursor?: Uint8Array
}

export const StoreResponseFields = (() => {
  let _codec: Codec<StoreResponseFields>

  const codec = (): Codec<StoreResponseFields> => {
    if (_codec == null) {
      _codec = message<StoreResponseFields>((obj, w, opts = {}) => {
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

        if (obj.messages != null && obj.messages.length > 0) {
          for (const value of obj.messages) {
            w.uint32(162)
            StoreEntryFields.codec().encode(value, w)
          }
        }

        if (obj.paginationCursor != null) {
          w.uint32(410)
          w.bytes(obj.paginationCursor)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          messages: []
        }

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
            case 20: {
              if (opts.limits?.messages != null && obj.messages.length === opts.limits.messages) {
                throw new MaxLengthError('Decode error - repeated field "messages" had too many elements')
              }

              obj.messages.push(StoreEntryFields.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.messages$
              }))
              break
            }
            case 51: {
              obj.paginationCursor = reader.bytes()
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
          messages: 0
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
            case 20: {
              if (opts.limits?.messages != null && obj.messages === opts.limits.messages) {
                throw new MaxLengthError('Streaming decode error - repeated field "messages" had too many elements')
              }

              for (const evt of StoreEntryFields.codec().stream(reader, reader.uint32(), `${prefix}.messages[]`, {
                limits: opts.limits?.messages$
              })) {
                yield {
                  ...evt,
                  index: obj.messages
                }
              }

              obj.messages++

              break
            }
            case 51: {
              yield {
                field: `${prefix}.paginationCursor`,
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

  function encode (obj: Partial<StoreResponseFields>): Uint8Array {
    return encodeMessage(obj, StoreResponseFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StoreResponseFields>): StoreResponseFields {
    return decodeMessage(buf, StoreResponseFields.codec(), opts)
  }

  return { codec, encode, decode }
})()
