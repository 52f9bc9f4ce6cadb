/** What an application hands over to be published. */
export interface OutgoingMessage {
  readonly payload: Uint8Array
  readonly contentTopic: string
  /** The shard; needed under static sharding only, else that of the content topic. */
  readonly pubsubTopic?: string
  readonly version?: number
  /** Nanoseconds since the Unix epoch; default: now. Decides the RLN epoch. */
  readonly timestampNs?: bigint
  readonly meta?: Uint8Array
  readonly ephemeral?: boolean
}
