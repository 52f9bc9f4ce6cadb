import { NoiseOnceReader } from './noise-once-reader.ts'
import type { NoiseRefusal } from './noise-refusal.ts'
import type { NoiseSession } from './noise-session.ts'

/** What can be delivered after a payload came: nothing, it, or it and those that waited for it. */
export type InboxRead =
  | { readonly ok: true; readonly payloads: readonly Uint8Array[] }
  | { readonly ok: false; readonly reason: NoiseRefusal }

/**
 * The other side's messages in the order they were sent, from a network that does not keep it. What comes early is opened,
 * so that forgeries take no place, and kept until its predecessors came: fewer than the window of nametags holds. Whoever has
 * an inbox reads the session through it alone.
 */
export class NoiseInbox {
  readonly #session: NoiseSession
  readonly #reader: NoiseOnceReader
  /** By number. */
  readonly #waiting = new Map<bigint, Uint8Array>()

  constructor(session: NoiseSession) {
    this.#session = session
    this.#reader = new NoiseOnceReader(session)
  }

  /** How many messages are missing before the first that waits; 0 when none waits. */
  get missing(): number {
    return this.#reader.missing
  }

  /** Never throws, whatever the bytes are. */
  receive(bytes: Uint8Array): InboxRead {
    const read = this.#reader.read(bytes)
    if (read.ok) this.#waiting.set(read.number, read.payload)
    const payloads = this.#deliver()
    return read.ok || payloads.length > 0 ? { ok: true, payloads } : { ok: false, reason: read.reason }
  }

  /** Gives up on the missing messages: what waited for them is delivered. */
  giveUp(): readonly Uint8Array[] {
    this.#reader.giveUp()
    return this.#deliver()
  }

  /** All that nothing is missing before. */
  #deliver(): Uint8Array[] {
    const due = [...this.#waiting].filter(([number]) => number < this.#session.received)
    due.sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [number] of due) this.#waiting.delete(number)
    return due.map(([, payload]) => payload)
  }
}
