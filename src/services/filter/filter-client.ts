import type { Clock, Logger, Metrics, Random, Startable } from '../../foundation/index.ts'
import type { ProofFinding, WakuMessage } from '../../message/index.ts'
import {
  type ConnectedPeers,
  OneWayServer,
  type OneWayServerComponents,
  RequestClient,
  type RequestClientComponents,
  type RequestQuotaOptions,
  type UnwelcomePeers,
} from '../../network/index.ts'
import { type FilteredMessage, FilterIntake } from './filter-intake.ts'
import type { FilterPush } from './filter-messages.ts'
import { createFilterClientMetrics } from './filter-metrics.ts'
import { filterPushProtocol, filterSubscribeProtocol } from './filter-protocol.ts'
import { type FilterOutcome, FilterRequester } from './filter-requester.ts'
import { FilterServicePeers } from './filter-service-peers.ts'
import { filterStatus } from './filter-status.ts'
import { TopicSet } from './topic-set.ts'

/** Filter nodes subscribed at: with two of them one may fail and no message is missed. */
export const DEFAULT_FILTER_REDUNDANCY = 2

/** A fifth of the time after which nwaku forgets a subscriber, and what other clients do. */
export const DEFAULT_KEEP_ALIVE_MS = 60_000

/** How often it is looked whether a node has to be pinged or replaced. */
const TEND_INTERVAL_MS = 5_000

/** A subscriber of busy topics gets bursts; what exceeds this is no network of RLN members. */
const PUSH_QUOTA: RequestQuotaOptions = {
  perPeer: { capacity: 2_000, refillPerSecond: 200 },
  global: { capacity: 4_000, refillPerSecond: 500 },
}

/** Changes of what is wanted that wait for those before them: each may take as long as a node that does not answer. */
const MAX_CHANGES_WAITING = 1_000

const TOO_MANY_CHANGES: FilterOutcome = {
  ok: false,
  status: filterStatus.serviceUnavailable,
  description: 'too many changes of subscriptions are waiting',
}

export interface FilterClientComponents {
  readonly host: RequestClientComponents['host'] & OneWayServerComponents['host']
  readonly peers: ConnectedPeers
  /** Filter nodes that may be asked, best first: peer ids of connected peers, or addresses with one. */
  readonly servicePeers: () => readonly string[] | Promise<readonly string[]>
  /** Missing: messages are handed on with their proof unchecked. */
  readonly checkProof?: (push: FilterPush, message: WakuMessage) => Promise<ProofFinding>
  readonly unwelcome?: UnwelcomePeers
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface FilterClientOptions {
  readonly redundancy?: number
  readonly keepAliveMs?: number
}

/**
 * Keeps subscribed at filter nodes to what is wanted here (12/WAKU2-FILTER): pings them, subscribes again at one that has
 * forgotten, and takes another for one that is gone or misbehaves.
 */
export class FilterClient implements Startable {
  readonly #components: FilterClientComponents
  readonly #requester: FilterRequester
  readonly #servicePeers: FilterServicePeers
  readonly #server: OneWayServer<FilterPush>
  readonly #wanted = new TopicSet()
  readonly #listeners = new Set<(received: FilteredMessage) => void>()
  #releases: (() => void)[] = []
  #lastChange: Promise<unknown> = Promise.resolve()
  #changesWaiting = 0

  constructor(components: FilterClientComponents, options: FilterClientOptions = {}) {
    const { redundancy = DEFAULT_FILTER_REDUNDANCY, keepAliveMs = DEFAULT_KEEP_ALIVE_MS } = options
    const metrics = createFilterClientMetrics(components.metrics)
    const requester = new FilterRequester({
      client: new RequestClient(components, filterSubscribeProtocol),
      random: components.random,
    })
    const wanted = this.#wanted
    const servicePeers = new FilterServicePeers(
      { ...components, candidates: components.servicePeers, requester, wanted, metrics },
      { redundancy, keepAliveMs },
    )
    const intake = new FilterIntake({
      ...components,
      metrics,
      isServicePeer: (peerId) => servicePeers.has(peerId),
      isWanted: (pubsubTopic, contentTopic) => wanted.has(pubsubTopic, contentTopic),
      deliver: (received) => this.#deliver(received),
      blame: (peerId) => servicePeers.blame(peerId),
    })
    this.#components = components
    this.#requester = requester
    this.#servicePeers = servicePeers
    this.#server = new OneWayServer(components, {
      protocol: filterPushProtocol,
      quota: PUSH_QUOTA,
      handle: (push, peerId) => void intake.take(push, peerId),
    })
  }

  async start(): Promise<void> {
    const { peers, clock } = this.#components
    this.#servicePeers.start()
    await this.#server.start()
    this.#releases = [
      peers.onDisconnected((peerId) => this.#servicePeers.lostConnection(peerId)),
      clock.every(TEND_INTERVAL_MS, () => this.#servicePeers.tend()),
    ]
  }

  /** Filter nodes are not told: they forget who does not ping. */
  async stop(): Promise<void> {
    for (const release of this.#releases.splice(0)) release()
    this.#wanted.clear()
    await this.#servicePeers.stop()
    await this.#server.stop()
  }

  /** Calls the listener with every message that was asked for. The returned function ends that. */
  onMessage(listener: (received: FilteredMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ids of the filter nodes subscribed at. */
  get servicePeers(): readonly string[] {
    return this.#servicePeers.ids
  }

  /** Wants messages from now on. It is well when one node accepts; when none does, nothing has changed. */
  subscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome> {
    return this.#inTurn(() => this.#subscribe(pubsubTopic, contentTopics))
  }

  async #subscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome> {
    const added = contentTopics.filter((topic) => !this.#wanted.has(pubsubTopic, topic))
    // Before anybody is asked: a node pushes as soon as it has accepted.
    this.#wanted.add(pubsubTopic, contentTopics)
    const outcome = await this.#servicePeers.askAny(async ({ address, subscribed }, signal) => {
      const asked = await this.#requester.change(address, 'subscribe', pubsubTopic, contentTopics, signal)
      if (asked.ok) subscribed.add(pubsubTopic, contentTopics)
      return asked
    })
    if (!outcome.ok) this.#wanted.remove(pubsubTopic, added)
    return outcome
  }

  /** Wants them no more, whatever the nodes answer. */
  unsubscribe(pubsubTopic: string, contentTopics: readonly string[]): Promise<FilterOutcome> {
    this.#wanted.remove(pubsubTopic, contentTopics)
    return this.#inTurn(() => {
      this.#wanted.remove(pubsubTopic, contentTopics)
      return this.#servicePeers.askAny(({ address, subscribed }, signal) => {
        subscribed.remove(pubsubTopic, contentTopics)
        return this.#requester.change(address, 'unsubscribe', pubsubTopic, contentTopics, signal)
      })
    })
  }

  /** Wants nothing more. */
  unsubscribeAll(): Promise<FilterOutcome> {
    this.#wanted.clear()
    return this.#inTurn(() => this.#unsubscribeAll())
  }

  async #unsubscribeAll(): Promise<FilterOutcome> {
    this.#wanted.clear()
    const outcome = await this.#servicePeers.askAny(({ address }, signal) =>
      this.#requester.unsubscribeAll(address, signal),
    )
    this.#servicePeers.clear()
    return outcome
  }

  /** Whether a filter node has a subscription of this one. */
  ping(): Promise<FilterOutcome> {
    return this.#servicePeers.askAny(({ address }, signal) => this.#requester.ping(address, signal))
  }

  /** Side by side, a subscription that fails would take back what another one of the same topics has got. */
  async #inTurn(change: () => Promise<FilterOutcome>): Promise<FilterOutcome> {
    if (this.#changesWaiting >= MAX_CHANGES_WAITING) return TOO_MANY_CHANGES
    this.#changesWaiting++
    const outcome = this.#lastChange.then(change, change)
    this.#lastChange = outcome
    return outcome.finally(() => this.#changesWaiting--)
  }

  #deliver(received: FilteredMessage): void {
    for (const listener of this.#listeners) {
      try {
        listener(received)
      } catch (error) {
        this.#components.logger.error('a listener of filter failed', { error })
      }
    }
  }
}
