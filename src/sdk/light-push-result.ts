import { lightPushStatus } from '../services/lightpush/index.ts'
import { spamProtectionErrorCodes } from '../spam-protection/index.ts'

/** Why a message was not taken by one peer, or not sent at all. */
export const lightPushErrors = [
  /** No connected peer offers light push. */
  'no_peer_available',
  /** The encoder made no message, or one that cannot be written. Nothing was sent. */
  'encode_failed',
  /** The message is larger than 150 KiB. Nothing was sent. */
  'size_too_big',
  /** The payload is empty. Nothing was sent. */
  'empty_payload',
  /** 400: the peer did not understand the request. */
  'bad_request',
  /** 413: the message is larger than the peer takes. */
  'payload_too_large',
  /** 420: the message is none that the network relays, for instance because its proof does not hold. */
  'invalid_message',
  /** 421: the peer does not relay on the message's shard. */
  'unsupported_topic',
  /** 429: the peer has had enough requests, of this node or of all. */
  'too_many_requests',
  /** 500, or a code that this version does not know: the peer failed. */
  'internal_error',
  /** 503: the peer cannot serve now; or it could not be asked or did not answer, and has relayed it all the same, perhaps. */
  'unavailable',
  /** 504: the peer cannot make a proof for the message. */
  'no_rln_proof',
  /** 505: the peer has nobody to relay to. */
  'no_peers',
  /** No proof could be made here; what is spent stays spent, nothing was sent. See docs/errors.md, spam-protection. */
  ...spamProtectionErrorCodes,
] as const

export type LightPushError = (typeof lightPushErrors)[number]

export interface LightPushFailure {
  readonly error: LightPushError
  /** What is wrong, for people. */
  readonly description: string
  /** Missing when nothing was sent to anybody. */
  readonly peerId?: string
  /** When sending again can succeed, in milliseconds since the Unix epoch; missing when that is not known. */
  readonly retryAtMs?: number
}

/** What became of a message, peer by peer. */
export interface LightPushResult {
  /** Ids of the peers that relayed it. It is on its way when there is one. */
  readonly successes: readonly string[]
  readonly failures: readonly LightPushFailure[]
  /** The deterministic hash, by which store nodes know the message; missing when nothing was sent. */
  readonly messageHash?: Uint8Array
}

const errorOfStatus: Readonly<Record<number, LightPushError>> = {
  [lightPushStatus.badRequest]: 'bad_request',
  [lightPushStatus.payloadTooLarge]: 'payload_too_large',
  [lightPushStatus.invalidMessage]: 'invalid_message',
  [lightPushStatus.unsupportedPubsubTopic]: 'unsupported_topic',
  [lightPushStatus.tooManyRequests]: 'too_many_requests',
  [lightPushStatus.serviceUnavailable]: 'unavailable',
  [lightPushStatus.outOfRlnProof]: 'no_rln_proof',
  [lightPushStatus.noPeersToRelay]: 'no_peers',
}

/** What a peer's status code says. */
export function lightPushErrorOf(status: number): LightPushError {
  return errorOfStatus[status] ?? 'internal_error'
}
