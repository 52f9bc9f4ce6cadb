// Generated from peer-exchange.proto by scripts/generate-proto.ts (protons). Do not edit.
// @ts-nocheck

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface PeerExchangeQueryFields {
  numPeers?: bigint
}

export const PeerExchangeQueryFields = (() => {
  let _codec: Codec<PeerExchangeQueryFields>

  const codec = (): Codec<PeerExchangeQueryFields> => {
    if (_codec == null) {
      _codec = message<PeerExchangeQueryFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.numPeers != null) {
          w.uint32(8)
          w.uint64(obj.numPeers)
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
              obj.numPeers = reader.uint64()
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
                field: `${prefix}.numPeers`,
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

  function encode (obj: Partial<PeerExchangeQueryFields>): Uint8Array {
    return encodeMessage(obj, PeerExchangeQueryFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerExchangeQueryFields>): PeerExchangeQueryFields {
    return decodeMessage(buf, PeerExchangeQueryFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface PeerInfoFields {
  enr?: Uint8Array
}

export const PeerInfoFields = (() => {
  let _codec: Codec<PeerInfoFields>

  const codec = (): Codec<PeerInfoFields> => {
    if (_codec == null) {
      _codec = message<PeerInfoFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.enr != null) {
          w.uint32(10)
          w.bytes(obj.enr)
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
              obj.enr = reader.bytes()
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
                field: `${prefix}.enr`,
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

  function encode (obj: Partial<PeerInfoFields>): Uint8Array {
    return encodeMessage(obj, PeerInfoFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerInfoFields>): PeerInfoFields {
    return decodeMessage(buf, PeerInfoFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface PeerExchangeResponseFields {
  peerInfos: PeerInfoFields[]
  statusCode?: number
  statusDesc?: string
}

export const PeerExchangeResponseFields = (() => {
  let _codec: Codec<PeerExchangeResponseFields>

  const codec = (): Codec<PeerExchangeResponseFields> => {
    if (_codec == null) {
      _codec = message<PeerExchangeResponseFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.peerInfos != null && obj.peerInfos.length > 0) {
          for (const value of obj.peerInfos) {
            w.uint32(10)
            PeerInfoFields.codec().encode(value, w)
          }
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
        const obj: any = {
          peerInfos: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.peerInfos != null && obj.peerInfos.length === opts.limits.peerInfos) {
                throw new MaxLengthError('Decode error - repeated field "peerInfos" had too many elements')
              }

              obj.peerInfos.push(PeerInfoFields.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.peerInfos$
              }))
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
        const obj = {
          peerInfos: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.peerInfos != null && obj.peerInfos === opts.limits.peerInfos) {
                throw new MaxLengthError('Streaming decode error - repeated field "peerInfos" had too many elements')
              }

              for (const evt of PeerInfoFields.codec().stream(reader, reader.uint32(), `${prefix}.peerInfos[]`, {
                limits: opts.limits?.peerInfos$
              })) {
                yield {
                  ...evt,
                  index: obj.peerInfos
                }
              }

              obj.peerInfos++

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

  function encode (obj: Partial<PeerExchangeResponseFields>): Uint8Array {
    return encodeMessage(obj, PeerExchangeResponseFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerExchangeResponseFields>): PeerExchangeResponseFields {
    return decodeMessage(buf, PeerExchangeResponseFields.codec(), opts)
  }

  return { codec, encode, decode }
})()

export interface PeerExchangeFields {
  query?: PeerExchangeQueryFields
  response?: PeerExchangeResponseFields
}

export const PeerExchangeFields = (() => {
  let _codec: Codec<PeerExchangeFields>

  const codec = (): Codec<PeerExchangeFields> => {
    if (_codec == null) {
      _codec = message<PeerExchangeFields>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.query != null) {
          w.uint32(10)
          PeerExchangeQueryFields.codec().encode(obj.query, w)
        }

        if (obj.response != null) {
          w.uint32(18)
          PeerExchangeResponseFields.codec().encode(obj.response, w)
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
              obj.query = PeerExchangeQueryFields.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.query
              })
              break
            }
            case 2: {
              obj.response = PeerExchangeResponseFields.codec().decode(reader, reader.uint32(), {
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
              yield * PeerExchangeQueryFields.codec().stream(reader, reader.uint32(), `${prefix}.query`, {
                limits: opts.limits?.query
              })

              break
            }
            case 2: {
              yield * PeerExchangeResponseFields.codec().stream(reader, reader.uint32(), `${prefix}.response`, {
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

  function encode (obj: Partial<PeerExchangeFields>): Uint8Array {
    return encodeMessage(obj, PeerExchangeFields.codec())
  }

  function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerExchangeFields>): PeerExchangeFields {
    return decodeMessage(buf, PeerExchangeFields.codec(), opts)
  }

  return { codec, encode, decode }
})()
