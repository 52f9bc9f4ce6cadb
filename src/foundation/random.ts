/** A source of random bytes. Injected, so that tests can fix what is drawn. */
export interface Random {
  /** `length` random bytes, at most 65 536. */
  bytes(length: number): Uint8Array
}

/** The platform's cryptographically secure generator. */
export const systemRandom: Random = {
  bytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
}
