import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import type { Metrics, Startable } from '../foundation/index.ts'
import { MAX_INBOUND_STREAMS_PER_CONNECTION } from './connection-limits.ts'
import { FloodGuard, type FloodGuardComponents } from './flood-guard.ts'
import { lingerUntilClosed, readFrame, writeFrame } from './frame-stream.ts'
import { NetworkError } from './network-error.ts'
import { createRequestMetrics, type RequestMetrics, type ServiceOutcome } from './request-metrics.ts'
import { RequestPace } from './request-pace.ts'
import { type QuotaVerdict, RequestQuota } from './request-quota.ts'
import type { RequestRefusal, RequestService } from './request-response.ts'

/**
 * Streams of one protocol that one peer may hold open, half-open ones included, unless the service says otherwise. An honest
 * client asks one by one.
 */
export const MAX_REQUEST_STREAMS_PER_PEER = 8

/** Streams of one protocol from all peers, unless the service says otherwise: requests of 150 KiB make 38 MiB. */
export const MAX_REQUEST_STREAMS = 256

/** A peer that has not sent its whole request in this time is cut off, however steadily it trickles. */
export const REQUEST_READ_TIMEOUT_MS = 10_000

/** From the opened stream to the sent response. A peer that reads its response too slowly is cut off. */
export const EXCHANGE_TIMEOUT_MS = 30_000

/** What a peer may send besides its request before its stream is reset: room for what muxers deliver in one piece. */
const MAX_UNREAD_BYTES = 64 * 1024

/**
 * A stream too many counts half of a request too many: it costs half as much, and an application that sends all it has in
 * one go opens as many without meaning harm.
 */
const STREAM_REFUSAL_SHARE = 0.5

/**
 * Requests that are served begin this long after one another where a quota does not allow more: one may take a millisecond or
 * two of the event loop, and leaves the greater part of it to relay.
 */
const MAX_SPACING_MS = 5

/** A service is not held to less than twice the rate that it is allowed for ever. */
const SPACING_SHARE = 0.5

// Made once: an error costs a tenth of what a refusal does, for a trace that nobody reads.
const OVER_QUOTA = new NetworkError('too_many_requests', 'the peer is over its quota')
const TOO_MANY_STREAMS = new NetworkError('too_many_requests', 'too many streams are open')

export interface RequestServerComponents extends FloodGuardComponents {
  readonly host: Pick<Libp2p, 'handle' | 'unhandle'>
  readonly metrics: Metrics
}

/** Serves one protocol to all peers: reads requests, within their limits, and writes what the service answers. */
export class RequestServer<Request, Response> implements Startable {
  readonly #components: RequestServerComponents
  readonly #service: RequestService<Request, Response>
  readonly #quota: RequestQuota
  readonly #guard: FloodGuard
  readonly #streams: { readonly perPeer: number; readonly total: number }
  readonly #metrics: RequestMetrics
  readonly #openByPeer = new Map<string, number>()
  readonly #exchanges = new Map<AbortController, Promise<void>>()
  readonly #servingPace: RequestPace
  readonly #refusingPace: RequestPace

  constructor(components: RequestServerComponents, service: RequestService<Request, Response>) {
    this.#components = components
    this.#service = service
    this.#quota = new RequestQuota(components.clock, service.quota)
    this.#guard = new FloodGuard(components, service.protocol.id)
    this.#streams = service.streams ?? { perPeer: MAX_REQUEST_STREAMS_PER_PEER, total: MAX_REQUEST_STREAMS }
    const { refillPerSecond } = service.quota.global
    this.#servingPace = new RequestPace(
      components.clock,
      Math.min(MAX_SPACING_MS, (SPACING_SHARE * 1_000) / refillPerSecond),
    )
    this.#refusingPace = new RequestPace(components.clock, 0)
    this.#metrics = createRequestMetrics(components.metrics)
    this.#metrics.limit.set(refillPerSecond, { service: service.protocol.id })
  }

  /** Takes requests from now on. May be called before the host is started, so that no early peer is turned away. */
  async start(): Promise<void> {
    // The limit is held in `#onStream`, over all connections of a peer: libp2p would refuse without telling, and nobody
    // would know of a flood.
    const limits = { maxInboundStreams: MAX_INBOUND_STREAMS_PER_CONNECTION }
    await this.#components.host.handle(this.#service.protocol.id, this.#onStream, limits)
  }

  /** Takes no more requests and resets the streams of those under way. */
  async stop(): Promise<void> {
    await this.#components.host.unhandle(this.#service.protocol.id)
    const reason = new NetworkError('request_aborted', 'the service is being stopped')
    for (const controller of this.#exchanges.keys()) controller.abort(reason)
    await Promise.all(this.#exchanges.values())
  }

  readonly #onStream = (stream: Stream, connection: Connection): void => {
    const peerId = connection.remotePeer.toString()
    if (this.#guard.hangsUpOnReturner(connection)) {
      this.#count('flooding')
      return
    }
    const open = this.#openByPeer.get(peerId) ?? 0
    const isOwnFault = open >= this.#streams.perPeer
    if (isOwnFault || this.#exchanges.size >= this.#streams.total) {
      this.#count('too_many_streams')
      if (isOwnFault && this.#hangsUp(connection, STREAM_REFUSAL_SHARE)) return
      stream.abort(TOO_MANY_STREAMS)
      return
    }
    this.#openByPeer.set(peerId, open + 1)
    const controller = new AbortController()
    const done = this.#serve(stream, connection, controller).finally(() => {
      this.#exchanges.delete(controller)
      const left = this.#openByPeer.get(peerId)! - 1
      if (left === 0) this.#openByPeer.delete(peerId)
      else this.#openByPeer.set(peerId, left)
    })
    this.#exchanges.set(controller, done)
  }

  /** One exchange, to the end of its stream. Never rejects. */
  async #serve(stream: Stream, connection: Connection, controller: AbortController): Promise<void> {
    const { clock, logger } = this.#components
    const peerId = connection.remotePeer.toString()
    const { id } = this.#service.protocol
    const onClose = (): void => controller.abort(new NetworkError('stream_failed', 'the peer has gone'))
    stream.addEventListener('close', onClose)
    stream.maxReadBufferLength = MAX_UNREAD_BYTES + this.#service.protocol.request.maxBytes
    const cancel = clock.after(EXCHANGE_TIMEOUT_MS, () => controller.abort(timedOut('the exchange')))
    try {
      this.#count(await this.#exchange(stream, connection, controller))
      cancel()
      stream.removeEventListener('close', onClose)
      await lingerUntilClosed(stream, clock, controller.signal)
    } catch (error) {
      const isPeers = error instanceof NetworkError
      this.#count(isPeers ? error.code : 'failed')
      if (isPeers) logger.debug('a request was not served', { service: id, peerId, code: error.code })
      else logger.error('a service failed to answer a request', { service: id, peerId, error })
      stream.abort(error instanceof Error ? error : new Error('the service failed'))
    } finally {
      cancel()
      stream.removeEventListener('close', onClose)
    }
  }

  async #exchange(stream: Stream, connection: Connection, controller: AbortController): Promise<ServiceOutcome> {
    const peerId = connection.remotePeer.toString()
    const { clock } = this.#components
    const { protocol, handle } = this.#service
    const { signal } = controller
    const payload = await this.#read(stream, peerId, controller)
    if (payload === 'over_own' && this.#hangsUp(connection)) return 'rejected'
    const isRefused = typeof payload === 'string'
    await unlessAborted((isRefused ? this.#refusingPace : this.#servingPace).turn(), signal)
    if (isRefused) return this.#refuse(stream, 'over_quota', signal)
    this.#metrics.bytes.add(payload.length, { service: protocol.id, direction: 'in' })
    const request = protocol.request.decode(payload)
    if (request === undefined) return this.#refuse(stream, 'undecodable', signal)
    const startedAtMs = clock.monotonicMs()
    const response = await unlessAborted(handle(request, { peerId, signal }), signal)
    this.#metrics.handlingSeconds.observe((clock.monotonicMs() - startedAtMs) / 1000, { service: protocol.id })
    await this.#respond(stream, response, signal)
    return 'served'
  }

  /**
   * The request's bytes, or over which quota it is. That is asked when the first byte comes: what is over it shall cost
   * nothing, and clients open streams ahead of need, which are no requests until something comes on them. Streams that end
   * without a byte count, or opening them would be free.
   */
  async #read(
    stream: Stream,
    peerId: string,
    controller: AbortController,
  ): Promise<Uint8Array | Exclude<QuotaVerdict, 'within'>> {
    let verdict: QuotaVerdict = 'within'
    const cancel = this.#components.clock.after(REQUEST_READ_TIMEOUT_MS, () =>
      controller.abort(timedOut('the request')),
    )
    const admit = (): void => {
      verdict = this.#quota.take(peerId)
      if (verdict !== 'within') throw OVER_QUOTA
    }
    try {
      return await readFrame(stream, this.#service.protocol.request.maxBytes, controller.signal, admit)
    } catch (error) {
      if (verdict === 'within') throw error
      return verdict
    } finally {
      cancel()
    }
  }

  #hangsUp(connection: Connection, share = 1): boolean {
    const isHungUp = this.#guard.hangsUpAfterRefusal(connection, share * this.#quota.refusalWeight)
    if (isHungUp) this.#count('flooding')
    return isHungUp
  }

  async #refuse(stream: Stream, reason: RequestRefusal, signal: AbortSignal): Promise<ServiceOutcome> {
    const { refuse } = this.#service
    if (refuse === undefined) stream.abort(new NetworkError('too_many_requests', `the request is refused: ${reason}`))
    else await this.#respond(stream, refuse(reason), signal)
    return reason === 'over_quota' ? 'rejected' : reason
  }

  async #respond(stream: Stream, response: Response, signal: AbortSignal): Promise<void> {
    const { id, response: codec } = this.#service.protocol
    if (codec === undefined) return await stream.close({ signal })
    const payload = codec.encode(response)
    if (payload.length > codec.maxBytes) throw new Error(`a response of ${payload.length} bytes`)
    await writeFrame(stream, payload, signal)
    this.#metrics.bytes.add(payload.length, { service: id, direction: 'out' })
  }

  #count(state: ServiceOutcome): void {
    this.#metrics.served.add(1, { service: this.#service.protocol.id, state })
  }
}

function timedOut(what: string): NetworkError {
  return new NetworkError('request_timed_out', `${what} took too long`)
}

/** The promise's outcome, or the signal's reason when that comes first. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    if (signal.aborted) reject(signal.reason)
    promise.then(resolve, reject)
  })
}
