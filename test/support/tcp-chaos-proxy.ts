import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'
import type { Random } from '../../src/foundation/index.ts'

/** How a line between two nodes behaves, each way. */
export interface LineQuality {
  /** Mean time on the way, milliseconds. */
  readonly delayMs: number
  /** The delay of each piece is drawn evenly from `delayMs` plus or minus this; pieces do not overtake each other. */
  readonly jitterMs: number
  /** Part of the pieces before which nothing passes for `stallMs`: a loss, as TCP shows it to a program. */
  readonly stallShare: number
  readonly stallMs: number
  readonly bitsPerSecond: number
}

export const perfectLine: LineQuality = {
  delayMs: 0,
  jitterMs: 0,
  stallShare: 0,
  stallMs: 0,
  bitsPerSecond: Number.POSITIVE_INFINITY,
}

/** Bytes that may wait in a direction before the sender is made to wait: a router's buffer. */
const LINE_BUFFER_BYTES = 256 * 1024

/** What is written at once is delayed and stalled in pieces of at most this. */
const PIECE_BYTES = 8 * 1024

/** A TCP connection to somewhere else that is slow, stalls, falls silent, or is cut. */
export class TcpChaosProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #lines = new Set<Line>()
  #fault: 'cut' | 'silence' | undefined

  private constructor(target: { host: string; port: number }, quality: LineQuality, random: Random) {
    this.#server = createServer((inbound) => {
      this.#watch(inbound)
      if (this.#fault === 'cut') inbound.resetAndDestroy()
      // As if the first packet was lost: nobody answers, and the one who dialled gives up.
      if (this.#fault !== undefined) return
      const outbound = connect(target)
      this.#watch(outbound)
      this.#join(inbound, outbound, new Line(quality, random))
      this.#join(outbound, inbound, new Line(quality, random))
    })
  }

  static async start(
    target: { readonly host: string; readonly port: number },
    quality: LineQuality,
    random: Random,
  ): Promise<TcpChaosProxy> {
    const proxy = new TcpChaosProxy(target, quality, random)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Ends all connections at once and refuses new ones, until `heal`. */
  cut(): void {
    this.#fault = 'cut'
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** Lets nothing through and tells nobody, as a cable that was pulled out, until `heal`. */
  silence(): void {
    this.#fault = 'silence'
    for (const line of this.#lines) line.hold()
  }

  heal(): void {
    this.#fault = undefined
    for (const line of this.#lines) line.release()
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => this.#sockets.delete(socket))
    // Its 'close' follows, which ends the other side too.
    socket.on('error', () => undefined)
  }

  #join(from: Socket, to: Socket, line: Line): void {
    this.#lines.add(line)
    from.once('close', () => {
      this.#lines.delete(line)
      line.destroy()
      to.destroy()
    })
    from.pipe(line).pipe(to)
  }
}

/** One direction. Keeps the order, and makes the sender wait when its buffer is full. */
class Line extends Transform {
  readonly #quality: LineQuality
  readonly #random: Random
  readonly #onTheWay: Buffer[] = []
  /** When the last bit of what was taken has left the sender, and when it arrives. */
  #sentAtMs = 0
  #arrivesAtMs = 0
  #waitingBytes = 0
  /** Pieces that arrived while nothing was let through. */
  #held = 0
  #isHolding = false
  /** Takes more, once there is room. */
  #takeMore: TransformCallback | undefined

  constructor(quality: LineQuality, random: Random) {
    super({ writableHighWaterMark: LINE_BUFFER_BYTES })
    this.#quality = quality
    this.#random = random
  }

  hold(): void {
    this.#isHolding = true
  }

  release(): void {
    this.#isHolding = false
    for (; this.#held > 0; this.#held--) this.#arrive()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, taken: TransformCallback): void {
    for (let offset = 0; offset < chunk.length; offset += PIECE_BYTES) {
      this.#send(chunk.subarray(offset, offset + PIECE_BYTES))
    }
    this.#takeMore = taken
    this.#takeIfRoom()
  }

  override _flush(done: TransformCallback): void {
    setTimeout(done, Math.max(0, this.#arrivesAtMs - performance.now()))
  }

  #send(piece: Buffer): void {
    const { delayMs, jitterMs, stallShare, stallMs, bitsPerSecond } = this.#quality
    const nowMs = performance.now()
    this.#sentAtMs = Math.max(this.#sentAtMs, nowMs) + (piece.length * 8_000) / bitsPerSecond
    const jitter = jitterMs * (2 * this.#fraction() - 1)
    const stall = this.#fraction() < stallShare ? stallMs : 0
    this.#arrivesAtMs = Math.max(this.#arrivesAtMs, this.#sentAtMs + delayMs + jitter + stall)
    this.#waitingBytes += piece.length
    this.#onTheWay.push(piece)
    setTimeout(() => {
      if (this.#isHolding) this.#held++
      else this.#arrive()
    }, this.#arrivesAtMs - nowMs)
  }

  /** Timers that end together may fire in any order; the pieces arrive in theirs. */
  #arrive(): void {
    const piece = this.#onTheWay.shift()!
    this.#waitingBytes -= piece.length
    if (this.destroyed) return
    this.push(piece)
    this.#takeIfRoom()
  }

  #takeIfRoom(): void {
    if (this.#waitingBytes >= LINE_BUFFER_BYTES) return
    const taken = this.#takeMore
    this.#takeMore = undefined
    taken?.()
  }

  #fraction(): number {
    const [high, low] = this.#random.bytes(2)
    return (high! * 256 + low!) / 65_536
  }
}
