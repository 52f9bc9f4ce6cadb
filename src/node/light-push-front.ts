import type { Clock, Random } from '../foundation/index.ts'
import { encodeWakuMessage, type WakuMessage } from '../message/index.ts'
import { type LightPushClient, lightPushStatus } from '../services/lightpush/index.ts'
import { type ProofAttacher, SpamProtectionError } from '../spam-protection/index.ts'
import type { LightMessage, LightPushAccess, LightPushOutcome } from './light-access.ts'
import type { LightPushDesk } from './light-push-desk.ts'
import { messageOf } from './message-of.ts'
import { type PushRefusal, refused, unprovenOf } from './push-refusals.ts'
import type { ServiceNodes } from './service-nodes.ts'
import type { ShardRules } from './shard-rules.ts'

export interface LightPushFrontComponents {
  readonly clock: Clock
  readonly random: Random
  readonly rules: ShardRules
  /** Of the own membership; missing without one. */
  readonly attacher?: Pick<ProofAttacher, 'attach'>
  /** Where a message goes: to light push nodes, or to this node's own desk. */
  readonly way:
    | {
        readonly client: Pick<LightPushClient, 'push'>
        readonly nodes: Pick<ServiceNodes, 'addresses' | 'failed' | 'succeeded'>
      }
    | { readonly desk: Pick<LightPushDesk, 'publish' | 'refusalOf'>; readonly peerId: string }
}

/** In the words of the client of light push. */
const NOBODY_TO_ASK = refused(lightPushStatus.serviceUnavailable, 'No suitable service peer')

/** Light push for the node's own operator: proves with the own membership what comes without a proof. */
export class LightPushFront implements LightPushAccess {
  readonly #components: LightPushFrontComponents

  constructor(components: LightPushFrontComponents) {
    this.#components = components
  }

  async push({ rateLimitProof, ...outgoing }: LightMessage): Promise<LightPushOutcome> {
    const { rules, way } = this.#components
    const pubsubTopic = rules.pubsubTopicFor(outgoing)
    const message = messageOf(this.#components, outgoing)
    // Before a message id is spent: what nobody would relay needs no proof.
    rules.checkSignature(pubsubTopic, message)
    const addresses = 'desk' in way ? [] : await way.nodes.addresses()
    const refusal = 'desk' in way ? way.desk.refusalOf(pubsubTopic) : addresses.length === 0 ? NOBODY_TO_ASK : undefined
    if (refusal !== undefined) return refusal
    const proven = rateLimitProof ? { ...message, rateLimitProof } : await this.#prove(message)
    if ('ok' in proven) return proven
    const data = encodeWakuMessage(proven)
    if ('desk' in way) return way.desk.publish({ data, pubsubTopic, peerId: way.peerId })
    const { client, nodes } = way
    const result = await client.push(addresses, { data, pubsubTopic })
    if (result.ok) nodes.succeeded(result.peer)
    else for (const { peer } of [...result.earlier, result]) if (peer !== undefined) nodes.failed(peer)
    return result
  }

  async #prove(message: WakuMessage): Promise<WakuMessage | PushRefusal> {
    const { attacher } = this.#components
    if (attacher === undefined) return message
    try {
      return (await attacher.attach(message)).message
    } catch (error) {
      if (error instanceof SpamProtectionError) return unprovenOf(error)
      throw error
    }
  }
}
