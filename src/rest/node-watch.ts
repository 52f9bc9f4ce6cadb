import type { HistoryEvent, SpamEvent, StatusEvent } from '../dashboard/index.ts'
import type { Clock, Logger } from '../foundation/index.ts'
import type { WakuNode } from '../node/index.ts'
import { verdictActions } from '../spam-protection/index.ts'
import type { EventLog, EventType, LoggedEvent } from './event-log.ts'
import { stringifyExactJson } from './exact-json.ts'
import { peersToJson } from './peers-json.ts'
import { rlnStatusToJson, spamToJson } from './rln-routes.ts'
import { healthToJson } from './status-routes.ts'
import { SAMPLE_INTERVAL_MS, VerdictHistory } from './verdict-history.ts'

/** Members caught that are told to those who watch; `/rln/v1/spam` has them all. */
export const MAX_TOLD_SPAM = 50
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
        if (this.#components.log.listenerCount > 0) this.#tellFigures()
      }),
      clock.every(PEERS_INTERVAL_MS, () => {
        if (this.#components.log.listenerCount > 0) void this.#tellPeers()
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
    const { node, log, clock } = this.#components
    const atMs = clock.nowMs()
    const status: StatusEvent = {
      atMs,
      health: healthToJson(node),
      rln: rlnStatusToJson(node, atMs) ?? null,
      verdicts: node.verdicts(),
      node: { peerId: node.peerId, version: this.#version, multiaddrs: node.multiaddrs },
      messages: this.#messages,
    }
    log.tell('status', stringifyExactJson(status))
    this.#tellChanged('spam', spamJsonOf(node))
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

function spamJsonOf(node: WakuNode): SpamEvent {
  const records = node.spam()
  return { total: records.length, records: records.slice(0, MAX_TOLD_SPAM).map(spamToJson) }
}
