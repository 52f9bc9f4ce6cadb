/**
 * What an application builds on: a light node in a browser or in Node, encoders and decoders, in the shapes that js-waku's
 * users know, and with RLN proofs on what is sent and checked on what is received. It reaches no module of Node; what a
 * browser has otherwise is handed in, and `server.ts` hands it in on Node.
 */

export {
  type ConnectedWallet,
  type ConnectWalletOptions,
  connectWallet,
  type DepositPayment,
  type Eip1193Provider,
  type Enrolment,
  formatTokens,
  type MembershipCredential,
  MembershipError,
  type MembershipErrorCode,
  type MembershipLimits,
  type MembershipPrice,
  type MembershipReport,
  StoredKeystore,
  type SyncPhase,
  type SyncProgress,
  type TokenInfo,
  type WalletChain,
  type WalletChange,
  type WalletEnrolmentRequest,
  WalletMembership,
  type WalletOutcome,
  type WalletProgress,
  type WalletSendOptions,
  type WalletStep,
  type WithdrawalOutcome,
} from '../membership/index.ts'
export { type IndexedDbStateStoreOptions, openIndexedDbStateStore } from '../storage/index.ts'
export type { ArtifactProgress } from './artifact-progress.ts'
export { type CachedArtifactSourceOptions, cachedArtifactSource } from './cached-artifact-source.ts'
export { createLightNode, createMessageProver } from './create-light-node.ts'
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
export { type FetchArtifactSourceOptions, fetchArtifactSource } from './fetch-artifact-source.ts'
export type { LightFilter, MessageCallback } from './light-filter.ts'
export {
  type ConnectedPeerInfo,
  type LightNode,
  type Protocol,
  Protocols,
  type TopicOptions,
} from './light-node.ts'
export type { LightNodeOptions } from './light-node-options.ts'
export type { LightPush, SendOptions } from './light-push.ts'
export {
  type LightPushError,
  type LightPushFailure,
  type LightPushResult,
  lightPushErrors,
} from './light-push-result.ts'
export type { LightStore, QueryOptions } from './light-store.ts'
export type { MessageProver, MessageProverOptions } from './message-prover.ts'
export {
  createNoiseDecoder,
  createNoiseEncoder,
  createSealedNoiseDecoder,
  createSealedNoiseEncoder,
  type NoiseEncoderOptions,
  type NoiseMessage,
} from './noise-codecs.ts'
export type { ProtoMessage } from './proto-message.ts'
export type { MessageQuota, QuotaListener } from './quota-meter.ts'
export type { Reception } from './reception.ts'
export type { LightMembership, RlnOptions, StartWorker } from './rln-options.ts'
export {
  createRoutingInfo,
  defaultNetworkSharding,
  type NetworkSharding,
  type RoutingInfo,
  type RoutingQuery,
} from './routing-info.ts'
export { SdkError, type SdkErrorCode, sdkErrorCodes } from './sdk-error.ts'
