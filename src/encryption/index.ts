/**
 * Payloads that only the receiver can read: 26/WAKU2-PAYLOAD (message version 1), symmetric and ECIES. Knows keys and
 * bytes, nothing of messages or peers; runs in a browser. What does not open is "not for us", a value, whatever the reason:
 * nothing that a stranger sends is thrown at the caller. Keys print themselves nowhere.
 */
export { openEcies, sealEcies } from './ecies.ts'
export * from './encryption-error.ts'
export { MAX_PAYLOAD_BYTES, type OpenedPayload } from './payload-envelope.ts'
export { Secp256k1PrivateKey, secp256k1PublicKey } from './secp256k1-key.ts'
export { SecretBytes } from './secret-bytes.ts'
export { openSymmetric, sealSymmetric } from './symmetric.ts'
export { SymmetricKey } from './symmetric-key.ts'
