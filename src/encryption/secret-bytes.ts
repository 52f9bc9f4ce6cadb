const SHOWN = '[secret]'

/**
 * Bytes that print themselves nowhere: not in JSON, not in a log line, not in an inspector. Whoever needs them, to store
 * them, asks by name: `expose()`.
 */
export abstract class SecretBytes {
  readonly #bytes: Uint8Array

  protected constructor(bytes: Uint8Array) {
    this.#bytes = bytes.slice()
  }

  /** A copy of the bytes. It protects itself no more. */
  expose(): Uint8Array {
    return this.#bytes.slice()
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }

  /** What `util.inspect` and `console.log` of Node show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `${this.constructor.name} ${SHOWN}`
  }
}
