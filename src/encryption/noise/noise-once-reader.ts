import type { NoiseRefusal } from './noise-refusal.ts'
import { refused } from './noise-refusal.ts'
import type { NoiseSession } from './noise-session.ts'

/** A message and its number in its direction, from 0. */
export type OnceRead =
  | { readonly ok: true; readonly payload: Uint8Array; readonly number: bigint }
  /** With a number when the message was authentic, and counts as read. */
  | { readonly ok: false; readonly reason: NoiseRefusal; readonly number?: bigint }

/**
 * The other side's messages in the order they come, each once. What comes before its predecessors is opened early, so that a
 * forgery takes no place, and only its number is kept: fewer of them than the window of nametags holds.
 */
export class NoiseOnceReader {
  readonly #session: NoiseSession
  /** Numbers of messages that were read before those that precede them. */
  readonly #early = new Set<bigint>()

  constructor(session: NoiseSession) {
    this.#session = session
  }

  /** How many messages are missing before the first that was read early; 0 when none was. */
  get missing(): number {
    this.#passEarly()
    return this.#early.size === 0 ? 0 : Number(this.#firstEarly() - this.#session.received)
  }

  /** Never throws, whatever the bytes are. */
  read(bytes: Uint8Array): OnceRead {
    this.#passEarly()
    const next = this.#session.received
    const read = this.#session.open(bytes)
    if (read.ok || read.reason === 'padding_invalid') {
      this.#passEarly()
      return { ...read, number: next }
    }
    if (read.missing === undefined) return read
    const number = next + BigInt(read.missing)
    if (this.#early.has(number)) return refused('replayed')
    const early = this.#session.openEarly(bytes)
    // A message that its sender padded wrongly comes no better a second time.
    if (!early.ok && early.reason !== 'padding_invalid') return early
    this.#early.add(number)
    return { ...early, number }
  }

  /** Gives up on the messages before this number. @throws EncryptionError `skip_out_of_range`, more than a window ahead */
  giveUpBefore(number: bigint): void {
    const count = Number(number - this.#session.received)
    if (count < 1) return
    this.#session.skip(count)
    this.#passEarly()
  }

  /** Gives up on the `missing` ones. */
  giveUp(): void {
    if (this.#early.size > 0) this.giveUpBefore(this.#firstEarly())
  }

  #firstEarly(): bigint {
    return [...this.#early].reduce((first, number) => (number < first ? number : first))
  }

  /** Also the session may have gone on, by what another device of ours read. */
  #passEarly(): void {
    for (const number of this.#early) if (number < this.#session.received) this.#early.delete(number)
    while (this.#early.delete(this.#session.received)) this.#session.skip(1)
  }
}
