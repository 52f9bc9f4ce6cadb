/** What relay knows of a connected peer. */
export interface PeerStanding {
  /** Whether it relays, whatever it said when it connected. */
  readonly relays: boolean
  /** Below zero it misbehaved. */
  readonly score: number
  /** Whether it was lately the first to bring a message that was accepted: the one thing that nobody can feign. */
  readonly isUseful: boolean
}

/** Tells how peers have proved themselves. The network keeps connections by it, and does not know how it comes about. */
export interface PeerStandings {
  /** Messages that peers brought and that were accepted, since the start. */
  readonly accepted: number
  standing(peerId: string): PeerStanding
}

/** Where nothing is relayed, nobody stands out. */
export const noStandings: PeerStandings = {
  accepted: 0,
  standing: () => ({ relays: false, score: 0, isUseful: false }),
}
