import { BoundedMap } from '../foundation/index.ts'
import { decodeWakuMessage, encodeWakuMessage, type WakuMessage } from '../message/index.ts'
import { gossipMessageKey, type Relay, RelayError } from '../relay/index.ts'
import { lightPushStatus, type PushedMessage, type PushVerdict } from '../services/lightpush/index.ts'
import { type ProofAttacher, SpamProtectionError, type Verdict } from '../spam-protection/index.ts'
import type { MessageValidator } from './message-judging.ts'
import { NodeError } from './node-error.ts'
import type { ProofQuota } from './proof-quota.ts'
import { NOTHING_LEFT_FOR_OTHERS, type PushRefusal, refusalOf, refused, unprovenOf } from './push-refusals.ts'
import type { ShardRules } from './shard-rules.ts'

/** Valid messages that reached nobody, remembered so that pushing them again can succeed. */
const MAX_UNSENT_MESSAGES = 1_024

/** Proofs being made for others at once: each holds a prover's thread for a second. */
const MAX_PROOFS_UNDER_WAY = 4

export interface LightPushDeskComponents {
  readonly validator: Pick<MessageValidator, 'validate'>
  readonly relay: Pick<Relay<Verdict>, 'topics' | 'publish' | 'subscribers'>
  readonly rules: ShardRules
  /** Set: messages that come without a proof get one of the own membership. */
  readonly attaching?: { readonly attacher: Pick<ProofAttacher, 'attach'>; readonly quota: ProofQuota }
}

/**
 * Publishes what clients push: judged by the validator as a message from any neighbour is, and only then relayed. A
 * message that is in the network already is a success: clients push to several nodes at once.
 */
export class LightPushDesk {
  readonly #components: LightPushDeskComponents
  /** The accepting verdicts, by GossipSub's key. */
  readonly #unsent = new BoundedMap<string, Verdict>(MAX_UNSENT_MESSAGES)
  #proofsUnderWay = 0

  constructor(components: LightPushDeskComponents) {
    this.#components = components
  }

  async publish(pushed: PushedMessage): Promise<PushVerdict> {
    const decoded = decodeWakuMessage(pushed.data)
    if (!decoded.ok) {
      return decoded.defect === 'too_large'
        ? refusalOf('message_too_large')
        : refused(lightPushStatus.badRequest, `the message cannot be read: ${decoded.defect}`)
    }
    const { message } = decoded
    const { contentTopic } = message
    const pubsubTopic = this.#topicOf({ contentTopic, ...(pushed.pubsubTopic && { pubsubTopic: pushed.pubsubTopic }) })
    if (typeof pubsubTopic !== 'string') return pubsubTopic
    const unrelayed = this.refusalOf(pubsubTopic)
    if (unrelayed !== undefined) return unrelayed
    const data = message.rateLimitProof === undefined ? await this.#prove(pubsubTopic, message, pushed) : pushed.data
    return data instanceof Uint8Array ? this.#relay({ pubsubTopic, data, peerId: pushed.peerId }) : data
  }

  /** Why nothing on this pubsub topic is relayed here; undefined when it is. */
  refusalOf(pubsubTopic: string): PushRefusal | undefined {
    if (this.#components.relay.topics.includes(pubsubTopic)) return undefined
    return refused(lightPushStatus.unsupportedPubsubTopic, `this node does not relay ${pubsubTopic}`)
  }

  #topicOf(message: { contentTopic: string; pubsubTopic?: string }): string | PushVerdict {
    try {
      return this.#components.rules.pubsubTopicFor(message)
    } catch (error) {
      if (!(error instanceof NodeError)) throw error
      const isWrongShard = error.code === 'wrong_shard'
      const status = isWrongShard ? lightPushStatus.unsupportedPubsubTopic : lightPushStatus.invalidMessage
      return refused(status, error.message)
    }
  }

  async #relay(input: { pubsubTopic: string; data: Uint8Array; peerId: string }): Promise<PushVerdict> {
    const key = gossipMessageKey(input)
    const verdict = await this.#components.validator.validate(input)
    if (verdict.action === 'accept') return this.#send(key, input, verdict)
    if (verdict.reason !== 'duplicate_share') return refusalOf(verdict.reason)
    const unsent = this.#unsent.get(key)
    return unsent ? this.#send(key, input, unsent) : this.#known(input.pubsubTopic)
  }

  async #send(
    key: string,
    { pubsubTopic, data }: { pubsubTopic: string; data: Uint8Array },
    verdict: Verdict,
  ): Promise<PushVerdict> {
    try {
      const { recipients } = await this.#components.relay.publish(pubsubTopic, data, verdict)
      if (recipients > 0) {
        this.#unsent.delete(key)
        return { ok: true, relayPeerCount: recipients }
      }
      this.#unsent.set(key, verdict)
      return NOBODY
    } catch (error) {
      if (!(error instanceof RelayError)) throw error
      if (error.code === 'duplicate_message') return this.#known(pubsubTopic)
      return refused(lightPushStatus.serviceUnavailable, error.message)
    }
  }

  /** The message has come by the relay: those who had it from there are as many as subscribe. */
  #known(pubsubTopic: string): PushVerdict {
    const relayPeerCount = this.#components.relay.subscribers(pubsubTopic).length
    return relayPeerCount > 0 ? { ok: true, relayPeerCount } : NOBODY
  }

  /** The message with a proof of the own membership; as it came when none is offered; or why there is none to be had. */
  async #prove(
    pubsubTopic: string,
    message: WakuMessage,
    { data, peerId }: PushedMessage,
  ): Promise<Uint8Array | PushVerdict> {
    const { attaching, rules } = this.#components
    if (attaching === undefined) return data
    const { attacher, quota } = attaching
    if (this.#proofsUnderWay >= MAX_PROOFS_UNDER_WAY) {
      return refused(lightPushStatus.serviceUnavailable, 'too many proofs are being made: try again in a moment')
    }
    if (!quota.take(peerId)) return NOTHING_LEFT_FOR_OTHERS
    this.#proofsUnderWay++
    try {
      rules.checkSignature(pubsubTopic, message)
      return encodeWakuMessage((await attacher.attach(message)).message)
    } catch (error) {
      quota.giveBack(peerId)
      if (error instanceof NodeError) return refused(lightPushStatus.invalidMessage, error.message)
      if (error instanceof SpamProtectionError) return unprovenOf(error)
      throw error
    } finally {
      this.#proofsUnderWay--
    }
  }
}

const NOBODY = refused(lightPushStatus.noPeersToRelay, 'no peers to relay the message to')
