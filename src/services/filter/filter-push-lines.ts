import { BoundedQueue, type Clock, type Logger, sleep } from '../../foundation/index.ts'
import { type ConnectedPeers, NetworkError, type RequestClient } from '../../network/index.ts'
import type { FilterPush } from './filter-messages.ts'
import type { FilterServerMetrics } from './filter-metrics.ts'

/** Messages that wait for one subscriber. Beyond it the oldest goes: who is that far behind wants the newest. */
export const MAX_WAITING_PUSHES = 64

/** Their bytes; messages are shared between subscribers, so this bounds what one of them can keep alive. */
export const MAX_WAITING_PUSH_BYTES = 2 * 1024 * 1024

/** A message that could not be pushed for this long is stale: phones lose their connection for seconds, not for minutes. */
export const MAX_PUSH_AGE_MS = 60_000

/** From opening the stream to the last byte. A phone on a bad line takes a second. */
export const PUSH_TIMEOUT_MS = 5_000

/** A push that failed is tried again after this. */
export const PUSH_RETRY_MS = 1_000

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

/** What waits for one subscriber. One push at a time is under way. */
interface Line {
  readonly peerId: string
  readonly waiting: BoundedQueue<Waiting>
  readonly stopping: AbortController
  /** Being pushed, or to be pushed first when the peer is back. */
  current: Waiting | undefined
  bytes: number
  failures: number
  isServed: boolean
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
    const waiting = { push, sinceMs: this.#components.clock.nowMs() }
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
    const line = { peerId, waiting, stopping, current: undefined, bytes: 0, failures: 0, isServed: false }
    this.#lines.set(peerId, line)
    return line
  }

  #shift(line: Line): Waiting | undefined {
    const waiting = line.waiting.shift()
    if (waiting !== undefined) line.bytes -= waiting.push.data.length
    return waiting
  }

  #serve(line: Line): void {
    if (line.isServed || !this.#components.peers.isConnected(line.peerId)) return
    line.isServed = true
    const served = this.#empty(line).finally(() => this.#running.delete(served))
    this.#running.add(served)
  }

  /** Pushes until nothing waits, the peer is gone or the subscription has ended. Never rejects. */
  async #empty(line: Line): Promise<void> {
    const { clock, peers } = this.#components
    const { signal } = line.stopping
    while (!signal.aborted && peers.isConnected(line.peerId)) {
      line.current ??= this.#shift(line)
      if (line.current === undefined) break
      const isOver = await this.#push(line, line.current)
      if (isOver) line.current = undefined
      else await sleep(clock, PUSH_RETRY_MS, signal).catch(() => undefined)
    }
    // In the step that found nothing more to do: what is added after it begins anew.
    line.isServed = false
  }

  /** Whether the message is out of the way. */
  async #push(line: Line, { push, sinceMs }: Waiting): Promise<boolean> {
    const { client, clock, metrics } = this.#components
    const { signal } = line.stopping
    if (clock.nowMs() - sinceMs > MAX_PUSH_AGE_MS) {
      this.#count('expired')
      return true
    }
    try {
      await client.request(line.peerId, push, { connectedOnly: true, timeoutMs: PUSH_TIMEOUT_MS, signal })
      line.failures = 0
      this.#count('pushed')
      metrics.pushSeconds.observe((clock.nowMs() - sinceMs) / 1000)
      return true
    } catch (error) {
      if (!signal.aborted) this.#failed(line, error as NetworkError)
      return false
    }
  }

  #failed(line: Line, { code, message }: NetworkError): void {
    const { giveUp, logger, metrics } = this.#components
    if (code === 'peer_not_connected') return
    line.failures++
    this.#count('failed')
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
