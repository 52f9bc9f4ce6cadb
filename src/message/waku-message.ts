/** RLN's proof and public inputs as they are on the wire (17/WAKU2-RLN-RELAY). Lengths are not checked here. */
export interface RateLimitProof {
  /** The Groth16 proof, 128 bytes, arkworks compressed. */
  readonly proof: Uint8Array
  /** 32 bytes, little-endian, as all that follow. */
  readonly merkleRoot: Uint8Array
  readonly epoch: Uint8Array
  readonly shareX: Uint8Array
  readonly shareY: Uint8Array
  readonly nullifier: Uint8Array
  readonly rlnIdentifier: Uint8Array
}

/** A message of the network (14/WAKU2-MESSAGE). */
export interface WakuMessage {
  readonly payload: Uint8Array
  /** `/application/version/name/encoding`; any well-formed text passes the codec. */
  readonly contentTopic: string
  /** How the payload is encrypted: 0 not at all or by the application, 1 by 26/WAKU2-PAYLOAD, 2 by Noise. 32 bits. */
  readonly version: number
  /** Nanoseconds since the Unix epoch, signed 64 bits. 0 when the sender named none. */
  readonly timestampNs: bigint
  /** At most 64 bytes for the application; empty when there is none. */
  readonly meta: Uint8Array
  /** The sender asks store nodes not to keep it. */
  readonly ephemeral: boolean
  readonly rateLimitProof?: RateLimitProof
}

/** The network's largest message: 150 KiB of protobuf (64/WAKU2-NETWORK; nwaku refuses more). */
export const MAX_MESSAGE_SIZE_BYTES = 153_600

/** nwaku refuses a message with a longer `meta`. */
export const MAX_META_SIZE_BYTES = 64
