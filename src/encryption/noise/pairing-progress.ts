import type { NoiseRefusal } from './noise-refusal.ts'
import type { NoiseSession } from './noise-session.ts'

/** What a step of a pairing comes to. */
export type PairingProgress =
  | {
      readonly ok: true
      /** To be compared with the other device's, by people: then `confirm`, or `abort`. */
      readonly code?: string
      /** The payload of a message of version 2, to be sent on the pairing's content topic. */
      readonly send?: Uint8Array
      /** The pairing is complete: this is shared with the other device, and with nobody else. */
      readonly session?: NoiseSession
    }
  | { readonly ok: false; readonly reason: NoiseRefusal }
