/** Why a payload was not read: every one is expected of a public topic, and none is thrown. Nothing is decrypted. */
export const noiseRefusals = [
  /** Its nametag is none that we wait for: a message of others, or of another session or key. */
  'not_for_us',
  /** It ends before its own lengths say. */
  'truncated',
  /** Not a payload of 35/WAKU2-NOISE, or not one that this step of this protocol has. */
  'malformed',
  /** A public key that is none, or one with which the shared secret would be zero. */
  'public_key_invalid',
  /** The tag does not hold: another key, or bytes that were changed. */
  'authentication_failed',
  /** Authentic, but not padded as 35/WAKU2-NOISE says. */
  'padding_invalid',
  /** A message of this session that was read before. */
  'replayed',
  /** A message of this session that comes before its predecessors; `missing` says how many of them. */
  'out_of_order',
  /** The static key is not the one that was committed to: the pairing is over. */
  'commitment_mismatch',
  /** The invitation is older than it may be: the pairing is over. */
  'expired',
] as const

export type NoiseRefusal = (typeof noiseRefusals)[number]

/** What a payload was read to, or why it was not. */
export type NoiseRead =
  | { readonly ok: true; readonly payload: Uint8Array }
  | { readonly ok: false; readonly reason: NoiseRefusal; readonly missing?: number }

export function refused(reason: NoiseRefusal): { readonly ok: false; readonly reason: NoiseRefusal } {
  return { ok: false, reason }
}
