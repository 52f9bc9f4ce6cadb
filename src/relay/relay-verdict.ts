/**
 * What a validator decided about a message. `accept` delivers and forwards it, `ignore` drops it, `reject` drops it and
 * lowers the score of whoever sent it. `reason` comes from a closed set: it is a metric label.
 */
export interface RelayVerdict {
  readonly action: 'accept' | 'ignore' | 'reject'
  readonly reason: string
  /**
   * The message is ignored for a reason that passes. A copy that comes later, from anybody, is judged anew instead of
   * being taken for seen for two minutes.
   */
  readonly transient?: boolean
  /**
   * The message is ignored, and still its sender knows better: the `sender` whoever it is, or only a `mesh_peer` of ours,
   * which has had from us what makes this message wrong. Costs it a point of GossipSub's behaviour penalty.
   */
  readonly blame?: 'sender' | 'mesh_peer'
}

/** A message on its way in. The bytes are shared with GossipSub's cache and must not be changed. */
export interface RelayMessage {
  readonly pubsubTopic: string
  /** The message as on the wire, at most 150 KiB. */
  readonly data: Uint8Array
  /** The neighbour that sent it, not its author. */
  readonly peerId: string
}

/** Decides about one message. One that throws has not judged the message: it is ignored, and nobody is punished. */
export type RelayValidator<V extends RelayVerdict> = (message: RelayMessage) => Promise<V>

/** Verdicts that relay reaches without asking the validator. */
export const relayVerdicts = {
  /** Nobody here asked for this topic. */
  notSubscribed: { action: 'ignore', reason: 'not_subscribed', transient: true },
  /** Over 150 KiB: every Waku node refuses it. */
  tooLarge: { action: 'reject', reason: 'message_too_large' },
  /** The queue was full and its sender held the most places in it. */
  queueFull: { action: 'ignore', reason: 'queue_full', transient: true },
  /** The verdict would come after GossipSub has forgotten the message. */
  expired: { action: 'ignore', reason: 'expired_while_queued', transient: true },
  /** The validator failed: our fault, not the sender's. */
  internalError: { action: 'ignore', reason: 'internal_error', transient: true },
} as const satisfies Record<string, RelayVerdict>
