export const keystoreErrorCodes = [
  /** There is no keystore file at the path. */
  'keystore_missing',
  /** The keystore file cannot be read or written; `cause` tells why. */
  'keystore_inaccessible',
  /** The text is not a keystore: not JSON, too large, or fields are missing or of another type. */
  'keystore_malformed',
  /** A keystore of another application or version, or encrypted in a way this program does not know. */
  'keystore_unsupported',
  /** Key derivation parameters outside the bounds: opening the keystore would take minutes or gigabytes. */
  'keystore_kdf_out_of_bounds',
  /** The password opens none of the keystore's credentials, or not all where all are needed. */
  'keystore_wrong_password',
  /** What was decrypted is not a credential, or its identity contradicts itself. */
  'keystore_credential_invalid',
  /** The keystore holds no credential like the one asked for. */
  'keystore_credential_not_found',
  /** Several credentials answer the question: name a tree index. */
  'keystore_credential_ambiguous',
  /** The keystore already holds another credential for this contract and tree index. */
  'keystore_credential_exists',
  /** The keystore holds as many credentials as one may. */
  'keystore_full',
] as const

export type KeystoreErrorCode = (typeof keystoreErrorCodes)[number]
