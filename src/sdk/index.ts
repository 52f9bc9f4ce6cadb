/**
 * What an application builds on: a light node in a browser or in Node, encoders and decoders, in the shapes that js-waku's
 * users know, and with RLN proofs on what is sent and checked on what is received. It reaches no module of Node; what a
 * browser has otherwise is handed in, and `server.ts` hands it in on Node.
 */
export { type DecodedMessage, decodedMessageOf } from './decoded-message.ts'
export { type AnyDecodedMessage, createDecoder, type Decoder, type PayloadOpening } from './decoder.ts'
export {
  createEncoder,
  type Encoder,
  type EncoderOptions,
  type MetaSetter,
  type OutgoingMessage,
  type PayloadSealing,
} from './encoder.ts'
export {
  createEciesDecoder,
  createEciesEncoder,
  createSymmetricDecoder,
  createSymmetricEncoder,
  type DecryptedMessage,
  type EciesEncoderOptions,
  type SymmetricEncoderOptions,
} from './encrypted-codecs.ts'
export type { ProtoMessage } from './proto-message.ts'
export {
  createRoutingInfo,
  defaultNetworkSharding,
  type NetworkSharding,
  type RoutingInfo,
  type RoutingQuery,
} from './routing-info.ts'
export { SdkError, type SdkErrorCode, sdkErrorCodes } from './sdk-error.ts'
