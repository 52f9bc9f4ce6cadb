/** Status codes of light push, third version, as nwaku uses them. */
export const lightPushStatus = {
  success: 200,
  badRequest: 400,
  payloadTooLarge: 413,
  /** The message is not one that other nodes would relay: for its RLN proof, mostly. */
  invalidMessage: 420,
  /** The shard is not relayed here, or not where the content topic belongs. */
  unsupportedPubsubTopic: 421,
  tooManyRequests: 429,
  internalServerError: 500,
  serviceUnavailable: 503,
  /** The node was to attach a proof and has none left to give. */
  outOfRlnProof: 504,
  /** Nobody took the message. */
  noPeersToRelay: 505,
} as const

export type LightPushFailureStatus = Exclude<(typeof lightPushStatus)[keyof typeof lightPushStatus], 200>
