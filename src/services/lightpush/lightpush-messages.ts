/** A message that another node shall relay. */
export interface LightPushRequest {
  /** The client's, at most 128 characters; the answer repeats it. */
  readonly requestId: string
  /** Missing in version 3: the shard of the content topic. */
  readonly pubsubTopic?: string
  /** The encoded WakuMessage. */
  readonly data: Uint8Array
}

export interface LightPushResponse {
  /** Of the request; `N/A` where it was not read. */
  readonly requestId: string
  /** One of `lightPushStatus`, or what a newer node has. */
  readonly statusCode: number
  /** What is wrong, for people. */
  readonly statusDesc?: string
  /** Peers the message was sent to. */
  readonly relayPeerCount?: number
}

/** 19/WAKU2-LIGHTPUSH's answer: yes or no, and a word. */
export interface LightPushV2Response {
  readonly requestId: string
  readonly isSuccess: boolean
  readonly info?: string
}
