import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'
import type { Random } from '../../src/foundation/index.ts'

/** How a line between two nodes behaves, each way. */
export interface LineQuality {
  /** Mean time on the way, milliseconds. */
  readonly delayMs: number
  /** The delay of each piece is drawn evenly from `delayMs` plus or minus this; pieces do not overtake each other. */
  readonly jitterMs: number
  /** Part of the pieces after which nothing passes for `stallMs`: a loss, as TCP shows it to a program. */
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

/** Pieces are at most as long as a packet's payload on a line with large frames, so that a stall hits some and not all. */
const PIECE_BYTES = 8 * 1024

/** A TCP connection to somewhere else that is slow, stalls, or is cut. */
export class TcpChaosProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false

  private constructor(target: { host: string; port: number }, quality: LineQuality, random: Random) {
    this.#server = createServer({ allowHalfOpen: true }, (inbound) => {
      if (this.#isCut) {
        inbound.resetAndDestroy()
        return
      }
      const outbound = connect({ ...target, allowHalfOpen: true })
      this.#join(inbound, outbound, quality, random)
      this.#join(outbound, inbound, quality, random)
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
    this.#isCut = true
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  heal(): void {
    this.#isCut = false
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #join(from: Socket, to: Socket, quality: LineQuality, random: Random): void {
    this.#sockets.add(from)
    from.setNoDelay(true)
    from.once('close', () => {
      this.#sockets.delete(from)
      to.destroy()
    })
    // What happens to the one end, the other one learns by its end; nothing is left to report.
    from.on('error', () => to.resetAndDestroy())
    from.pipe(new Line(quality, random)).pipe(to)
  }
}

/** One direction. Keeps the order, and makes the sender wait when its buffer is full. */
class Line extends Transform {
  readonly #quality: LineQuality
  readonly #random: Random
  /** When the last bit of what was taken has left the sender, and when it arrives. */
  #sentAtMs = 0
  #arrivesAtMs = 0
  readonly #onTheWay: Buffer[] = []
  #waitingBytes = 0

  constructor(quality: LineQuality, random: Random) {
    super({ writableHighWaterMark: LINE_BUFFER_BYTES })
    this.#quality = quality
    this.#random = random
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, taken: TransformCallback): void {
    let lastArrivalMs = 0
    for (let offset = 0; offset < chunk.length; offset += PIECE_BYTES) {
      lastArrivalMs = this.#send(chunk.subarray(offset, offset + PIECE_BYTES))
    }
    // Read on as long as there is room in the buffer, else when what was taken has arrived.
    if (this.#waitingBytes < LINE_BUFFER_BYTES) taken()
    else setTimeout(taken, lastArrivalMs - performance.now())
  }

  override _flush(done: TransformCallback): void {
    setTimeout(done, Math.max(0, this.#arrivesAtMs - performance.now()))
  }

  /** Sends a piece on its way. Returns when it arrives. */
  #send(piece: Buffer): number {
    const { delayMs, jitterMs, stallShare, stallMs, bitsPerSecond } = this.#quality
    const nowMs = performance.now()
    this.#sentAtMs = Math.max(this.#sentAtMs, nowMs) + (piece.length * 8_000) / bitsPerSecond
    const jitter = jitterMs * (2 * this.#fraction() - 1)
    const stall = this.#fraction() < stallShare ? stallMs : 0
    this.#arrivesAtMs = Math.max(this.#arrivesAtMs, this.#sentAtMs + delayMs + jitter + stall)
    this.#waitingBytes += piece.length
    this.#onTheWay.push(piece)
    // Timers that end together may fire in any order; the pieces arrive in theirs.
    setTimeout(() => this.#arrive(this.#onTheWay.shift()!), this.#arrivesAtMs - nowMs)
    return this.#arrivesAtMs
  }

  #arrive(piece: Buffer): void {
    this.#waitingBytes -= piece.length
    if (!this.destroyed) this.push(piece)
  }

  #fraction(): number {
    const [high, low] = this.#random.bytes(2)
    return (high! * 256 + low!) / 65_536
  }
}
