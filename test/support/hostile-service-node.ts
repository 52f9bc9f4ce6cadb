import { setImmediate } from 'node:timers/promises'
import type { Libp2p, Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { silentLogger } from '../../src/foundation/index.ts'
import { createHost } from '../../src/network/server.ts'
import { framed } from './raw-relay-peer.ts'

/** What is done with a stream that a light node opened. Its failing is expected: the light node may hang up. */
export type Misbehaviour = (stream: Stream) => Promise<void> | void

const CHUNK = new Uint8Array(64 * 1024).fill(0x0a)

/** Sends for as long as the other side takes it; lets the light node, in the same process, have its turn. */
async function sendForever(stream: Stream, chunk: Uint8Array): Promise<void> {
  while (stream.status === 'open') {
    if (!stream.send(chunk)) await stream.onDrain()
    await setImmediate()
  }
}

/** By what they do. */
export const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  'hangs up at once': (stream) => stream.abort(new Error('no')),
  'closes without a word': (stream) => stream.close(),
  'answers with garbage': (stream) => void stream.send(framed(new Uint8Array(300).fill(0xff))),
  'answers with nothing in a frame': (stream) => void stream.send(framed(new Uint8Array())),
  'names a length of 2^60 and never ends': async (stream) => {
    stream.send(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f))
    await sendForever(stream, CHUNK)
  },
  'names a length of 15 MB and sends without end': async (stream) => {
    stream.send(Uint8Array.of(0x80, 0x80, 0xc0, 0x07))
    await sendForever(stream, CHUNK)
  },
  'sends a length that never ends': (stream) => sendForever(stream, new Uint8Array(1_024).fill(0xff)),
}

/** A peer that offers protocols to light nodes, and serves none of them. */
export class HostileServiceNode {
  readonly #host: Libp2p

  private constructor(host: Libp2p) {
    this.#host = host
  }

  static async start(): Promise<HostileServiceNode> {
    const host = await createHost(
      { logger: silentLogger },
      { listenAddresses: ['/ip4/127.0.0.1/tcp/0/ws'], agentVersion: 'hostile', services: {} },
    )
    return new HostileServiceNode(host)
  }

  get peerId(): string {
    return this.#host.peerId.toString()
  }

  /** Multiaddr with the peer id. */
  get address(): string {
    return String(this.#host.getMultiaddrs()[0])
  }

  /** From the next stream on. Before the light node dials, so that it learns of the protocol. */
  async behave(protocol: string, misbehaviour: Misbehaviour): Promise<void> {
    await this.#host.unhandle(protocol).catch(() => undefined)
    await this.#host.handle(protocol, async (stream: Stream) => {
      // The light node hangs up on most of it.
      await Promise.resolve(misbehaviour(stream)).catch(() => undefined)
    })
  }

  /** Opens a stream to a light node that is connected, and does something with it. */
  async push(peerId: string, protocol: string, misbehaviour: Misbehaviour): Promise<void> {
    const [connection] = this.#host.getConnections(peerIdFromString(peerId))
    const stream = await connection!.newStream(protocol, { maxOutboundStreams: 1_000 })
    await Promise.resolve(misbehaviour(stream)).catch(() => undefined)
  }

  async listen(): Promise<void> {
    await this.#host.start()
  }

  async stop(): Promise<void> {
    await this.#host.stop()
  }
}

/** The first frame that arrives, with its length in front taken off. */
export async function requestOf(stream: Stream): Promise<Uint8Array> {
  for await (const chunk of stream) {
    const bytes = chunk.subarray()
    let length = 0
    let at = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!
      length |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    return bytes.subarray(at, at + length)
  }
  throw new Error('the stream ended before a request came')
}
