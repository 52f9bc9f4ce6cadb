/** Something that happened, as a stream tells it. */
export interface LoggedEvent {
  /** Counts up from 1 for as long as the node runs; missing for what is not kept. */
  readonly id?: number
  readonly type: EventType
  /** JSON in one line. */
  readonly data: string
}

export const eventTypes = ['message', 'status', 'peers', 'spam', 'history'] as const
export type EventType = (typeof eventTypes)[number]
/** What a client gets that does not choose. */
export const defaultEventTypes: readonly EventType[] = ['message', 'status']

/** Events kept for clients that were away: a minute of a busy node. */
export const MAX_KEPT_EVENTS = 1_024
/** What they may take together: a hundred messages of full size. */
export const MAX_KEPT_EVENT_BYTES = 20 * 1024 * 1024

/** The last events, and who wants to hear of the next ones. */
export class EventLog {
  /** And of which types. */
  readonly #listeners = new Map<(event: LoggedEvent) => void, ReadonlySet<EventType>>()
  #kept: LoggedEvent[] = []
  #keptBytes = 0
  #lastId = 0

  get listenerCount(): number {
    return this.#listeners.size
  }

  /** Whether anybody wants to hear of events of a type: what nobody reads need not be made. */
  isWanted(type: EventType): boolean {
    return this.#listeners.values().some((types) => types.has(type))
  }

  append(type: EventType, data: string): void {
    const event = { id: ++this.#lastId, type, data }
    this.#kept.push(event)
    this.#keptBytes += data.length
    while (this.#kept.length > MAX_KEPT_EVENTS || this.#keptBytes > MAX_KEPT_EVENT_BYTES) {
      this.#keptBytes -= this.#kept.shift()!.data.length
    }
    this.#tell(event)
  }

  /** Tells those who listen now, and keeps nothing: for what the next event of its type replaces. */
  tell(type: EventType, data: string): void {
    this.#tell({ type, data })
  }

  /**
   * What came after an event.
   * @returns undefined when some of it is forgotten, or when the id is of another run of the node
   */
  after(id: number): readonly LoggedEvent[] | undefined {
    const missed = this.#lastId - id
    if (missed < 0 || missed > this.#kept.length) return undefined
    return missed === 0 ? [] : this.#kept.slice(-missed)
  }

  /**
   * Calls the listener with each event of these types.
   * @returns how to stop listening
   */
  onEvent(types: ReadonlySet<EventType>, listener: (event: LoggedEvent) => void): () => void {
    this.#listeners.set(listener, types)
    return () => this.#listeners.delete(listener)
  }

  #tell(event: LoggedEvent): void {
    for (const [listener, types] of this.#listeners) if (types.has(event.type)) listener(event)
  }
}
