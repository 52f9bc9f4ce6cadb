import type { StateStore } from '../foundation/index.ts'
import type { MembershipCredential, SyncProgress } from '../membership/index.ts'
import type { ArtifactSource, ExternalNullifierMode, KnownKey, MessageIdRange, WebWorker } from '../rln/index.ts'

/** Who sends, and where it is remembered what was sent. */
export interface LightMembership {
  /** As `readCredential` takes it out of a keystore. Secret. */
  readonly credential: MembershipCredential
  /**
   * Keeps the message ids that are spent, on disk before a message leaves: an id spent twice gives the secret away. One for
   * each device, and never copied; one node or prover at a time sends with it. A store that forgets is safe and slow: the
   * node then sends nothing before the next epoch. Closed when the node stops.
   */
  readonly stateStore: StateStore
  /** The ids this device may use, where a credential is shared out among devices. Default: all. */
  readonly messageIdRange?: MessageIdRange
}

/** Starts a Web Worker with the script `waku-rln-relay/rln/web-worker`, as the application's bundler finds it. */
export type StartWorker = () => WebWorker

/** How a network is protected from spam (17/WAKU2-RLN-RELAY), and where its members are read from. */
export interface RlnOptions {
  /** JSON-RPC over HTTP, one or several: members are read from it, and it never learns which one we are. */
  readonly rpcUrl: string | readonly string[]
  readonly chainId: number
  /** Of the membership contract. */
  readonly contractAddress: string
  /** Default: 600, The Waku Network's. */
  readonly epochSizeSeconds?: number
  /** Default: `hashed`, as nwaku >= 0.38. */
  readonly externalNullifierMode?: ExternalNullifierMode
  /** Default: the development key on the development chain, else that of The Waku Network. */
  readonly key?: KnownKey
  /** Take the development key elsewhere too, although whoever made it can forge proofs. Default: false. */
  readonly allowDevelopmentKey?: boolean
  /** Default on Node: those of the package. Elsewhere see `fetchArtifactSource`. */
  readonly artifacts?: ArtifactSource
  /** Where the membership tree outlives the node, so that the next start reads only what is new. Closed with the node. */
  readonly stateStore?: StateStore
  /** Missing: the node checks what it receives, and sends without proofs. */
  readonly membership?: LightMembership
  /** How many proofs are made ahead while nothing is sent; each then leaves within milliseconds. Default: none. */
  readonly preparedProofs?: number
  /**
   * In a browser: makes and verifies proofs on Web Workers. Called once for checking and, with a membership, for proving
   * once, on cross-origin isolated pages twice; again after a worker died. Missing: the calling thread does it. On Node
   * worker threads do, and this is not used.
   */
  readonly worker?: StartWorker
  /** Told how far the reading of the members is, until the node has started. What it throws is logged. */
  readonly onProgress?: (progress: SyncProgress) => void
}
