import { RoomError } from '../foundation/index.ts'

/** Why the network room refused something. */
export const networkErrorCodes = [
  /** An address to listen on or to announce is not a multiaddr. */
  'invalid_listen_address',
  /** The node key is neither 32 bytes of secp256k1 nor a libp2p private key. */
  'invalid_node_key',
  /** The address of a peer is not a multiaddr. */
  'invalid_peer_address',
  /** The address of a peer does not end in its peer id. */
  'peer_id_missing',
  /** A peer could not be reached, or did not agree on encryption, muxer or identity. */
  'dial_failed',
] as const

export type NetworkErrorCode = (typeof networkErrorCodes)[number]

export class NetworkError extends RoomError<NetworkErrorCode> {}
