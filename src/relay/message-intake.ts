import { type GossipsubMessage, type TopicValidatorFn, TopicValidatorResult } from '@libp2p/gossipsub'
import type { Clock, Logger } from '../foundation/index.ts'
import { MAX_MESSAGE_SIZE_BYTES } from '../message/index.ts'
import { HEARTBEAT_INTERVAL_MS, MESSAGE_CACHE_HEARTBEATS } from './gossipsub-options.ts'
import type { GossipsubRouter } from './gossipsub-router.ts'
import { gossipMessageKey } from './message-id.ts'
import { traceKeyOf } from './message-trace.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import { type RelayMessage, type RelayValidator, type RelayVerdict, relayVerdicts } from './relay-verdict.ts'
import { ValidationQueue } from './validation-queue.ts'
import { reportVerdict } from './verdict-report.ts'

/** A verdict must come this long after arrival: two heartbeats before GossipSub forgets the message. */
export const VALIDATION_DEADLINE_MS = (MESSAGE_CACHE_HEARTBEATS - 2) * HEARTBEAT_INTERVAL_MS

export interface MessageIntakeComponents<V extends RelayVerdict> {
  readonly router: GossipsubRouter
  readonly validate: RelayValidator<V>
  /** Whether messages of the topic are wanted now. */
  readonly isSubscribed: (pubsubTopic: string) => boolean
  /** Takes a message that was accepted, after it was forwarded. */
  readonly accepted: (message: RelayMessage, verdict: V) => void
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: RelayMetrics
}

interface Delivery extends RelayMessage {
  readonly messageId: string
  readonly arrivedAtMs: number
}

/** The way of a message from GossipSub through the queue and the validator to its verdict. */
export class MessageIntake<V extends RelayVerdict> {
  readonly #components: MessageIntakeComponents<V>
  readonly #queue: ValidationQueue<Delivery>
  /** A new one with each `open`. A verdict reached under another is not reported: GossipSub was emptied in between. */
  #session: symbol | undefined

  constructor(components: MessageIntakeComponents<V>) {
    this.#components = components
    this.#queue = new ValidationQueue({
      run: (delivery) => this.#judge(delivery),
      drop: (delivery) => this.#settle(delivery, relayVerdicts.queueFull),
      bytesOf: ({ data }) => data.length,
    })
    // From the beginning and for good: what arrives while relay is not open is refused, not kept by GossipSub.
    const { router } = components
    for (const topic of router.opts.allowedTopics) router.topicValidators.set(topic, this.#admit)
  }

  open(): void {
    this.#session = Symbol('session')
    this.#components.router.addEventListener('gossipsub:message', this.#onGossip)
  }

  /** Messages that wait are forgotten, what still arrives is refused. */
  close(): void {
    this.#session = undefined
    this.#queue.clear()
    this.#components.router.removeEventListener('gossipsub:message', this.#onGossip)
  }

  measure(): void {
    const { metrics } = this.#components
    metrics.waitingValidations.set(this.#queue.waiting)
    metrics.waitingBytes.set(this.#queue.waitingBytes)
    metrics.runningValidations.set(this.#queue.running)
  }

  /** The free checks, before GossipSub keeps the message: what fails them takes no place in its cache or our queue. */
  readonly #admit: TopicValidatorFn = (peer, { topic, data }) => {
    const message = { pubsubTopic: topic, data, peerId: peer.toString() }
    const refusal = this.#refusalOf(message)
    // Accept lets the message into the queue; it is reported, and forwarded, once the validator has judged it.
    if (refusal === undefined) return TopicValidatorResult.Accept
    if (refusal.transient) this.#components.router.forgetMessage(gossipMessageKey(message))
    return reportVerdict(this.#components, message, refusal)
  }

  #refusalOf({ pubsubTopic, data }: RelayMessage): RelayVerdict | undefined {
    if (this.#session === undefined || !this.#components.isSubscribed(pubsubTopic)) return relayVerdicts.notSubscribed
    return data.length > MAX_MESSAGE_SIZE_BYTES ? relayVerdicts.tooLarge : undefined
  }

  readonly #onGossip = ({ detail }: CustomEvent<GossipsubMessage>): void => {
    const peerId = detail.propagationSource.toString()
    const { topic: pubsubTopic, data } = detail.msg
    this.#components.logger.trace('message received', () => ({
      ...traceKeyOf(pubsubTopic, data),
      pubsubTopic,
      peerId,
      bytes: data.length,
    }))
    this.#queue.push(peerId, {
      pubsubTopic,
      data,
      peerId,
      messageId: detail.msgId,
      arrivedAtMs: this.#components.clock.nowMs(),
    })
  }

  async #judge(delivery: Delivery): Promise<void> {
    const session = this.#session
    const verdict = await this.#verdictInTime(delivery)
    if (this.#session !== session) return
    this.#settle(delivery, verdict)
    // None of relay's own verdicts accepts: an accepting one is the validator's.
    if (verdict.action === 'accept') this.#components.accepted(delivery, verdict as V)
  }

  #verdictInTime(delivery: Delivery): Promise<RelayVerdict> {
    const { clock } = this.#components
    const remainingMs = delivery.arrivedAtMs + VALIDATION_DEADLINE_MS - clock.nowMs()
    if (remainingMs <= 0) return Promise.resolve(relayVerdicts.expired)
    return new Promise((resolve) => {
      const cancel = clock.after(remainingMs, () => resolve(relayVerdicts.expired))
      void this.#ask(delivery).then((verdict) => {
        cancel()
        resolve(verdict)
      })
    })
  }

  /** The validator's verdict, or `internal_error` when it fails. Never rejects. */
  async #ask({ pubsubTopic, data, peerId }: Delivery): Promise<RelayVerdict> {
    const { validate, logger } = this.#components
    try {
      return await validate({ pubsubTopic, data, peerId })
    } catch (error) {
      logger.error('the message validator failed; the message is ignored', { pubsubTopic, peerId, error })
      return relayVerdicts.internalError
    }
  }

  #settle(delivery: Delivery, verdict: RelayVerdict): void {
    const { router, clock, metrics } = this.#components
    const result = reportVerdict(this.#components, delivery, verdict)
    metrics.validationSeconds.observe((clock.nowMs() - delivery.arrivedAtMs) / 1000)
    router.reportMessageValidationResult(delivery.messageId, delivery.peerId, result)
    if (verdict.transient) router.forgetMessage(delivery.messageId)
    if (this.#isToBlame(delivery, verdict)) router.penalize(delivery.peerId)
    if (verdict.action === 'accept') this.#traceForwarded(delivery)
  }

  #isToBlame({ pubsubTopic, peerId }: Delivery, { blame }: RelayVerdict): boolean {
    return (
      blame === 'sender' ||
      (blame === 'mesh_peer' && this.#components.router.getMeshPeers(pubsubTopic).includes(peerId))
    )
  }

  #traceForwarded({ pubsubTopic, data, peerId }: Delivery): void {
    const { router, logger } = this.#components
    logger.trace('message forwarded', () => ({
      ...traceKeyOf(pubsubTopic, data),
      pubsubTopic,
      meshPeers: router.getMeshPeers(pubsubTopic).filter((meshPeer) => meshPeer !== peerId).length,
    }))
  }
}
