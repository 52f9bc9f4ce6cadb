import type { Counter, Metrics } from '../foundation/index.ts'
import { isSignedByOneOf, SIGNATURE_LENGTH } from '../message/index.ts'
import type { ReadMessage } from './message-inspection.ts'
import type { RefusalCode } from './verdict.ts'
import type { VerificationBudget } from './verification-budget.ts'

/** A shard on which only messages are relayed that the holder of one of the keys signed. */
export interface ProtectedShard {
  readonly pubsubTopic: string
  /** 33 bytes each, compressed secp256k1. */
  readonly publicKeys: readonly Uint8Array[]
}

/**
 * The signatures of messages on protected shards (57/STATUS-Simple-Scaling). The limit on their timestamps is not here: it
 * has been checked before.
 */
export class ProtectedShards {
  readonly #keys: ReadonlyMap<string, readonly Uint8Array[]>
  readonly #budget: Pick<VerificationBudget, 'take'>
  readonly #outcomes: Counter

  constructor(
    components: { readonly budget: Pick<VerificationBudget, 'take'>; readonly metrics: Metrics },
    shards: readonly ProtectedShard[],
  ) {
    this.#keys = new Map(shards.map(({ pubsubTopic, publicKeys }) => [pubsubTopic, publicKeys]))
    this.#budget = components.budget
    this.#outcomes = components.metrics.counter('waku_msg_validator_signed_outcome', 'Messages on protected shards', [
      'result',
    ])
  }

  /** Whether messages there need a signature. */
  has(pubsubTopic: string): boolean {
    return this.#keys.has(pubsubTopic)
  }

  /** Why the message is refused; undefined when it is signed, or its shard is not protected. */
  judge(pubsubTopic: string, inspected: ReadMessage, peerId: string): RefusalCode | undefined {
    const publicKeys = this.#keys.get(pubsubTopic)
    if (publicKeys === undefined) return undefined
    const refusal = this.#judgeSignature(publicKeys, pubsubTopic, inspected, peerId)
    // nwaku's names of the two, which dashboards know.
    if (refusal !== 'over_budget') this.#outcomes.add(1, { result: refusal === undefined ? 'Accept' : 'Reject' })
    return refusal
  }

  #judgeSignature(
    publicKeys: readonly Uint8Array[],
    pubsubTopic: string,
    { message, contentTopicBytes }: ReadMessage,
    peerId: string,
  ): RefusalCode | undefined {
    if (message.meta.length !== SIGNATURE_LENGTH) return 'signature_missing'
    // Milliseconds on the main thread: paid for like a proof.
    const allowance = this.#budget.take(peerId)
    if (typeof allowance === 'string') return 'over_budget'
    if (isSignedByOneOf(publicKeys, pubsubTopic, { ...message, contentTopic: contentTopicBytes })) {
      allowance.cancel()
      return undefined
    }
    allowance.spend()
    return 'signature_invalid'
  }
}
