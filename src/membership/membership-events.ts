import { membershipInterface } from './contract.ts'
import { MembershipError } from './membership-error.ts'

/** A contract log, as far as it is needed. */
export interface RawLog {
  readonly blockNumber: number
  readonly blockHash: string
  readonly logIndex: number
  readonly topics: readonly string[]
  readonly data: string
}

/** What changes the set. Expiry and extension change neither leaves nor rates and are not among them. */
export type MembershipEvent =
  | { readonly kind: 'registered'; readonly idCommitment: bigint; readonly rateLimit: number; readonly index: number }
  /** Does not tell whether the leaf went too: our contract says so with `leaf_erasure`, the original's leaf must be read. */
  | { readonly kind: 'erased'; readonly idCommitment: bigint; readonly index: number }
  | {
      readonly kind: 'leaf_erasure'
      readonly idCommitment: bigint
      readonly index: number
      /** False: the leaf stays although the membership is gone. */
      readonly leafErased: boolean
    }
  | {
      readonly kind: 'slashed'
      readonly idCommitment: bigint
      readonly index: number
      readonly identitySecretHash: bigint
    }

const eventKinds = ['MembershipRegistered', 'MembershipErased', 'LeafErasure', 'MembershipSlashed'] as const

/** First topics of the events that are followed. */
export const membershipEventTopics: readonly string[] = eventKinds.map(
  (name) => membershipInterface.getEvent(name)!.topicHash,
)

/** @throws MembershipError `rpc_malformed_reply` when it is no log of ours. */
export function decodeMembershipLog(log: RawLog): MembershipEvent {
  const event = parse(log)
  const idCommitment: bigint = event.args.idCommitment
  const index = Number(event.args.index)
  switch (event.name) {
    case 'MembershipRegistered':
      return { kind: 'registered', idCommitment, index, rateLimit: Number(event.args.membershipRateLimit) }
    case 'MembershipErased':
      return { kind: 'erased', idCommitment, index }
    case 'LeafErasure':
      return { kind: 'leaf_erasure', idCommitment, index, leafErased: event.args.leafErased }
    case 'MembershipSlashed':
      return { kind: 'slashed', idCommitment, index, identitySecretHash: event.args.identitySecretHash }
    default:
      throw new MembershipError(
        'rpc_malformed_reply',
        `an RPC endpoint sent event ${event.name}, which was not asked for`,
      )
  }
}

function parse(log: RawLog): NonNullable<ReturnType<typeof membershipInterface.parseLog>> {
  let event: ReturnType<typeof membershipInterface.parseLog>
  try {
    event = membershipInterface.parseLog(log)
  } catch (error) {
    throw new MembershipError('rpc_malformed_reply', 'an RPC endpoint sent a log that does not decode', {
      cause: error,
    })
  }
  if (event === null) throw new MembershipError('rpc_malformed_reply', 'an RPC endpoint sent a log of an unknown event')
  return event
}

/** Indices whose leaf the events leave open, in ascending order. */
export function openLeaves(events: readonly MembershipEvent[]): number[] {
  const open = new Set<number>()
  for (const event of events) {
    if (event.kind === 'erased') open.add(event.index)
    else if (event.kind !== 'slashed') open.delete(event.index)
  }
  return [...open].sort((a, b) => a - b)
}
