import type { Clock, Logger, Metrics, Random } from '../foundation/index.ts'
import type { RlnOptions } from './rln-options.ts'
import type { NetworkSharding } from './routing-info.ts'

export interface LightNodeOptions {
  /** Default: The Waku Network's cluster 1 with 8 shards. */
  readonly networkConfig?: NetworkSharding
  /** Multiaddrs of nodes that are kept connected, each with its peer id at the end. */
  readonly bootstrapPeers?: readonly string[]
  /**
   * Ask the connected nodes that this application named for others (34/WAKU2-PEER-EXCHANGE), and connect to those needed for
   * store, light push and filter. Default: true. false: nobody is dialled but who is named.
   */
  readonly discover?: boolean
  /** The network's protection from spam. Missing: messages are sent without proofs, and received unchecked. */
  readonly rln?: RlnOptions
  /** Start before `createLightNode` resolves. Default: true. */
  readonly autoStart?: boolean
  /** Told to peers. */
  readonly userAgent?: string
  readonly logger?: Logger
  readonly metrics?: Metrics
  /** For tests. */
  readonly clock?: Clock
  readonly random?: Random
}
