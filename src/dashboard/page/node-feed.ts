import { EventParser, type ParsedEvent } from './event-parser.ts'
import type { Link, NodeState } from './node-state.ts'

/** A node tells its state every second: after as many missing ones something is wrong. */
const SILENCE_MS = 6_000
const CHECK_INTERVAL_MS = 1_000
const FIRST_RETRY_MS = 1_000
/** Somebody watches the page: a node that is back shall be seen soon. */
const MAX_RETRY_MS = 5_000

/** Where the tokens of nodes are kept: by address, until the tab is closed. Never in a URL. */
export interface TokenStore {
  get(nodeUrl: string): string | undefined
}

export interface NodeFeedOptions {
  /** Of the node's REST API, with a slash at its end. */
  readonly url: string
  readonly tokens: TokenStore
  /** Something about the state is different. */
  readonly onChange: () => void
}

/**
 * Keeps a node's state up to date by its event stream, and comes back when the stream ends. It is read by fetch and not by
 * EventSource, which cannot send a token.
 */
export class NodeFeed {
  readonly #state: NodeState
  readonly #options: NodeFeedOptions
  #abort = new AbortController()
  #heardAtMs = Date.now()
  /** Of the attempt under way: when it began, or something was heard by it; undefined between attempts. */
  #quietSinceMs: number | undefined
  #retryMs = FIRST_RETRY_MS
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(state: NodeState, options: NodeFeedOptions) {
    this.#state = state
    this.#options = options
  }

  start(): void {
    setInterval(() => {
      // Also an attempt that was accepted and never answered.
      if (this.#quietSinceMs !== undefined && Date.now() - this.#quietSinceMs > SILENCE_MS) {
        this.#abort.abort(new Error(this.#state.link.kind === 'live' ? 'it went silent' : 'it does not answer'))
      }
    }, CHECK_INTERVAL_MS)
    void this.#run()
  }

  /** Tries at once, whatever was waited for: there is a token now. */
  retry(): void {
    clearTimeout(this.#timer)
    this.#retryMs = FIRST_RETRY_MS
    this.#setLink({ kind: 'connecting' })
    void this.#run()
  }

  async #run(): Promise<void> {
    this.#abort.abort()
    const abort = new AbortController()
    this.#abort = abort
    this.#quietSinceMs = Date.now()
    const why = await this.#listen(abort.signal).then(
      () => 'it closed the stream',
      (error: Error) => (error instanceof TypeError ? 'it cannot be reached' : error.message),
    )
    // Else another attempt has taken the place of this one.
    if (this.#abort !== abort) return
    this.#quietSinceMs = undefined
    this.#lose(why)
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { url, tokens } = this.#options
    const token = tokens.get(url)
    const response = await fetch(new URL('events?types=status,peers,spam,history', url), {
      signal,
      cache: 'no-store',
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    })
    if (response.status === 401) return this.#setLink({ kind: 'locked', wasRefused: token !== undefined })
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    const parser = new EventParser()
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      this.#take(parser.push(value))
    }
  }

  #take(events: readonly ParsedEvent[]): void {
    const nowMs = Date.now()
    this.#heardAtMs = nowMs
    this.#quietSinceMs = nowMs
    for (const event of events) this.#state.take(event, nowMs)
    if (events.length === 0) return
    this.#retryMs = FIRST_RETRY_MS
    this.#setLink({ kind: 'live' })
  }

  #lose(why: string): void {
    const { link } = this.#state
    // Locked: nothing changes until somebody types a token.
    if (link.kind === 'locked') return
    this.#setLink({ kind: 'lost', sinceMs: link.kind === 'lost' ? link.sinceMs : this.#heardAtMs, why })
    this.#timer = setTimeout(() => void this.#run(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS)
  }

  #setLink(link: Link): void {
    this.#state.link = link
    this.#options.onChange()
  }
}
