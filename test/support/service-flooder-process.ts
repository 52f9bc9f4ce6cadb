/**
 * Asks one service as often as it is told to, with next to no work of its own: the bytes of a request are made once and sent
 * in one piece on a stream that waits for no answer. Noise and yamux are libp2p's, nothing else is.
 */
import type { Connection, Libp2p, StreamMuxer } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { encodeFrame } from '../../src/network/frame.ts'
import { createNodeKey } from '../../src/network/index.ts'
import { answerMetadata } from './answer-metadata.ts'
import { FLOODED_CLUSTER_ID, floodedServices } from './flooded-services.ts'

/**
 * `insist` comes back at once under its own id when it is hung up, `new-ids` under another one each time, and `polite` stays
 * as near to the limit as it can.
 */
export type FloodManner = 'insist' | 'new-ids' | 'polite'

export interface FloodRequest {
  readonly address: string
  /** The address of this machine to come from. */
  readonly from: string
  readonly service: string
  readonly manner: FloodManner
  readonly seconds: number
  readonly atOnce: number
  readonly perSecond: number
}

export interface FloodFigures {
  /** Requests handed to an open connection. */
  readonly sent: number
  /** Requests that were due while there was none. */
  readonly unsent: number
  readonly connections: number
  readonly failedDials: number
  readonly cpuMs: number
  readonly wallMs: number
}

const TICK_MS = 10
/** As fast as dialling in vain goes without spending the time in it. */
const REDIAL_MS = 20

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

class ServiceFlooder {
  readonly #request: FloodRequest
  readonly #bytes: Uint8Array
  readonly #counts = { sent: 0, unsent: 0, connections: 0, failedDials: 0 }
  readonly #endMs: number
  #host: Libp2p | undefined
  #connection: Connection | undefined

  constructor(request: FloodRequest) {
    this.#request = request
    const { protocol, request: message } = floodedServices[request.service]!
    const encoder = new TextEncoder()
    const lines = ['/multistream/1.0.0\n', `${protocol.id}\n`].map((line) => encodeFrame(encoder.encode(line)))
    this.#bytes = Buffer.concat([...lines, encodeFrame(protocol.request.encode(message))])
    this.#endMs = performance.now() + request.seconds * 1_000
  }

  async flood(): Promise<FloodFigures> {
    const startMs = performance.now()
    const before = process.cpuUsage()
    const keeping = this.#keepConnected()
    while (this.#connection === undefined && performance.now() < this.#endMs) await pause(1)
    const { atOnce, perSecond } = this.#request
    const beginMs = performance.now()
    let begun = 0
    while (performance.now() < this.#endMs) {
      const due = atOnce + ((performance.now() - beginMs) * perSecond) / 1_000
      for (; begun < due; begun++) void this.#send()
      await pause(TICK_MS)
    }
    await keeping
    await this.#host?.stop()
    const { user, system } = process.cpuUsage(before)
    return { ...this.#counts, cpuMs: (user + system) / 1_000, wallMs: performance.now() - startMs }
  }

  async #keepConnected(): Promise<void> {
    while (performance.now() < this.#endMs) {
      if (this.#connection?.status === 'open') {
        await pause(1)
        continue
      }
      if (this.#request.manner === 'new-ids' || this.#host === undefined) {
        await this.#host?.stop()
        this.#host = await this.#newHost()
      }
      try {
        const signal = AbortSignal.timeout(2_000)
        this.#connection = await this.#host.dial(multiaddr(this.#request.address), { signal })
        this.#counts.connections++
      } catch {
        this.#counts.failedDials++
        await pause(REDIAL_MS)
      }
    }
  }

  async #newHost(): Promise<Libp2p> {
    const host = await createLibp2p({
      privateKey: await createNodeKey(),
      transports: [tcp({ dialOpts: { localAddress: this.#request.from } as object })],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux({ maxOutboundStreams: 100_000 })],
      connectionMonitor: { enabled: false },
    })
    await answerMetadata(host, FLOODED_CLUSTER_ID)
    return host
  }

  /** Past the negotiation and the book-keeping of libp2p's own way to open a stream. */
  async #send(): Promise<void> {
    if (this.#connection?.status !== 'open') {
      this.#counts.unsent++
      return
    }
    try {
      const stream = await (this.#connection as Connection & { muxer: StreamMuxer }).muxer.createStream()
      stream.addEventListener('message', () => undefined)
      stream.send(this.#bytes)
      await stream.close()
      this.#counts.sent++
    } catch {
      this.#counts.unsent++
    }
  }
}

process.on('message', ({ id, ...request }: FloodRequest & { readonly id: number }) => {
  new ServiceFlooder(request).flood().then(
    (result) => process.send!({ id, result }),
    (error: unknown) => process.send!({ id, error: String(error) }),
  )
})
process.once('disconnect', () => process.exit())
process.send!({ ready: true })
