/**
 * Payloads that only the receiver can read: 26/WAKU2-PAYLOAD (message version 1), symmetric and ECIES; and Noise (message
 * version 2): handshakes, sessions and the pairing of devices (35, 37 and 43/WAKU2-NOISE). Knows keys and bytes, nothing of
 * messages or peers; runs in a browser. What strangers send is judged by a value, and never thrown. Keys print themselves
 * nowhere.
 */
export {
  bucketBits,
  bucketContentTopic,
  type ContentTopicBuckets,
  meanBucketSize,
} from './content-topic-bucket.ts'
export { openEcies, sealEcies } from './ecies.ts'
export * from './encryption-error.ts'
export { NoiseHandshake, type NoiseHandshakeOptions } from './noise/noise-handshake.ts'
export { type InboxRead, NoiseInbox } from './noise/noise-inbox.ts'
export type { NoisePatternName, NoiseRole } from './noise/noise-pattern.ts'
export { type NoiseRead, type NoiseRefusal, noiseRefusals } from './noise/noise-refusal.ts'
export { NoiseSession } from './noise/noise-session.ts'
export { MAX_NOISE_SESSIONS, NoiseSessions, type SessionsRead } from './noise/noise-sessions.ts'
export { PairingInitiator, type PairingInitiatorOptions } from './noise/pairing-initiator.ts'
export { type PairingInvitation, pairingContentTopic, parseInvitation } from './noise/pairing-invitation.ts'
export type { PairingProgress } from './noise/pairing-progress.ts'
export {
  DEFAULT_INVITATION_LIFETIME_MS,
  PairingResponder,
  type PairingResponderOptions,
} from './noise/pairing-responder.ts'
export { rotationHandshake } from './noise/session-rotation.ts'
export { SessionState } from './noise/session-state.ts'
export {
  isSessionTermination,
  type NoiseApplication,
  nextSessionId,
  sessionContentTopic,
  sessionIdOf,
  sessionTermination,
} from './noise/session-topics.ts'
export { MAX_PAYLOAD_BYTES, type OpenedPayload } from './payload-envelope.ts'
export { Secp256k1PrivateKey, secp256k1PublicKey } from './secp256k1-key.ts'
export { SecretBytes } from './secret-bytes.ts'
export { openSymmetric, sealSymmetric } from './symmetric.ts'
export { SymmetricKey } from './symmetric-key.ts'
export { X25519PrivateKey } from './x25519-key.ts'
