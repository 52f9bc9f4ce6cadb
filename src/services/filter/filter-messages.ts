/** What a client asks of a filter node; the number is the one on the wire. */
export const filterRequestTypes = { ping: 0, subscribe: 1, unsubscribe: 2, unsubscribe_all: 3 } as const

export type FilterRequestType = keyof typeof filterRequestTypes

export interface FilterSubscribeRequest {
  /** The client's, at most 128 characters; the answer repeats it. */
  readonly requestId: string
  /** `unknown`: a number that no version of the protocol has. */
  readonly type: FilterRequestType | 'unknown'
  /** Missing in a ping, and where the client leaves it out. */
  readonly pubsubTopic?: string
  readonly contentTopics: readonly string[]
}

export interface FilterSubscribeResponse {
  /** Of the request; `N/A` where it was not read. */
  readonly requestId: string
  /** One of `filterStatus`, or what a newer node has. */
  readonly statusCode: number
  /** What is wrong, for people. */
  readonly statusDesc?: string
}

/** A message on its way from a filter node to a subscriber. */
export interface FilterPush {
  /** The message's bytes as they were relayed, its proof included. */
  readonly data: Uint8Array
  /** Always there: nwaku refuses a push without it. */
  readonly pubsubTopic: string
}
