/** Bytes of the length in front of an RPC, at most: 2^28 is far over what an RPC may have. */
const MAX_LENGTH_BYTES = 4

/** A buffer begins with this, and doubles as bytes arrive: a length that is only claimed costs nothing. */
const FIRST_BUFFER_BYTES = 4 * 1024

/** A peer announced an RPC longer than one may be: what follows on its stream cannot be told apart any more. */
export class RpcTooLong extends Error {}

/**
 * Cuts a stream into RPCs, each of which has its length in front (unsigned varint). Copies what arrives into one buffer
 * per RPC, so that a peer that sends it in a million pieces makes this node hold a million bytes and not a million objects.
 */
export class RpcFrames {
  readonly #maxBytes: number
  #lengthBytes: number[] = []
  /** The RPC that is arriving; undefined while its length is. */
  #buffer: Uint8Array | undefined
  #length = 0
  #filled = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The RPCs that `chunk` completes. @throws RpcTooLong */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    let offset = 0
    while (offset < chunk.length) {
      if (this.#buffer === undefined) {
        this.#readLengthByte(chunk[offset++]!)
      } else {
        const taken = Math.min(this.#length - this.#filled, chunk.length - offset)
        this.#append(chunk.subarray(offset, offset + taken))
        offset += taken
      }
      // An RPC of no bytes is complete as soon as its length is.
      if (this.#buffer !== undefined && this.#filled === this.#length) {
        const rpc = this.#buffer.subarray(0, this.#length)
        this.#buffer = undefined
        yield rpc
      }
    }
  }

  #readLengthByte(byte: number): void {
    this.#lengthBytes.push(byte)
    if (byte < 0x80) {
      this.#length = this.#lengthBytes.reduceRight((length, part) => length * 128 + (part & 0x7f), 0)
      this.#lengthBytes = []
      if (this.#length > this.#maxBytes) throw new RpcTooLong(`an RPC of ${this.#length} bytes`)
      this.#buffer = new Uint8Array(Math.min(this.#length, FIRST_BUFFER_BYTES))
      this.#filled = 0
    } else if (this.#lengthBytes.length >= MAX_LENGTH_BYTES) {
      throw new RpcTooLong(`a length of more than ${MAX_LENGTH_BYTES} bytes`)
    }
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
