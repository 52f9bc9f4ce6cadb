import type { Connection, Libp2p, Stream, StreamMuxer } from '@libp2p/interface'
import { BoundedMap, type Counter, type Metrics, type Startable, TokenBucket } from '../foundation/index.ts'
import { FloodGuard, type FloodGuardComponents } from './flood-guard.ts'

/**
 * Streams of all protocols together that a peer may open in one go. Far more than all services together serve and tolerate,
 * and than a peer opens that asks for all protocols it knows.
 */
export const NEW_STREAMS_AT_ONCE = 1_024

/** Streams a second that a peer may open for as long as it likes: as many as pushed messages are taken, each on one of its own. */
export const NEW_STREAMS_PER_SECOND = 200

/** Peers whose streams are remembered: many times the connections a node has. */
const MAX_REMEMBERED_PEERS = 2_048

export interface StreamGuardComponents extends FloodGuardComponents {
  readonly host: Pick<Libp2p, 'addEventListener' | 'removeEventListener'>
  readonly metrics: Metrics
}

/**
 * Hangs up on peers that open streams without end, whatever the protocol: services count what they refuse, but of streams for
 * protocols that nobody here speaks, and of libp2p's own protocols, they do not know.
 */
export class StreamGuard implements Startable {
  readonly #components: StreamGuardComponents
  readonly #guard: FloodGuard
  readonly #refused: Counter
  readonly #allowances = new BoundedMap<string, TokenBucket>(MAX_REMEMBERED_PEERS)

  constructor(components: StreamGuardComponents) {
    this.#components = components
    this.#guard = new FloodGuard(components, 'streams')
    this.#refused = components.metrics.counter(
      'waku_refused_streams_total',
      'Inbound streams for protocols that are not spoken here, and streams beyond what a peer may open',
      ['reason'],
    )
  }

  /** Watches connections that are opened from now on. */
  async start(): Promise<void> {
    this.#components.host.addEventListener('connection:open', this.#onConnection)
  }

  async stop(): Promise<void> {
    this.#components.host.removeEventListener('connection:open', this.#onConnection)
  }

  readonly #onConnection = ({ detail: connection }: CustomEvent<Connection>): void => {
    // libp2p has no event for the streams of a connection.
    const { muxer } = connection as Connection & { readonly muxer?: StreamMuxer }
    muxer?.addEventListener('stream', ({ detail: stream }) => this.#onStream(stream, connection))
  }

  #onStream(stream: Stream, connection: Connection): void {
    // What came in one piece with the stream that was one too many.
    if (connection.status !== 'open') return
    if (!this.#allowanceOf(connection.remotePeer.toString()).take()) {
      this.#refused.add(1, { reason: 'flooding' })
      this.#guard.hangUpOn(connection)
      return
    }
    stream.addEventListener('close', () => this.#onClosed(stream, connection))
  }

  #onClosed(stream: Stream, connection: Connection): void {
    const isNegotiated = stream.protocol !== ''
    if (isNegotiated || connection.status !== 'open') return
    this.#refused.add(1, { reason: 'no_protocol' })
    this.#guard.hangsUpAfterRefusal(connection, 1)
  }

  #allowanceOf(peerId: string): TokenBucket {
    const options = { capacity: NEW_STREAMS_AT_ONCE, refillPerSecond: NEW_STREAMS_PER_SECOND }
    const allowance = this.#allowances.get(peerId) ?? new TokenBucket(this.#components.clock, options)
    this.#allowances.set(peerId, allowance)
    return allowance
  }
}
