import { RoomError } from '../foundation/index.ts'

/** Why the network room refused something. */
export const networkErrorCodes = [
  /** An address to listen on or to announce is not a multiaddr. */
  'invalid_listen_address',
  /** Key and certificate for wss cannot be read, or do not belong together. */
  'invalid_certificate',
  /** The node key is neither 32 bytes of secp256k1 nor a libp2p private key. */
  'invalid_node_key',
  /** The address of a peer is not a multiaddr. */
  'invalid_peer_address',
  /** The address of a peer does not end in its peer id. */
  'peer_id_missing',
  /** A peer could not be reached, or did not agree on encryption, muxer or identity. */
  'dial_failed',
  /** The split between relay and service peers is not two percentages that make a hundred. */
  'invalid_relay_service_ratio',
  /** A text is no Ethereum node record of the scheme "v4" with a valid signature. */
  'invalid_enr',
  /** What a node tells about itself does not fit the 300 bytes of a node record. */
  'enr_too_large',
  /** A request was to go to a peer that is not connected, and dialling was not wanted. */
  'peer_not_connected',
  /** The peer does not speak the protocol of the request. */
  'protocol_not_supported',
  /** As many requests of the protocol are under way as this node allows itself. */
  'too_many_requests',
  /** The stream of a request could not be opened, or broke. */
  'stream_failed',
  /** The other side ended the stream before its message was whole. */
  'stream_ended_early',
  /** The other side took longer than the protocol allows. */
  'request_timed_out',
  /** Whoever made the request called it off. */
  'request_aborted',
  /** A message, of the peer or our own, is longer than its protocol allows. */
  'frame_too_large',
  /** The length in front of a message is no length. */
  'frame_malformed',
  /** The peer's answer is not one of its protocol. */
  'response_undecodable',
] as const

export type NetworkErrorCode = (typeof networkErrorCodes)[number]

export class NetworkError extends RoomError<NetworkErrorCode> {}
