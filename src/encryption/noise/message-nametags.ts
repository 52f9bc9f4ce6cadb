import { sha256 } from '@noble/hashes/sha2.js'
import { bigIntToBytesLE, bytesToHex, concatBytes } from '../../foundation/index.ts'
import { MAX_NONCE } from './cipher-state.ts'
import { NAMETAG_BYTES } from './noise-payload.ts'

/** How far ahead a message is recognised, as in nwaku, and how far back a repeated one is. */
export const NAMETAG_WINDOW = 50

/** The name of the n-th message in one direction: the first half of SHA-256(secret || n as 8 bytes little-endian). */
export function messageNametag(secret: Uint8Array, index: bigint): Uint8Array {
  return sha256(concatBytes(secret, bigIntToBytesLE(index, 8))).slice(0, NAMETAG_BYTES)
}

/** The names of the messages that may come: looked up, not tried, so that a message of others costs one look. */
export class MessageNametags {
  readonly #secret: Uint8Array
  /** By the hexadecimal of the name, in the order of the numbers; at most twice the window. */
  readonly #indices = new Map<string, bigint>()
  #next: bigint

  constructor(secret: Uint8Array, next: bigint) {
    this.#secret = secret
    this.#next = next
    const first = next > BigInt(NAMETAG_WINDOW) ? next - BigInt(NAMETAG_WINDOW) : 0n
    for (let index = first; index < next + BigInt(NAMETAG_WINDOW); index++) this.#add(index)
  }

  /** How many messages it is ahead of the next one, negative when it was there before; undefined when it is not ours. */
  distanceOf(nametag: Uint8Array): number | undefined {
    const index = this.#indices.get(bytesToHex(nametag))
    return index === undefined ? undefined : Number(index - this.#next)
  }

  /** In hexadecimal. */
  get all(): Iterable<string> {
    return this.#indices.keys()
  }

  advance(count: number): void {
    for (let passed = 0; passed < count; passed++) {
      this.#add(this.#next + BigInt(NAMETAG_WINDOW))
      this.#next += 1n
      if (this.#indices.size > 2 * NAMETAG_WINDOW) this.#indices.delete(this.#indices.keys().next().value!)
    }
  }

  #add(index: bigint): void {
    // The last nonces have no message, so nothing under them is ever opened.
    if (index >= MAX_NONCE) return
    this.#indices.set(bytesToHex(messageNametag(this.#secret, index)), index)
  }
}
