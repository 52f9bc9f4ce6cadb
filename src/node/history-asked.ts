/** Whom to ask for history, and how closely to look. */
export interface HistoryAsked {
  /** A multiaddr that ends in a peer id. Default: the own archive, or a store node that is known. */
  readonly peer?: string
  /** Look at the proofs of messages out of the own archive, too; those of other nodes are looked at always. Default: false. */
  readonly checksProofs?: boolean
}
