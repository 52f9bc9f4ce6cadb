import { ENGINE_BINARY_BASE64 } from './generated/engine-binary.ts'

/** Bytes of a WebAssembly page. */
const PAGE_BYTES = 65_536
/** Every block starts at a multiple of this, as 64-bit loads like it. */
const ALIGNMENT = 8

/** Bytes of a field element outside the engine. */
const INTEGER_BYTES = 32

/** What the engine's binary exports: functions over pointers and lengths. */
export type EngineFunction = (...parameters: number[]) => number

let compiled: Promise<WebAssembly.Module> | undefined

/** One instance of the arithmetic engine with its memory. Not shared between threads. */
export class Engine<Exports extends Readonly<Record<keyof Exports, EngineFunction>>> {
  readonly exports: Exports
  readonly #memory: WebAssembly.Memory
  #top: number

  private constructor(instance: WebAssembly.Instance) {
    const { memory, heapBase } = instance.exports as unknown as {
      readonly memory: WebAssembly.Memory
      readonly heapBase: WebAssembly.Global<'i32'>
    }
    this.exports = instance.exports as unknown as Exports
    this.#memory = memory
    this.#top = align(heapBase.value)
  }

  static async create<Exports extends Readonly<Record<keyof Exports, EngineFunction>>>(): Promise<Engine<Exports>> {
    compiled ??= WebAssembly.compile(Uint8Array.from(atob(ENGINE_BINARY_BASE64), (byte) => byte.charCodeAt(0)))
    return new Engine(await WebAssembly.instantiate(await compiled, { env: { abort } }))
  }

  /** A block of memory, not cleared. It stays until the `scoped` around it ends; outside of one, for good. */
  allocate(byteLength: number): number {
    const pointer = this.#top
    this.#top = align(pointer + byteLength)
    const missing = this.#top - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES))
    return pointer
  }

  /** Runs `work`; then clears and frees what it allocated. */
  scoped<Result>(work: () => Result): Result {
    const bottom = this.#top
    try {
      return work()
    } finally {
      new Uint8Array(this.#memory.buffer, bottom, this.#top - bottom).fill(0)
      this.#top = bottom
    }
  }

  write(pointer: number, bytes: Uint8Array): void {
    new Uint8Array(this.#memory.buffer).set(bytes, pointer)
  }

  /** Writes an integer below 2^256 as 32 bytes, little-endian. Much faster than by way of bytes. */
  writeInteger(pointer: number, value: bigint): void {
    const view = new DataView(this.#memory.buffer, pointer, INTEGER_BYTES)
    for (let offset = 0, rest = value; offset < INTEGER_BYTES; offset += 8, rest >>= 64n) {
      view.setBigUint64(offset, BigInt.asUintN(64, rest), true)
    }
  }

  /** The integer of 32 bytes, little-endian. */
  readInteger(pointer: number): bigint {
    const view = new DataView(this.#memory.buffer, pointer, INTEGER_BYTES)
    let value = 0n
    for (let offset = INTEGER_BYTES - 8; offset >= 0; offset -= 8) {
      value = (value << 64n) | view.getBigUint64(offset, true)
    }
    return value
  }

  /** A copy. */
  read(pointer: number, byteLength: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer).slice(pointer, pointer + byteLength)
  }
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT
}

function abort(): never {
  throw new Error('the arithmetic engine aborted')
}
