// Generated from lightpush.proto by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface LightPushRequestFields {
  requestId?: string
  pubsubTopic?: string
  message?: Uint8Array
}

export const LightPushRequestFields = (() => {
  let _codec: Codec<LightPushRequestFields>

  const codec = (): Codec<LightPushRequestFields> => {
    if (_codec == null) {
      _codec = message<LightPushRequestFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.requestId != null) {
          w.uint32(10)
          w.string(obj.requestId)
        }

        if (obj.pubsubTopic != null) {
          w.uint32(162)
          w.string(obj.pubsubTopic)
        }

        if (obj.message != null) {
          w.uint32(170)
          w.bytes(obj.message)
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
            case 20: {
              obj.pubsubTopic = reader.string()
              break
            }
            case 21: {
              obj.message = reader.bytes()
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
            case 20: {
              yield {
                field: `${prefix}.pubsubTopic`,
                value: reader.string()
              }
              break
            }
            case 21: {
              yield {
                field: `${prefix}.message`,
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

  function encode (obj: Partial<LightPushRequestFields>): Uint8Array {
    return encodeMessage(obj, LightPushRequestFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LightPushRequestFields>): LightPushRequestFields {
    return decodeMessage(buf, LightPushRequestFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface LightPushResponseFields {
  requestId?: string
  statusCode?: number
  statusDesc?: string
  relayPeerCount?: number
}

export const LightPushResponseFields = (() => {
  let _codec: Codec<LightPushResponseFields>

  const codec = (): Codec<LightPushResponseFields> => {
    if (_codec == null) {
      _codec = message<LightPushResponseFields>((obj, w, opts = {}) => {
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

        if (obj.relayPeerCount != null) {
          w.uint32(96)
          w.uint32(obj.relayPeerCount)
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
            case 12: {
              obj.relayPeerCount = reader.uint32()
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
            case 12: {
              yield {
                field: `${prefix}.relayPeerCount`,
                value: reader.uint32()
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

  function encode (obj: Partial<LightPushResponseFields>): Uint8Array {
    return encodeMessage(obj, LightPushResponseFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LightPushResponseFields>): LightPushResponseFields {
    return decodeMessage(buf, LightPushResponseFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface PushRequestFields {
  pubsubTopic?: string
  message?: Uint8Array
}

export const PushRequestFields = (() => {
  let _codec: Codec<PushRequestFields>

  const codec = (): Codec<PushRequestFields> => {
    if (_codec == null) {
      _codec = message<PushRequestFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.pubsubTopic != null) {
          w.uint32(10)
          w.string(obj.pubsubTopic)
        }

        if (obj.message != null) {
          w.uint32(18)
          w.bytes(obj.message)
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
              obj.pubsubTopic = reader.string()
              break
            }
            case 2: {
              obj.message = reader.bytes()
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
                field: `${prefix}.pubsubTopic`,
                value: reader.string()
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

  function encode (obj: Partial<PushRequestFields>): Uint8Array {
    return encodeMessage(obj, PushRequestFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PushRequestFields>): PushRequestFields {
    return decodeMessage(buf, PushRequestFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface PushResponseFields {
  isSuccess?: boolean
  info?: string
}

export const PushResponseFields = (() => {
  let _codec: Codec<PushResponseFields>

  const codec = (): Codec<PushResponseFields> => {
    if (_codec == null) {
      _codec = message<PushResponseFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.isSuccess != null) {
          w.uint32(8)
          w.bool(obj.isSuccess)
        }

        if (obj.info != null) {
          w.uint32(18)
          w.string(obj.info)
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
              obj.isSuccess = reader.bool()
              break
            }
            case 2: {
              obj.info = reader.string()
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
                field: `${prefix}.isSuccess`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.info`,
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

  function encode (obj: Partial<PushResponseFields>): Uint8Array {
    return encodeMessage(obj, PushResponseFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PushResponseFields>): PushResponseFields {
    return decodeMessage(buf, PushResponseFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface PushRpcFields {
  requestId?: string
  request?: PushRequestFields
  response?: PushResponseFields
}

export const PushRpcFields = (() => {
  let _codec: Codec<PushRpcFields>

  const codec = (): Codec<PushRpcFields> => {
    if (_codec == null) {
      _codec = message<PushRpcFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.requestId != null) {
          w.uint32(10)
          w.string(obj.requestId)
        }

        if (obj.request != null) {
          w.uint32(18)
          PushRequestFields.codec().encode(obj.request, w)
        }

        if (obj.response != null) {
          w.uint32(26)
          PushResponseFields.codec().encode(obj.response, w)
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
            case 2: {
              obj.request = PushRequestFields.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.request
              })
              break
            }
            case 3: {
              obj.response = PushResponseFields.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.response
              })
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
            case 2: {
              yield * PushRequestFields.codec().stream(reader, reader.uint32(), `${prefix}.request`, {
                limits: opts.limits?.request
              })

              break
            }
            case 3: {
              yield * PushResponseFields.codec().stream(reader, reader.uint32(), `${prefix}.response`, {
                limits: opts.limits?.response
              })

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

  function encode (obj: Partial<PushRpcFields>): Uint8Array {
    return encodeMessage(obj, PushRpcFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PushRpcFields>): PushRpcFields {
    return decodeMessage(buf, PushRpcFields.codec(), opts)
  }

  return { codec, encode, decode }
})()
