/** What the page reads of the events a node pushes. The node may tell more; `rest` is held to this by its types. */
export interface StatusEvent {
  readonly atMs: number
  readonly health: HealthEvent
  /** null: RLN is off. */
  readonly rln: RlnEvent | null
  /** Messages judged since the start, by reason. */
  readonly verdicts: Readonly<Record<string, number>>
  readonly node: { readonly peerId: string; readonly version: string; readonly multiaddrs: readonly string[] }
  /** Messages accepted since the start. */
  readonly messages: number
}

export interface HealthEvent {
  readonly nodeHealth: string
  readonly since?: string
  readonly protocolsDetail?: readonly (HealthProblem & { readonly protocol: string; readonly health: string })[]
  readonly topicsHealth?: readonly (HealthProblem & {
    readonly pubsubTopic: string
    readonly health: string
    readonly meshPeers: number
  })[]
}

export interface HealthProblem {
  readonly since?: string
  readonly problem?: string
  readonly advice?: string
}

export interface RlnEvent {
  readonly chainId: number
  readonly contractAddress: string
  readonly isSynced: boolean
  readonly sync: {
    readonly status: string
    readonly reason: string | null
    readonly lastSyncedAtMs: number | null
    readonly endpoints: readonly EndpointEvent[]
  }
  readonly blockNumber: number
  readonly root: string
  readonly leafCount: number
  readonly epoch: number
  readonly epochSizeSeconds: number
  readonly epochEndsAtMs: number
  readonly membership: MembershipEvent | null
  readonly verificationMs: number | null
}

export interface EndpointEvent {
  readonly origin: string
  readonly failure: string | null
  readonly blockNumber: number | null
  readonly root: string | null
}

export interface MembershipEvent {
  readonly index: number | null
  readonly rateLimit: number
  readonly messagesLeftInEpoch: number
  readonly messagesUsedInEpoch: number
  readonly state: string | null
  readonly expiresAtMs: number | null
  readonly coolingDownUntilMs: number | null
}

export interface PeersEvent {
  readonly known: number
  readonly connected: number
  readonly peers: readonly PeerEvent[]
}

/** Agent and address are what the peer says of itself. */
export interface PeerEvent {
  readonly peerId: string
  readonly multiaddr: string
  readonly connectedness: string
  readonly agent: string
  readonly isStatic: boolean
  readonly score: number | null
  readonly meshShards: readonly number[]
}

export interface SpamEvent {
  readonly total: number
  readonly records: readonly SpamRecordEvent[]
}

export interface SpamRecordEvent {
  readonly idCommitment: string
  readonly epoch: number | null
  readonly detectedAtMs: number | null
  readonly memberIndex: number | null
  readonly peers: readonly string[]
  readonly fate: 'member' | 'slashed' | 'gone'
  readonly slashReport: string | null
}

/** Counters of the last minutes by column, oldest first. */
export interface HistoryEvent {
  readonly atMs: readonly number[]
  readonly messages: readonly number[]
  readonly verdicts: Readonly<Record<string, readonly number[]>>
  /** What follows from each reason. */
  readonly actions: Readonly<Record<string, 'accept' | 'ignore' | 'reject'>>
}

/** `nodes.json`: what the page shows. */
export interface NodeList {
  readonly nodes: readonly ListedNode[]
}

export interface ListedNode {
  readonly name: string
  /** Of its REST API; empty: the server the page came from. */
  readonly url: string
}
