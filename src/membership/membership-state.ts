/**
 * Where a membership is in its life. `unknown`: never registered, or erased with its deposit released.
 *
 *     active ──> grace ──> expired ──> erased ──> unknown
 *       ^  extend  │          │           │
 *       └──────────┘          └──> slashed <── (from every state with a deposit, for ever)
 */
export type MembershipState = 'unknown' | 'active' | 'grace' | 'expired' | 'erased' | 'slashed'

/** What the contract says of one identity as of one block. Times are seconds of block time, never block numbers. */
export interface MembershipFacts {
  readonly isSlashed: boolean
  /** The deposit of an erased membership; undefined when there is none. */
  readonly deposit?: { readonly amount: bigint; readonly releaseTimeSeconds: number | undefined } | undefined
  /** Undefined when it is not in the set. */
  readonly membership?:
    | {
        readonly index: number
        readonly rateLimit: number
        readonly holder: string
        readonly token: string
        readonly depositAmount: bigint
        readonly gracePeriodStartSeconds: number
        readonly gracePeriodDurationSeconds: number
      }
    | undefined
}

export interface MembershipStatus extends MembershipFacts {
  readonly state: MembershipState
  /** The block's time the state holds for. */
  readonly blockTimeSeconds: number
  /** When it can be extended, and erased by its holder, for the first time. */
  readonly graceStartsAtSeconds?: number | undefined
  /** From then on anybody may erase it, and it cannot be extended. */
  readonly expiresAtSeconds?: number | undefined
}

/**
 * The state at a block's time, by the contract's own comparisons: grace begins at its first second, and so does expiry.
 * An expired membership still is in the tree and still can prove.
 */
export function membershipStatusAt(facts: MembershipFacts, blockTimeSeconds: number): MembershipStatus {
  const { membership } = facts
  if (facts.isSlashed) return { ...facts, state: 'slashed', blockTimeSeconds }
  if (membership === undefined) {
    return { ...facts, state: facts.deposit === undefined ? 'unknown' : 'erased', blockTimeSeconds }
  }
  const graceStartsAtSeconds = membership.gracePeriodStartSeconds
  const expiresAtSeconds = graceStartsAtSeconds + membership.gracePeriodDurationSeconds
  const state =
    blockTimeSeconds >= expiresAtSeconds ? 'expired' : blockTimeSeconds >= graceStartsAtSeconds ? 'grace' : 'active'
  return { ...facts, state, blockTimeSeconds, graceStartsAtSeconds, expiresAtSeconds }
}
