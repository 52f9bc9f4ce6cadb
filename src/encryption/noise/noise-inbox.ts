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
  /** By how many messages after the next one; the next one itself is never kept. */
  #early = new Map<number, Uint8Array>()

  constructor(session: NoiseSession) {
    this.#session = session
  }

  /** How many messages are missing before the first that waits; 0 when none waits. */
  get missing(): number {
    return this.#early.size === 0 ? 0 : Math.min(...this.#early.keys())
  }

  /** Never throws, whatever the bytes are. */
  receive(bytes: Uint8Array): InboxRead {
    const read = this.#session.open(bytes)
    if (read.ok) return { ok: true, payloads: [read.payload, ...this.#advance(1)] }
    if (read.missing === undefined) return { ok: false, reason: read.reason }
    if (this.#early.has(read.missing)) return { ok: false, reason: 'replayed' }
    const early = this.#session.openEarly(bytes)
    if (!early.ok) return { ok: false, reason: early.reason }
    this.#early.set(read.missing, early.payload)
    return { ok: true, payloads: [] }
  }

  /** Gives up on the missing messages: what waited for them is delivered. */
  giveUp(): readonly Uint8Array[] {
    const { missing } = this
    if (missing === 0) return []
    this.#session.skip(missing)
    return this.#advance(missing)
  }

  /** The session went on by `count`: what is next now, and what follows it without a gap. */
  #advance(count: number): Uint8Array[] {
    const payloads: Uint8Array[] = []
    this.#shift(count)
    for (let next = this.#early.get(0); next !== undefined; next = this.#early.get(0)) {
      payloads.push(next)
      this.#session.skip(1)
      this.#shift(1)
    }
    return payloads
  }

  #shift(count: number): void {
    const shifted = [...this.#early].map(([distance, payload]) => [distance - count, payload] as const)
    this.#early = new Map(shifted.filter(([distance]) => distance >= 0))
  }
}
