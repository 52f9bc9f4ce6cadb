import type { ProofFinding } from '../message/index.ts'

/** How a message came, and what is known of its proof. A message whose proof is invalid is not delivered at all. */
export interface Reception {
  /** `unchecked` in a network whose protection the node was not told of. */
  readonly proof: ProofFinding
  /** Who handed it over. */
  readonly peerId: string
}
