import { bytesToHex } from '../../foundation/index.ts'
import { EncryptionError } from '../encryption-error.ts'
import { NAMETAG_WINDOW } from './message-nametags.ts'
import { NoiseOnceReader } from './noise-once-reader.ts'
import { NAMETAG_BYTES } from './noise-payload.ts'
import { type NoiseRefusal, refused } from './noise-refusal.ts'
import type { NoiseSession } from './noise-session.ts'

/** Of each a hundred names are kept, some 10 KB: 10 MB in all. */
export const MAX_NOISE_SESSIONS = 1_000
/**
 * By how many a message may come after the newest: the other half of the window is for what comes next, also when every
 * message until then is lost.
 */
const MAX_LATE = BigInt(NAMETAG_WINDOW / 2)

/** A message, the session it is of, and its number in its direction, from 0. */
export type SessionsRead =
  | { readonly ok: true; readonly payload: Uint8Array; readonly session: NoiseSession; readonly number: bigint }
  | { readonly ok: false; readonly reason: NoiseRefusal }

interface Entry {
  readonly session: NoiseSession
  readonly reader: NoiseOnceReader
  nametags: ReadonlySet<string>
}

/**
 * The sessions whose messages come on one topic, or on several. A message finds its session by its name, with one look
 * however many there are. Each is read once, in whatever order they come; those that are 25 later than the newest are given
 * up. Sessions are read through this alone.
 */
export class NoiseSessions {
  readonly #entries = new Map<NoiseSession, Entry>()
  readonly #byNametag = new Map<string, Entry>()

  get size(): number {
    return this.#entries.size
  }

  /**
   * From now on its messages are known. To be called again after `session.follow`, which moves it past names.
   * @throws EncryptionError `too_many_sessions`
   */
  add(session: NoiseSession): void {
    const entry = this.#entries.get(session) ?? { session, reader: new NoiseOnceReader(session), nametags: new Set() }
    if (!this.#entries.has(session) && this.size >= MAX_NOISE_SESSIONS) {
      throw new EncryptionError('too_many_sessions', `${MAX_NOISE_SESSIONS} sessions are held: delete one before`)
    }
    this.#entries.set(session, entry)
    this.#rename(entry)
  }

  /** Whether it was there. */
  delete(session: NoiseSession): boolean {
    const entry = this.#entries.get(session)
    if (entry === undefined) return false
    for (const nametag of entry.nametags) this.#forget(nametag, entry)
    return this.#entries.delete(session)
  }

  /** Never throws, whatever the bytes are. What is of no session costs one look. */
  open(bytes: Uint8Array): SessionsRead {
    const entry = this.#byNametag.get(bytesToHex(bytes.subarray(0, NAMETAG_BYTES)))
    if (entry === undefined) return refused(bytes.length < NAMETAG_BYTES ? 'truncated' : 'not_for_us')
    const { session, reader } = entry
    const before = session.received
    const read = reader.read(bytes)
    if (read.number !== undefined) reader.giveUpBefore(read.number - MAX_LATE)
    if (session.received > before) this.#rename(entry)
    return read.ok ? { ...read, session } : refused(read.reason)
  }

  /** Brings its names up to date. */
  #rename(entry: Entry): void {
    const nametags = new Set(entry.session.nametags)
    for (const nametag of entry.nametags) if (!nametags.has(nametag)) this.#forget(nametag, entry)
    for (const nametag of nametags) this.#byNametag.set(nametag, entry)
    entry.nametags = nametags
  }

  /** Unless it is another session's by now: one that was restored from the state of this one has the same names. */
  #forget(nametag: string, entry: Entry): void {
    if (this.#byNametag.get(nametag) === entry) this.#byNametag.delete(nametag)
  }
}
