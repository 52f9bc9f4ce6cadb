import { BoundedQueue, type Clock, type Logger, sleep } from '../../foundation/index.ts'
import { type ConnectedPeers, NetworkError, type RequestClient } from '../../network/index.ts'
import type { FilterPush } from './filter-messages.ts'
import type { FilterServerMetrics } from './filter-metrics.ts'

/** Messages that wait for one subscriber. Beyond it the oldest goes: who is that far behind wants the newest. */
export const MAX_WAITING_PUSHES = 512

/** Their bytes; messages are shared between subscribers, so this bounds what one of them can keep alive. */
export const MAX_WAITING_PUSH_BYTES = 2 * 1024 * 1024

/** A message that could not be pushed for this long is stale: phones lose their connection for seconds, not for minutes. */
export const MAX_PUSH_AGE_MS = 60_000

/** From opening the stream to the last byte. A phone on a bad line takes a second. */
export const PUSH_TIMEOUT_MS = 5_000

/** Nothing is pushed for this long after a failure. */
export const PUSH_RETRY_MS = 1_000

/**
 * Pushes to one subscriber under way at once, when they go well: each takes a round trip, and on a line of 150 ms one by one
 * would be six a second. It begins with one, and again after a failure, so that those that hang hold few streams.
 */
export const MAX_PUSHES_UNDER_WAY = 8

/** Failures in a row after which a subscriber is given up: it hangs, or does not want what it asked for. */
export const MAX_PUSH_FAILURES = 3

export interface FilterPushLinesComponents {
  readonly client: Pick<RequestClient<FilterPush, void>, 'request'>
  readonly peers: Pick<ConnectedPeers, 'isConnected'>
  /** Told of a subscriber to give up; drops its line. */
  readonly giveUp: (peerId: string) => void
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: FilterServerMetrics
}

interface Waiting {
  readonly push: FilterPush
  readonly sinceMs: number
}

/** What waits for one subscriber. */
interface Line {
  readonly peerId: string
  readonly waiting: BoundedQueue<Waiting>
  /** Failed, or given up because the peer went: to be pushed first. At most as many as may be under way. */
  readonly again: Waiting[]
  readonly stopping: AbortController
  bytes: number
  underWay: number
  /** How many may be under way. */
  window: number
  failures: number
  isPausing: boolean
}

/**
 * A line of messages for each subscriber, so that a slow or dead one delays nobody else. A subscriber that is away finds
 * the newest messages of the last minute when it comes back in time.
 */
export class FilterPushLines {
  readonly #components: FilterPushLinesComponents
  readonly #lines = new Map<string, Line>()
  readonly #running = new Set<Promise<void>>()

  constructor(components: FilterPushLinesComponents) {
    this.#components = components
  }

  /** Puts a message into the lines of subscribers. */
  add(peerIds: readonly string[], push: FilterPush): void {
    const waiting = { push, sinceMs: this.#components.clock.monotonicMs() }
    for (const peerId of peerIds) {
      const line = this.#lineOf(peerId)
      while (line.bytes + push.data.length > MAX_WAITING_PUSH_BYTES || line.waiting.size >= MAX_WAITING_PUSHES) {
        if (this.#shift(line) === undefined) break
        this.#count('overflowed')
      }
      line.waiting.push(waiting)
      line.bytes += push.data.length
      this.#serve(line)
    }
  }

  /** Goes on with what waits for a peer that has come back. */
  resume(peerId: string): void {
    const line = this.#lines.get(peerId)
    if (line !== undefined) this.#serve(line)
  }

  /** Forgets what waits for a subscriber. */
  drop(peerId: string): void {
    const line = this.#lines.get(peerId)
    if (line === undefined) return
    this.#lines.delete(peerId)
    line.stopping.abort(new NetworkError('request_aborted', 'the subscription has ended'))
  }

  /** Forgets everything and waits for the pushes under way to end. */
  async stop(): Promise<void> {
    for (const peerId of [...this.#lines.keys()]) this.drop(peerId)
    await Promise.all(this.#running)
  }

  #lineOf(peerId: string): Line {
    const known = this.#lines.get(peerId)
    if (known !== undefined) return known
    const waiting = new BoundedQueue<Waiting>(MAX_WAITING_PUSHES)
    const stopping = new AbortController()
    const line = { peerId, waiting, again: [], stopping, ...FRESH }
    this.#lines.set(peerId, line)
    return line
  }

  #shift(line: Line): Waiting | undefined {
    const waiting = line.waiting.shift()
    if (waiting !== undefined) line.bytes -= waiting.push.data.length
    return waiting
  }

  /** Pushes as many as may be under way, while there are any and the peer is there. */
  #serve(line: Line): void {
    while (line.underWay < line.window && !line.isPausing && !line.stopping.signal.aborted) {
      if (!this.#components.peers.isConnected(line.peerId)) return
      const next = line.again.shift() ?? this.#shift(line)
      if (next === undefined) return
      line.underWay++
      this.#track(this.#deliver(line, next))
    }
  }

  /** Never rejects. */
  async #deliver(line: Line, next: Waiting): Promise<void> {
    const isOver = await this.#push(line, next)
    line.underWay--
    if (line.stopping.signal.aborted) return
    if (isOver) line.window = Math.min(line.window + 1, MAX_PUSHES_UNDER_WAY)
    else line.again.push(next)
    this.#serve(line)
  }

  #pause(line: Line): void {
    line.window = 1
    if (line.isPausing) return
    line.isPausing = true
    const goOn = (): void => {
      line.isPausing = false
      this.#serve(line)
    }
    this.#track(sleep(this.#components.clock, PUSH_RETRY_MS, line.stopping.signal).then(goOn, () => undefined))
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#running.delete(tracked))
    this.#running.add(tracked)
  }

  /** Whether the message is out of the way. */
  async #push(line: Line, { push, sinceMs }: Waiting): Promise<boolean> {
    const { client, clock, metrics } = this.#components
    const { signal } = line.stopping
    if (clock.monotonicMs() - sinceMs > MAX_PUSH_AGE_MS) {
      this.#count('expired')
      return true
    }
    try {
      await client.request(line.peerId, push, { connectedOnly: true, timeoutMs: PUSH_TIMEOUT_MS, signal })
      line.failures = 0
      this.#count('pushed')
      metrics.pushSeconds.observe((clock.monotonicMs() - sinceMs) / 1000)
      return true
    } catch (error) {
      if (!signal.aborted) this.#failed(line, error as NetworkError)
      return false
    }
  }

  #failed(line: Line, { code, message }: NetworkError): void {
    const { giveUp, logger, metrics } = this.#components
    // Those under way together fail together.
    const isFirst = !line.isPausing
    this.#pause(line)
    if (code === 'peer_not_connected') return
    this.#count('failed')
    if (isFirst) line.failures++
    metrics.errors.add(1, { type: code === 'request_timed_out' ? 'push_timeout_failure' : 'push_failure' })
    if (line.failures < MAX_PUSH_FAILURES && code !== 'protocol_not_supported') return
    logger.info('a filter subscriber takes no messages and is forgotten', { peerId: line.peerId, error: message })
    this.#count('given_up')
    giveUp(line.peerId)
  }

  #count(outcome: string): void {
    this.#components.metrics.pushes.add(1, { outcome })
  }
}

const FRESH = { bytes: 0, underWay: 0, window: 1, failures: 0, isPausing: false }
