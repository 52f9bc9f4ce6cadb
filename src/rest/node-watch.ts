import type { HistoryEvent, RlnEvent, SpamEvent, StatusEvent } from '../dashboard/index.ts'
import type { Clock, Logger } from '../foundation/index.ts'
import type { WakuNode } from '../node/index.ts'
import { verdictActions } from '../spam-protection/index.ts'
import type { EventLog, EventType, LoggedEvent } from './event-log.ts'
import { stringifyExactJson } from './exact-json.ts'
import { peersToJson } from './peers-json.ts'
import { type RlnStatusJson, rlnStatusToJson, spamToJson } from './rln-routes.ts'
import { healthToJson } from './status-routes.ts'
import { SAMPLE_INTERVAL_MS, VerdictHistory } from './verdict-history.ts'

/** Members caught that are told to those who watch; `/rln/v1/spam` has them all. */
export const MAX_TOLD_SPAM = 50
/** Relayed shards of which the health is told every second: those that a page lists. */
export const MAX_TOLD_TOPICS = 16
/** Peers are looked up in the peer store, which is work: less often than the rest. */
const PEERS_INTERVAL_MS = 2_000

export interface NodeWatchComponents {
  readonly node: WakuNode
  readonly log: EventLog
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Tells those who listen how the node is: the figures once a second, peers and members caught when they change. While
 * nobody listens it only keeps the counters of the last minutes.
 */
export class NodeWatch {
  readonly #components: NodeWatchComponents
  readonly #version: string
  readonly #history = new VerdictHistory()
  readonly #lastTold = new Map<EventType, string>()
  #messages = 0
  #isReadingPeers = false

  constructor(components: NodeWatchComponents, options: { readonly version: string }) {
    this.#components = components
    this.#version = options.version
  }

  /** @returns how to stop */
  start(): () => void {
    const { node, clock } = this.#components
    this.#sample()
    const stops = [
      node.onMessage(() => {
        this.#messages++
      }),
      clock.every(SAMPLE_INTERVAL_MS, () => {
        this.#sample()
        this.#tellFigures()
      }),
      clock.every(PEERS_INTERVAL_MS, () => {
        if (this.#components.log.isWanted('peers')) void this.#tellPeers()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** What a client needs to know at once of the types that are told on change only. */
  async snapshots(types: ReadonlySet<EventType>): Promise<LoggedEvent[]> {
    const { node } = this.#components
    const events: LoggedEvent[] = []
    if (types.has('history')) {
      const history: HistoryEvent = { ...this.#history.toJson(), actions: verdictActions }
      events.push({ type: 'history', data: stringifyExactJson(history) })
    }
    if (types.has('peers')) events.push(this.#tellChanged('peers', await peersToJson(node)))
    if (types.has('spam')) events.push(this.#tellChanged('spam', spamJsonOf(node)))
    return events
  }

  #sample(): void {
    const { node, clock } = this.#components
    this.#history.add({ atMs: clock.nowMs(), messages: this.#messages, verdicts: node.verdicts() })
  }

  #tellFigures(): void {
    const { log } = this.#components
    if (log.isWanted('status')) log.tell('status', stringifyExactJson(this.#status()))
    if (log.isWanted('spam')) this.#tellChanged('spam', spamJsonOf(this.#components.node))
  }

  #status(): StatusEvent {
    const { node, clock } = this.#components
    const { peerId, multiaddrs } = node
    return {
      ...statusOf(node, clock.nowMs()),
      node: { peerId, version: this.#version, multiaddrs },
      messages: this.#messages,
    }
  }

  async #tellPeers(): Promise<void> {
    if (this.#isReadingPeers) return
    this.#isReadingPeers = true
    try {
      this.#tellChanged('peers', await peersToJson(this.#components.node))
    } catch (error) {
      this.#components.logger.warn('the peers could not be told to those who watch', { error })
    } finally {
      this.#isReadingPeers = false
    }
  }

  #tellChanged(type: EventType, value: object): LoggedEvent {
    const data = stringifyExactJson(value)
    if (this.#lastTold.get(type) !== data) this.#components.log.tell(type, data)
    this.#lastTold.set(type, data)
    return { type, data }
  }
}

/** What changes all the time. Lists that may be long are left to `/rln/v1/status` and `/health`. */
function statusOf(node: WakuNode, atMs: number): Omit<StatusEvent, 'node' | 'messages'> {
  const { topicsHealth, ...health } = healthToJson(node)
  const rln = rlnStatusToJson(node, atMs)
  return {
    atMs,
    health: { ...health, ...(topicsHealth && { topicsHealth: topicsHealth.slice(0, MAX_TOLD_TOPICS) }) },
    rln: rln === undefined ? null : withoutLists(rln),
    verdicts: node.verdicts(),
  }
}

function withoutLists({ convicted, rootWindow, meshPeers, verdicts, ...rln }: RlnStatusJson): RlnEvent {
  return rln
}

function spamJsonOf(node: WakuNode): SpamEvent {
  const records = node.spam()
  return { total: records.length, records: records.slice(0, MAX_TOLD_SPAM).map(spamToJson) }
}
