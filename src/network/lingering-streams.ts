import type { Stream } from '@libp2p/interface'
import type { Clock } from '../foundation/index.ts'
import { lingerUntilClosed } from './frame-stream.ts'
import { NetworkError } from './network-error.ts'

/**
 * Streams to one peer that have served their purpose and that the peer has not closed yet. Some implementations never
 * close a stream on which they only read, and take at most 100 of them. By the time as many have been opened after the
 * oldest, each with its own round trip, the peer has read that one.
 */
const MAX_LINGERING_STREAMS_PER_PEER = 32

/** Gives peers time to close their side of streams, within bounds of time and number. */
export class LingeringStreams {
  readonly #clock: Clock
  /** By peer, oldest first. */
  readonly #streams = new Map<string, Set<Stream>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves when the stream is closed by either side. */
  async add(peerId: string, stream: Stream): Promise<void> {
    const ofPeer = this.#streams.get(peerId) ?? new Set()
    this.#streams.set(peerId, ofPeer.add(stream))
    if (ofPeer.size > MAX_LINGERING_STREAMS_PER_PEER) {
      const [oldest] = ofPeer
      oldest!.abort(new NetworkError('request_timed_out', 'the peer did not close its side'))
    }
    await lingerUntilClosed(stream, this.#clock)
    ofPeer.delete(stream)
    if (ofPeer.size === 0) this.#streams.delete(peerId)
  }
}
