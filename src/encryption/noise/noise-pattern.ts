/** As the Noise specification writes them; `psk` mixes the pre-shared key in. */
export type NoiseToken = 'e' | 's' | 'ee' | 'es' | 'se' | 'ss' | 'psk'

export type NoiseRole = 'initiator' | 'responder'

/** A handshake: who knows which key beforehand, and what each message carries and mixes. */
export interface NoisePattern {
  /** The whole protocol name, which both sides hash first. */
  readonly name: string
  /** How 35/WAKU2-NOISE calls it on the wire. */
  readonly protocolId: number
  /** Keys that the other side knows before the first message. */
  readonly preMessages: readonly { readonly from: NoiseRole; readonly token: 'e' | 's' }[]
  /** The tokens of each message, the first by the initiator, then in turn. */
  readonly messages: readonly (readonly NoiseToken[])[]
}

const nameOf = (pattern: string): string => `Noise_${pattern}_25519_ChaChaPoly_SHA256`

/**
 * The handshakes of 35/WAKU2-NOISE, and the one of 43/WAKU2-DEVICE-PAIRING.
 * - `K1K1`: both know each other's static key.
 * - `XK1`: the initiator knows the responder's.
 * - `XX`: nobody knows anything: who is at the other end must be found out otherwise.
 * - `XXpsk0`: nobody knows a key, but both know a secret.
 * - `WakuPairing`: the initiator has seen the responder's ephemeral key, as a QR code.
 */
export const noisePatterns = {
  K1K1: {
    name: nameOf('K1K1'),
    protocolId: 10,
    preMessages: [
      { from: 'initiator', token: 's' },
      { from: 'responder', token: 's' },
    ],
    messages: [['e'], ['e', 'ee', 'es'], ['se']],
  },
  XK1: {
    name: nameOf('XK1'),
    protocolId: 11,
    preMessages: [{ from: 'responder', token: 's' }],
    messages: [['e'], ['e', 'ee', 'es'], ['s', 'se']],
  },
  XX: {
    name: nameOf('XX'),
    protocolId: 12,
    preMessages: [],
    messages: [['e'], ['e', 'ee', 's', 'es'], ['s', 'se']],
  },
  XXpsk0: {
    name: nameOf('XXpsk0'),
    protocolId: 13,
    preMessages: [],
    messages: [
      ['psk', 'e'],
      ['e', 'ee', 's', 'es'],
      ['s', 'se'],
    ],
  },
  WakuPairing: {
    name: nameOf('WakuPairing'),
    protocolId: 14,
    preMessages: [{ from: 'responder', token: 'e' }],
    messages: [
      ['e', 'ee'],
      ['s', 'es'],
      ['s', 'se', 'ss'],
    ],
  },
} as const satisfies Record<string, NoisePattern>

export type NoisePatternName = keyof typeof noisePatterns
