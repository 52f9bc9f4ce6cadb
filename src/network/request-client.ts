import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Clock, Metrics } from '../foundation/index.ts'
import { readFrame, writeFrame } from './frame-stream.ts'
import { LingeringStreams } from './lingering-streams.ts'
import { NetworkError } from './network-error.ts'
import { parsePeerAddress } from './peer-address.ts'
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts'
import type { RequestProtocol } from './request-response.ts'

/** Requests of one protocol under way at once, to all peers, unless the client is made for more. */
export const MAX_OPEN_REQUESTS = 64

/** From opening the stream to the whole response, dialling included, unless the caller says otherwise. */
export const REQUEST_TIMEOUT_MS = 10_000

/** libp2p's name for a peer that turns down the protocol. */
const UNSUPPORTED_PROTOCOL = 'UnsupportedProtocolError'

export interface RequestClientComponents {
  readonly host: Pick<Libp2p, 'dial' | 'getConnections'>
  readonly clock: Clock
  readonly metrics: Metrics
}

export interface RequestClientOptions {
  /** Requests under way at once, to all peers. */
  readonly maxOpen?: number
}

export interface RequestOptions {
  readonly timeoutMs?: number
  /** Calls the request off. */
  readonly signal?: AbortSignal
  /** Ask over an open connection or not at all: a peer that hangs up does not want to be dialled for its reasons. */
  readonly connectedOnly?: boolean
}

/** Asks peers over one protocol: one stream a request. */
export class RequestClient<Request, Response> {
  readonly #components: RequestClientComponents
  readonly #protocol: RequestProtocol<Request, Response>
  readonly #metrics: RequestMetrics
  readonly #maxOpen: number
  readonly #lingering: LingeringStreams
  #open = 0

  constructor(
    components: RequestClientComponents,
    protocol: RequestProtocol<Request, Response>,
    { maxOpen = MAX_OPEN_REQUESTS }: RequestClientOptions = {},
  ) {
    this.#components = components
    this.#protocol = protocol
    this.#maxOpen = maxOpen
    this.#lingering = new LingeringStreams(components.clock)
    this.#metrics = createRequestMetrics(components.metrics)
  }

  /**
   * Sends a request and reads its response.
   * @param peer a peer id, or an address that ends in one
   * @throws NetworkError saying what went wrong; its message names the peer and the protocol
   */
  async request(peer: string, request: Request, options: RequestOptions = {}): Promise<Response> {
    const { id } = this.#protocol
    try {
      const response = await this.#ask(peer, request, options)
      this.#metrics.asked.add(1, { service: id, outcome: 'answered' })
      return response
    } catch (error) {
      const failure = asNetworkError(error)
      this.#metrics.asked.add(1, { service: id, outcome: failure.code })
      throw new NetworkError(failure.code, `${id} of ${peer}: ${failure.message}`, { cause: error })
    }
  }

  async #ask(peer: string, request: Request, options: RequestOptions): Promise<Response> {
    const payload = this.#protocol.request.encode(request)
    const { maxBytes } = this.#protocol.request
    if (payload.length > maxBytes) {
      throw new NetworkError('frame_too_large', `the request has ${payload.length} bytes, the protocol ${maxBytes}`)
    }
    if (this.#open >= this.#maxOpen) {
      throw new NetworkError('too_many_requests', `${this.#maxOpen} requests are under way: wait for one of them`)
    }
    const deadline = this.#deadline(options)
    this.#open++
    try {
      const connection = await this.#connectionTo(peer, deadline.signal, options.connectedOnly ?? false)
      const stream = await connection.newStream([this.#protocol.id], { signal: deadline.signal })
      return await this.#exchange(connection, stream, payload, deadline.signal)
    } catch (error) {
      throw deadline.signal.aborted ? deadline.signal.reason : error
    } finally {
      deadline.cancel()
      this.#open--
    }
  }

  async #exchange(
    { remotePeer }: Connection,
    stream: Stream,
    payload: Uint8Array,
    signal: AbortSignal,
  ): Promise<Response> {
    const { response: codec } = this.#protocol
    try {
      const [answer] = await Promise.all([
        codec === undefined ? undefined : readFrame(stream, codec.maxBytes, signal),
        writeFrame(stream, payload, signal),
      ])
      void this.#lingering.add(remotePeer.toString(), stream)
      const response = codec?.decode(answer!)
      if (codec !== undefined && response === undefined) {
        throw new NetworkError('response_undecodable', `the answer of ${answer!.length} bytes is none of the protocol`)
      }
      return response as Response
    } catch (error) {
      stream.abort(asNetworkError(error))
      throw error
    }
  }

  async #connectionTo(peer: string, signal: AbortSignal, connectedOnly: boolean): Promise<Connection> {
    const { host } = this.#components
    const address = peer.startsWith('/') ? parsePeerAddress(peer, 'peer address') : undefined
    const peerId = address?.peerId ?? peerIdFromString(peer)
    const open = host.getConnections(peerId).find(({ status }) => status === 'open')
    if (open !== undefined) return open
    if (connectedOnly) throw new NetworkError('peer_not_connected', 'the peer is not connected')
    try {
      return await host.dial(address?.multiaddr ?? peerId, { signal })
    } catch (cause) {
      throw new NetworkError('dial_failed', 'the peer could not be dialled', { cause })
    }
  }

  #deadline({ timeoutMs = REQUEST_TIMEOUT_MS, signal }: RequestOptions): { signal: AbortSignal; cancel: () => void } {
    const controller = new AbortController()
    const cancelTimer = this.#components.clock.after(timeoutMs, () => {
      controller.abort(new NetworkError('request_timed_out', `no answer within ${timeoutMs} ms`))
    })
    const onAbort = (): void => {
      controller.abort(new NetworkError('request_aborted', 'it was called off', { cause: signal?.reason }))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted) onAbort()
    const cancel = (): void => {
      cancelTimer()
      signal?.removeEventListener('abort', onAbort)
    }
    return { signal: controller.signal, cancel }
  }
}

function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error
  const message = error instanceof Error ? error.message : String(error)
  const isUnsupported = error instanceof Error && error.name === UNSUPPORTED_PROTOCOL
  return isUnsupported
    ? new NetworkError('protocol_not_supported', 'the peer does not speak it', { cause: error })
    : new NetworkError('stream_failed', message, { cause: error })
}
