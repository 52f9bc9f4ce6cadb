import {
  BoundedMap,
  bytesToHex,
  type Clock,
  type Logger,
  type Metrics,
  type Startable,
} from '../../foundation/index.ts'
import {
  type ConnectedPeers,
  RequestClient,
  type RequestClientComponents,
  type RequestQuotaOptions,
  type RequestRefusal,
  RequestServer,
  type RequestServerComponents,
  type UnwelcomePeers,
} from '../../network/index.ts'
import type { FilterPush, FilterSubscribeRequest, FilterSubscribeResponse } from './filter-messages.ts'
import { createFilterServerMetrics, type FilterServerMetrics } from './filter-metrics.ts'
import {
  filterPushProtocol,
  filterSubscribeProtocol,
  filterSubscribeQuota,
  MAX_CONTENT_TOPIC_LENGTH,
  MAX_CONTENT_TOPICS_PER_REQUEST,
} from './filter-protocol.ts'
import { FilterPushLines, MAX_PUSHES_UNDER_WAY } from './filter-push-lines.ts'
import { filterStatus } from './filter-status.ts'
import { FilterSubscriptions, type FilterSubscriptionsOptions } from './filter-subscriptions.ts'

/** A message is pushed once within this time, however often it is published; nwaku's. */
export const PUSHED_BEFORE_MS = 2 * 60_000

/** Hashes remembered for that: a hundred messages a second, more than a shard carries. */
const MAX_PUSHED_BEFORE = 16_384

/** How often it is looked whose subscription is over. */
const EXPIRY_INTERVAL_MS = 10_000

export interface FilterServerComponents {
  readonly host: RequestClientComponents['host'] & RequestServerComponents['host']
  readonly peers: ConnectedPeers
  /** Whether messages of a pubsub topic come by here. */
  readonly isRelayed: (pubsubTopic: string) => boolean
  readonly unwelcome?: UnwelcomePeers
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface FilterServerOptions extends FilterSubscriptionsOptions {
  /** Default: 30 requests a minute from one peer, as nwaku. */
  readonly quota?: RequestQuotaOptions
}

/** An accepted message that subscribers may want. */
export interface FilterMessage extends FilterPush {
  readonly contentTopic: string
  /** Deterministic, 32 bytes. */
  readonly messageHash: Uint8Array
}

/** Subscriptions of one client, for the operator. */
export interface FilterSubscriber {
  readonly peerId: string
  readonly criteria: readonly { readonly pubsubTopic: string; readonly contentTopic: string }[]
}

/** Serves clients that want some of the messages this node relays (12/WAKU2-FILTER). */
export class FilterServer implements Startable {
  readonly #components: FilterServerComponents
  readonly #metrics: FilterServerMetrics
  readonly #subscriptions: FilterSubscriptions
  readonly #server: RequestServer<FilterSubscribeRequest, FilterSubscribeResponse>
  readonly #lines: FilterPushLines
  readonly #pushedAtMs = new BoundedMap<string, number>(MAX_PUSHED_BEFORE)
  #releases: (() => void)[] = []

  constructor(components: FilterServerComponents, options: FilterServerOptions) {
    const metrics = createFilterServerMetrics(components.metrics)
    this.#components = components
    this.#metrics = metrics
    this.#subscriptions = new FilterSubscriptions(
      {
        clock: components.clock,
        isConnected: (peerId) => components.peers.isConnected(peerId),
        onForgotten: (peerId) => this.#lines.drop(peerId),
      },
      options,
    )
    this.#lines = new FilterPushLines({
      ...components,
      metrics,
      // For every subscriber, so that those that hang take nobody's place.
      client: new RequestClient(components, filterPushProtocol, { maxOpen: options.maxPeers * MAX_PUSHES_UNDER_WAY }),
      giveUp: (peerId) => void this.#subscriptions.remove(peerId),
    })
    this.#server = new RequestServer(components, {
      protocol: filterSubscribeProtocol,
      quota: options.quota ?? filterSubscribeQuota,
      handle: async (request, { peerId }) => this.#answer(request, peerId),
      refuse: (reason) => this.#refuse(reason),
    })
  }

  async start(): Promise<void> {
    const { peers, clock } = this.#components
    await this.#server.start()
    this.#releases = [
      peers.onConnected((peerId) => this.#lines.resume(peerId)),
      clock.every(EXPIRY_INTERVAL_MS, () => this.#expire()),
    ]
  }

  async stop(): Promise<void> {
    for (const release of this.#releases.splice(0)) release()
    await this.#server.stop()
    await this.#lines.stop()
    for (const peerId of this.#subscriptions.peerIds) this.#subscriptions.remove(peerId)
    this.#pushedAtMs.clear()
  }

  /** Puts a message that was accepted into the lines of those who want it. */
  relayed({ messageHash, contentTopic, ...push }: FilterMessage): void {
    const peerIds = this.#subscriptions.subscribersOf(push.pubsubTopic, contentTopic)
    if (peerIds.length === 0 || this.#wasPushed(messageHash)) return
    this.#lines.add(peerIds, push)
  }

  subscribers(): FilterSubscriber[] {
    return this.#subscriptions.peerIds.map((peerId) => {
      return { peerId, criteria: this.#subscriptions.criteriaOf(peerId) }
    })
  }

  #wasPushed(messageHash: Uint8Array): boolean {
    const timeMs = this.#components.clock.monotonicMs()
    const key = bytesToHex(messageHash)
    const pushedAtMs = this.#pushedAtMs.get(key)
    if (pushedAtMs !== undefined && timeMs - pushedAtMs < PUSHED_BEFORE_MS) return true
    this.#pushedAtMs.set(key, timeMs)
    return false
  }

  #answer(request: FilterSubscribeRequest, peerId: string): FilterSubscribeResponse {
    const { clock, logger } = this.#components
    const { requestId, type } = request
    const startedAtMs = clock.monotonicMs()
    const refusal = this.#perform(request, peerId)
    this.#metrics.requests.add(1, { type })
    this.#metrics.requestSeconds.observe((clock.monotonicMs() - startedAtMs) / 1000, { type })
    if (refusal === undefined) return { requestId, statusCode: filterStatus.ok, statusDesc: 'OK' }
    logger.debug('a filter request is refused', { peerId, type, ...refusal })
    this.#metrics.errors.add(1, { type: 'error_response' })
    return { requestId, ...refusal }
  }

  /** Does what is asked, or says why not. */
  #perform(request: FilterSubscribeRequest, peerId: string): Refused | undefined {
    const { pubsubTopic = '', contentTopics } = request
    switch (request.type) {
      case 'ping':
        return this.#subscriptions.refresh(peerId) ? undefined : NO_SUBSCRIPTION
      case 'unsubscribe_all':
        return this.#subscriptions.remove(peerId) ? undefined : NO_SUBSCRIPTION
      case 'unsubscribe': {
        const defect = topicDefect(request)
        if (defect !== undefined) return refused('badRequest', defect)
        return this.#subscriptions.unsubscribe(peerId, pubsubTopic, contentTopics) ? undefined : NO_SUBSCRIPTION
      }
      case 'subscribe': {
        const defect = topicDefect(request)
        if (defect !== undefined) return refused('badRequest', defect)
        if (!this.#components.isRelayed(pubsubTopic)) {
          return refused('serviceUnavailable', 'this node does not relay the pubsub topic')
        }
        return SUBSCRIBE_REFUSALS[this.#subscriptions.subscribe(peerId, pubsubTopic, contentTopics)]
      }
      case 'unknown':
        return refused('badRequest', 'no such type of request')
    }
  }

  #refuse(reason: RequestRefusal): FilterSubscribeResponse {
    this.#metrics.errors.add(1, { type: reason === 'undecodable' ? 'decode_rpc_failure' : 'too_many_requests' })
    const refusal =
      reason === 'undecodable'
        ? refused('badRequest', 'the request cannot be decoded')
        : refused('tooManyRequests', 'too many requests: try again in a while')
    return { requestId: 'N/A', ...refusal }
  }

  #expire(): void {
    const { peers } = this.#components
    this.#subscriptions.expire()
    const connected = this.#subscriptions.peerIds.filter((peerId) => peers.isConnected(peerId))
    this.#metrics.subscriptions.set(this.#subscriptions.peerCount)
    this.#metrics.peers.set(connected.length)
  }
}

type Refused = Pick<FilterSubscribeResponse, 'statusCode'> & { readonly statusDesc: string }

function refused(status: keyof typeof filterStatus, statusDesc: string): Refused {
  return { statusCode: filterStatus[status], statusDesc }
}

const NO_SUBSCRIPTION = refused('notFound', 'peer has no subscriptions')

const SUBSCRIBE_REFUSALS = {
  subscribed: undefined,
  too_many_criteria: refused('serviceUnavailable', 'peer has reached maximum number of filter criteria'),
  too_many_peers: refused('serviceUnavailable', 'node has reached maximum number of subscriptions'),
} as const

function topicDefect({ pubsubTopic, contentTopics }: FilterSubscribeRequest): string | undefined {
  if (pubsubTopic === undefined || contentTopics.length === 0) return 'pubsubTopic and contentTopics must be specified'
  if (contentTopics.length > MAX_CONTENT_TOPICS_PER_REQUEST) {
    return `exceeds maximum content topics: ${MAX_CONTENT_TOPICS_PER_REQUEST}`
  }
  return contentTopics.some(({ length }) => length > MAX_CONTENT_TOPIC_LENGTH)
    ? `a content topic has over ${MAX_CONTENT_TOPIC_LENGTH} characters`
    : undefined
}
