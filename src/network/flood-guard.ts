import type { Connection } from '@libp2p/interface'
import type { Clock, Logger } from '../foundation/index.ts'
import { NetworkError } from './network-error.ts'
import { UnwelcomePeers } from './unwelcome-peers.ts'

export interface FloodGuardComponents {
  readonly clock: Clock
  readonly logger: Logger
  /** Where those are put down who flood; shared with the host's gate, which does not let them in. Default: an own list. */
  readonly unwelcome?: UnwelcomePeers
}

/** Hangs up on peers that are refused too often: answering "too many" costs as much as asking. */
export class FloodGuard {
  readonly #components: FloodGuardComponents
  readonly #unwelcome: UnwelcomePeers
  readonly #service: string

  constructor(components: FloodGuardComponents, service: string) {
    this.#components = components
    this.#unwelcome = components.unwelcome ?? new UnwelcomePeers(components.clock)
    this.#service = service
  }

  /** Hangs up on a peer that is turned away and got in regardless; tells whether it did. */
  hangsUpOnReturner(connection: Connection): boolean {
    if (!this.#unwelcome.isTurnedAway(connection.remotePeer.toString())) return false
    hangUp(connection)
    return true
  }

  /** Notes a refused request, and hangs up when that was one too many; tells whether it did. @param weight at most 1 */
  hangsUpAfterRefusal(connection: Connection, weight: number): boolean {
    if (!this.#unwelcome.noteRefused(connection.remotePeer.toString(), weight)) return false
    this.hangUpOn(connection)
    return true
  }

  /** Hangs up on a peer, and lets it in no more for a while. */
  hangUpOn(connection: Connection): void {
    const peerId = connection.remotePeer.toString()
    const seconds = Math.ceil(this.#unwelcome.turnAway(peerId, connection.remoteAddr) / 1_000)
    this.#components.logger.warn('a peer floods a service: it is hung up and not let in for a while', {
      service: this.#service,
      peerId,
      seconds,
    })
    hangUp(connection)
  }
}

function hangUp(connection: Connection): void {
  connection.abort(new NetworkError('too_many_requests', 'the peer floods a service'))
}
