import type { ParsedEvent } from './event-parser.ts'
import type { HistoryEvent, PeersEvent, SpamEvent, StatusEvent } from './node-events.ts'
import { SampleHistory } from './sample-history.ts'

/** How the page hears of a node. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Nothing was heard since; what is shown is old. */
  | { readonly kind: 'lost'; readonly sinceMs: number; readonly why: string }
  /** It wants a token that the page does not have. */
  | { readonly kind: 'locked'; readonly wasRefused: boolean }

/** Everything the page knows of a node. */
export class NodeState {
  link: Link = { kind: 'connecting' }
  status: StatusEvent | undefined
  peers: PeersEvent | undefined
  spam: SpamEvent | undefined
  actions: HistoryEvent['actions'] = {}
  readonly history = new SampleHistory()
  /** How far the node's clock is ahead of this machine's: countdowns are in the node's time. */
  clockAheadMs = 0

  /** @throws SyntaxError when the data is not JSON */
  take({ type, data }: ParsedEvent, nowMs: number): void {
    if (type === 'status') this.#takeStatus(JSON.parse(data) as StatusEvent, nowMs)
    else if (type === 'peers') this.peers = JSON.parse(data) as PeersEvent
    else if (type === 'spam') this.spam = JSON.parse(data) as SpamEvent
    else if (type === 'history') {
      const history = JSON.parse(data) as HistoryEvent
      this.actions = history.actions
      this.history.replace(history)
    }
  }

  #takeStatus(status: StatusEvent, nowMs: number): void {
    this.status = status
    this.clockAheadMs = status.atMs - nowMs
    this.history.add({ atMs: status.atMs, messages: status.messages, verdicts: status.verdicts })
  }
}
