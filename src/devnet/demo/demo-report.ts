/** Kinds of messages from peers without a membership that the demo sends. */
export const refusedKinds = ['noProof', 'badProof', 'staleEpoch', 'unknownRoot'] as const

export type RefusedKind = (typeof refusedKinds)[number]

/** The reason code under which every neighbour must refuse each kind. */
export const expectedReasons: Readonly<Record<RefusedKind, string>> = {
  noProof: 'proof_missing',
  badProof: 'proof_invalid',
  staleEpoch: 'epoch_mismatch',
  unknownRoot: 'unknown_root',
}

export interface RefusedReport {
  readonly sent: number
  /** Neighbours that refused it under the expected reason. */
  readonly nodes: number
  readonly reason: string
  /** Nodes whose application saw it. */
  readonly delivered: number
}

/** What the demo saw happen; printed as the last line of `wakunode demo --json`. */
export interface DemoReport {
  readonly ok: boolean
  readonly chain: {
    readonly chainId: number
    readonly contract: string
    readonly token: string
    readonly block: number
  }
  readonly members: readonly { readonly index: number; readonly idCommitment: string; readonly rateLimit: number }[]
  readonly nodes: readonly {
    readonly peerId: string
    readonly multiaddr: string
    readonly rest: string
    readonly root: string
    readonly meshPeers: number
  }[]
  readonly honest: { readonly published: number; readonly expectedDeliveries: number; readonly delivered: number }
  readonly spam: {
    readonly limit: number
    readonly sent: number
    readonly relayed: number
    readonly detectedBy: number
    readonly secretRecovered: boolean
    readonly slashed: boolean
    readonly slashTx: string | null
  }
  readonly refused: Readonly<Record<RefusedKind, RefusedReport>>
  readonly afterSlash: {
    readonly contractRoot: string
    readonly sameRootOnAllNodes: boolean
    readonly sent: number
    readonly accepted: number
    readonly reasons: readonly string[]
  }
  readonly timingsMs: {
    readonly start: number
    readonly proveFirst: number
    /** Median of the proofs from prepared slots; null when all had to be made anew. */
    readonly provePrepared: number | null
    readonly verify: number
    readonly total: number
  }
}

/** What in the report is not as it must be; empty when all is well. */
export function shortcomings(report: Omit<DemoReport, 'ok'>, neighbours: number): string[] {
  const { honest, spam, refused, afterSlash } = report
  const checks: readonly (readonly [boolean, string])[] = [
    [honest.published > 0, 'no honest message was published'],
    [honest.delivered === honest.expectedDeliveries, `${honest.delivered} of ${honest.expectedDeliveries} deliveries`],
    [spam.sent > spam.limit, 'the spammer stayed within its limit'],
    [spam.relayed === spam.limit, `${spam.relayed} of the spammer's messages were relayed, its limit is ${spam.limit}`],
    [spam.detectedBy === neighbours, `${spam.detectedBy} of ${neighbours} neighbours caught the spammer`],
    [spam.secretRecovered, "the spammer's secret was not recovered"],
    [spam.slashed, 'the spammer was not slashed'],
    [afterSlash.sameRootOnAllNodes, "not all nodes have the contract's root"],
    [afterSlash.sent > 0 && afterSlash.accepted === 0, `${afterSlash.accepted} messages were accepted after the slash`],
    [afterSlash.reasons.length === afterSlash.sent, 'not every message after the slash was seen and refused'],
    ...refusedKinds.map((kind): readonly [boolean, string] => {
      const { sent, nodes, reason, delivered } = refused[kind]
      const isRefused = sent > 0 && nodes === neighbours && delivered === 0 && reason === expectedReasons[kind]
      return [isRefused, `${kind}: refused by ${nodes} of ${neighbours} as ${reason}, delivered at ${delivered}`]
    }),
  ]
  return checks.filter(([isFine]) => !isFine).map(([, shortcoming]) => shortcoming)
}
