import type { Connection, Libp2p, Stream, StreamMessageEvent } from '@libp2p/interface'
import type { Metrics, Startable } from '../foundation/index.ts'
import { MAX_INBOUND_STREAMS_PER_CONNECTION } from './connection-limits.ts'
import { FloodGuard, type FloodGuardComponents } from './flood-guard.ts'
import { FrameSplitter } from './frame-splitter.ts'
import { isClosed, lingerUntilClosed } from './frame-stream.ts'
import { NetworkError } from './network-error.ts'
import { createRequestMetrics, type RequestMetrics, type ServiceOutcome } from './request-metrics.ts'
import { RequestQuota, type RequestQuotaOptions } from './request-quota.ts'
import type { RequestProtocol } from './request-response.ts'

/** Streams of one protocol from one peer. Some open one for each message and are slow to close it. */
export const MAX_ONE_WAY_STREAMS_PER_PEER = 32

/** From all peers. */
export const MAX_ONE_WAY_STREAMS = 256

/** A message that was begun must be whole within this time. Between messages a stream may rest as long as it likes. */
export const ONE_WAY_READ_TIMEOUT_MS = 10_000

export interface OneWayServerComponents extends FloodGuardComponents {
  readonly host: Pick<Libp2p, 'handle' | 'unhandle'>
  readonly metrics: Metrics
}

/** What is done with messages to which nothing is answered. */
export interface OneWayService<Message> {
  /** `request` is the message; there is no response. */
  readonly protocol: RequestProtocol<Message, void>
  /** Must not throw, and bounds what it begins. */
  readonly handle: (message: Message, peerId: string) => void
  readonly quota: RequestQuotaOptions
}

/**
 * Takes the messages of a protocol without responses, any number on a stream: nwaku keeps one stream to each receiver,
 * others open one a message. What is over the quota is read and dropped, and who goes on far beyond it is hung up; a stream
 * that is no protobuf in frames is reset.
 */
export class OneWayServer<Message> implements Startable {
  readonly #components: OneWayServerComponents
  readonly #service: OneWayService<Message>
  readonly #quota: RequestQuota
  readonly #guard: FloodGuard
  readonly #metrics: RequestMetrics
  readonly #openByPeer = new Map<string, number>()
  readonly #streams = new Map<Stream, Promise<void>>()

  constructor(components: OneWayServerComponents, service: OneWayService<Message>) {
    this.#components = components
    this.#service = service
    this.#quota = new RequestQuota(components.clock, service.quota)
    this.#guard = new FloodGuard(components, service.protocol.id)
    this.#metrics = createRequestMetrics(components.metrics)
    this.#metrics.limit.set(service.quota.global.refillPerSecond, { service: service.protocol.id })
  }

  async start(): Promise<void> {
    // The limit is held in `#onStream`, which knows of a flood then; libp2p would refuse without telling.
    const limits = { maxInboundStreams: MAX_INBOUND_STREAMS_PER_CONNECTION }
    await this.#components.host.handle(this.#service.protocol.id, this.#onStream, limits)
  }

  async stop(): Promise<void> {
    await this.#components.host.unhandle(this.#service.protocol.id)
    const reason = new NetworkError('request_aborted', 'the service is being stopped')
    for (const stream of this.#streams.keys()) stream.abort(reason)
    await Promise.all(this.#streams.values())
  }

  readonly #onStream = (stream: Stream, connection: Connection): void => {
    const peerId = connection.remotePeer.toString()
    if (this.#guard.hangsUpOnReturner(connection)) {
      this.#count('flooding')
      return
    }
    const open = this.#openByPeer.get(peerId) ?? 0
    const isOwnFault = open >= MAX_ONE_WAY_STREAMS_PER_PEER
    if (isOwnFault || this.#streams.size >= MAX_ONE_WAY_STREAMS) {
      this.#count('too_many_streams')
      if (isOwnFault && this.#hangsUp(connection)) return
      stream.abort(new NetworkError('too_many_requests', 'too many streams are open'))
      return
    }
    this.#openByPeer.set(peerId, open + 1)
    const done = this.#serve(stream, connection).finally(() => {
      this.#streams.delete(stream)
      const left = this.#openByPeer.get(peerId)! - 1
      if (left === 0) this.#openByPeer.delete(peerId)
      else this.#openByPeer.set(peerId, left)
    })
    this.#streams.set(stream, done)
  }

  /** To the end of the stream. Never rejects. */
  async #serve(stream: Stream, connection: Connection): Promise<void> {
    const { clock, logger } = this.#components
    const peerId = connection.remotePeer.toString()
    const { id, request } = this.#service.protocol
    const splitter = new FrameSplitter(request.maxBytes)
    let cancelTimeout: (() => void) | undefined
    const fail = (error: unknown): void => {
      const failure = error instanceof NetworkError ? error : new NetworkError('stream_failed', String(error))
      this.#count(failure.code)
      logger.debug('a stream of messages is cut off', { service: id, peerId, code: failure.code })
      stream.abort(failure)
    }
    const onMessage = ({ data }: StreamMessageEvent): void => {
      try {
        const frames = splitter.push(data.subarray())
        if (frames.length > 0) {
          cancelTimeout?.()
          cancelTimeout = undefined
        }
        for (const frame of frames) if (!this.#take(frame, connection)) return
        if (splitter.isWithinFrame) cancelTimeout ??= clock.after(ONE_WAY_READ_TIMEOUT_MS, () => fail(timedOut()))
      } catch (error) {
        fail(error)
      }
    }
    stream.addEventListener('message', onMessage)
    await ended(stream)
    cancelTimeout?.()
    // The peer has said everything: closing our side lets the stream go.
    await stream.close().catch(() => undefined)
    await lingerUntilClosed(stream, clock)
  }

  /** Whether the connection still stands. */
  #take(frame: Uint8Array, connection: Connection): boolean {
    const { protocol, handle } = this.#service
    const peerId = connection.remotePeer.toString()
    this.#metrics.bytes.add(frame.length, { service: protocol.id, direction: 'in' })
    const verdict = this.#quota.take(peerId)
    if (verdict !== 'within') {
      this.#count('rejected')
      return verdict === 'over_global' || !this.#hangsUp(connection)
    }
    const message = protocol.request.decode(frame)
    this.#count(message === undefined ? 'undecodable' : 'served')
    if (message !== undefined) handle(message, peerId)
    return true
  }

  #hangsUp(connection: Connection): boolean {
    const isHungUp = this.#guard.hangsUpAfterRefusal(connection, this.#quota.refusalWeight)
    if (isHungUp) this.#count('flooding')
    return isHungUp
  }

  #count(state: ServiceOutcome): void {
    this.#metrics.served.add(1, { service: this.#service.protocol.id, state })
  }
}

function timedOut(): NetworkError {
  return new NetworkError('request_timed_out', 'a message took too long')
}

/** Resolves when nothing more will arrive on the stream, for whatever reason. */
function ended(stream: Stream): Promise<void> {
  return new Promise((resolve) => {
    stream.addEventListener('end', () => resolve(), { once: true })
    stream.addEventListener('close', () => resolve(), { once: true })
    if (stream.readableEnded || isClosed(stream)) resolve()
  })
}
