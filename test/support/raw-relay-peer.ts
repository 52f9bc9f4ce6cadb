import { RPC } from '@libp2p/gossipsub/message'
import type { Connection, Libp2p, PrivateKey, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { silentLogger } from '../../src/foundation/index.ts'
import { createHost } from '../../src/network/server.ts'
import { RELAY_PROTOCOL } from '../../src/relay/index.ts'

/** What an RPC may hold, each part left out being empty. */
export type RawRpc = Partial<Omit<RPC, 'control'>> & { readonly control?: Partial<RPC.ControlMessage> }

/** A peer that speaks relay's protocol without GossipSub, and writes to its streams whatever it is told to. */
export class RawRelayPeer {
  readonly #host: Libp2p
  readonly #address: string
  #connection: Connection | undefined
  #stream: Stream | undefined

  private constructor(host: Libp2p, address: string) {
    this.#host = host
    this.#address = address
  }

  /** @param address multiaddr, with its peer id, of the node to torment. Not dialled yet. */
  static async start(address: string, privateKey?: PrivateKey): Promise<RawRelayPeer> {
    const host = await createHost(
      { logger: silentLogger },
      { listenAddresses: [], agentVersion: 'raw', services: {}, ...(privateKey !== undefined && { privateKey }) },
    )
    await host.start()
    const peer = new RawRelayPeer(host, address)
    // What the node says is read and thrown away.
    await host.handle(RELAY_PROTOCOL, async (stream: Stream) => {
      for await (const _ of stream);
    })
    return peer
  }

  get peerId(): string {
    return this.#host.peerId.toString()
  }

  get isConnected(): boolean {
    return this.#connection?.status === 'open'
  }

  /** Speaks no relay towards the node: every stream the node opens is left without an answer. */
  async refuseStreams(): Promise<void> {
    await this.#host.unhandle(RELAY_PROTOCOL)
    await this.#host.handle(RELAY_PROTOCOL, () => new Promise(() => undefined))
  }

  async dial(): Promise<Connection> {
    this.#connection = await this.#host.dial(multiaddr(this.#address))
    return this.#connection
  }

  async openStream(): Promise<Stream> {
    const connection = this.isConnected ? this.#connection! : await this.dial()
    return connection.newStream(RELAY_PROTOCOL, { maxOutboundStreams: 10_000 })
  }

  /** Sends an RPC on its stream, which it opens, connection included, when there is none. */
  send(rpc: RawRpc): Promise<void> {
    return this.sendBytes(encodeRpc(rpc))
  }

  /** Sends bytes as they are, and waits while the node does not take them. @throws when the stream ends */
  async sendBytes(bytes: Uint8Array): Promise<void> {
    if (this.#stream?.status !== 'open') this.#stream = await this.openStream()
    if (this.#stream.send(bytes)) return
    await this.#stream.onDrain({ signal: AbortSignal.timeout(5_000) })
  }

  /** Leaves, and may dial again. */
  async hangUp(): Promise<void> {
    await this.#connection?.close()
  }

  async stop(): Promise<void> {
    await this.#host.stop()
  }
}

/** An RPC as on the wire, with its length in front. */
export function encodeRpc({ subscriptions = [], messages = [], control }: RawRpc): Uint8Array {
  const none = { ihave: [], iwant: [], graft: [], prune: [], idontwant: [] }
  return framed(RPC.encode({ subscriptions, messages, ...(control && { control: { ...none, ...control } }) }))
}

/** Bytes with their length in front. */
export function framed(bytes: Uint8Array): Uint8Array {
  const length: number[] = []
  let left = bytes.length
  for (; left >= 0x80; left = Math.floor(left / 128)) length.push((left % 128) | 0x80)
  length.push(left)
  return Buffer.concat([Uint8Array.from(length), bytes])
}
