import type { Connection, Libp2p, Stream, StreamMessageEvent } from '@libp2p/interface'
import type { Clock, Logger, Metrics, Startable } from '../foundation/index.ts'
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

export interface OneWayServerComponents {
  readonly host: Pick<Libp2p, 'handle' | 'unhandle'>
  readonly clock: Clock
  readonly logger: Logger
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
 * others open one a message. What is over the quota is read and dropped; a stream that is no protobuf in frames is reset.
 */
export class OneWayServer<Message> implements Startable {
  readonly #components: OneWayServerComponents
  readonly #service: OneWayService<Message>
  readonly #quota: RequestQuota
  readonly #metrics: RequestMetrics
  readonly #openByPeer = new Map<string, number>()
  readonly #streams = new Map<Stream, Promise<void>>()

  constructor(components: OneWayServerComponents, service: OneWayService<Message>) {
    this.#components = components
    this.#service = service
    this.#quota = new RequestQuota(components.clock, service.quota)
    this.#metrics = createRequestMetrics(components.metrics)
    this.#metrics.limit.set(service.quota.global.refillPerSecond, { service: service.protocol.id })
  }

  async start(): Promise<void> {
    const limits = { maxInboundStreams: MAX_ONE_WAY_STREAMS_PER_PEER }
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
    const open = this.#openByPeer.get(peerId) ?? 0
    if (open >= MAX_ONE_WAY_STREAMS_PER_PEER || this.#streams.size >= MAX_ONE_WAY_STREAMS) {
      stream.abort(new NetworkError('too_many_requests', 'too many streams are open'))
      this.#count('too_many_streams')
      return
    }
    this.#openByPeer.set(peerId, open + 1)
    const done = this.#serve(stream, peerId).finally(() => {
      this.#streams.delete(stream)
      const left = this.#openByPeer.get(peerId)! - 1
      if (left === 0) this.#openByPeer.delete(peerId)
      else this.#openByPeer.set(peerId, left)
    })
    this.#streams.set(stream, done)
  }

  /** To the end of the stream. Never rejects. */
  async #serve(stream: Stream, peerId: string): Promise<void> {
    const { clock, logger } = this.#components
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
        for (const frame of frames) this.#take(frame, peerId)
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

  #take(frame: Uint8Array, peerId: string): void {
    const { protocol, handle } = this.#service
    this.#metrics.bytes.add(frame.length, { service: protocol.id, direction: 'in' })
    const message = this.#quota.take(peerId) ? protocol.request.decode(frame) : 'over_quota'
    if (message === 'over_quota') this.#count('rejected')
    else if (message === undefined) this.#count('undecodable')
    else {
      this.#count('served')
      handle(message, peerId)
    }
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
