import { concatBytes, varintToBytes } from '../foundation/index.ts'
import { NetworkError } from './network-error.ts'

/** A length of up to 2^28 - 1; every protocol's own limit is far below. */
const MAX_LENGTH_PREFIX_BYTES = 4

/** What a frame's buffer starts with, however long the sender says the frame will be. */
const FIRST_BUFFER_BYTES = 1024

/** The bytes with their length in front, an unsigned varint: how libp2p protocols send a protobuf message. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  return concatBytes(varintToBytes(payload.length), payload)
}

/**
 * Puts one frame together from pieces as they arrive. It never holds more than twice what has arrived, and gives up as
 * soon as the length is known to be too large. What follows the frame is ignored.
 */
export class FrameAssembler {
  readonly #maxBytes: number
  #prefixBytes = 0
  #length = 0
  #buffer: Uint8Array | undefined
  #filled = 0
  #takenBytes = 0

  /** @param maxBytes the longest frame taken, without its prefix */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** How much of the last piece belonged to the frame: with it whole, the next one begins there. */
  get takenBytes(): number {
    return this.#takenBytes
  }

  /**
   * Takes a piece and returns the frame once it is whole.
   * @throws NetworkError `frame_too_large` or `frame_malformed`; the assembler cannot be used any more then
   */
  push(piece: Uint8Array): Uint8Array | undefined {
    let position = 0
    while (this.#buffer === undefined) {
      const byte = piece[position]
      if (byte === undefined) return undefined
      position++
      this.#pushPrefix(byte)
    }
    const rest = piece.subarray(position, position + this.#length - this.#filled)
    this.#takenBytes = position + rest.length
    this.#append(rest)
    return this.#filled === this.#length ? this.#buffer.subarray(0, this.#length) : undefined
  }

  #pushPrefix(byte: number): void {
    if (this.#prefixBytes === MAX_LENGTH_PREFIX_BYTES) {
      throw new NetworkError('frame_malformed', `the length of a frame takes over ${MAX_LENGTH_PREFIX_BYTES} bytes`)
    }
    this.#length += (byte & 0x7f) * 2 ** (7 * this.#prefixBytes)
    this.#prefixBytes++
    if (byte >= 0x80) return
    if (this.#length > this.#maxBytes) {
      throw new NetworkError(
        'frame_too_large',
        `a frame of ${this.#length} bytes, this protocol has up to ${this.#maxBytes}`,
      )
    }
    this.#buffer = new Uint8Array(Math.min(this.#length, FIRST_BUFFER_BYTES))
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#filled + bytes.length
    if (needed > this.#buffer!.length) {
      const larger = new Uint8Array(Math.min(this.#length, Math.max(needed, 2 * this.#buffer!.length)))
      larger.set(this.#buffer!.subarray(0, this.#filled))
      this.#buffer = larger
    }
    this.#buffer!.set(bytes, this.#filled)
    this.#filled = needed
  }
}
