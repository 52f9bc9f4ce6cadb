import type { Libp2p, Stream } from '@libp2p/interface'
import { silentLogger } from '../../src/foundation/index.ts'
import { createHost } from '../../src/network/server.ts'

/** Bare hosts on 127.0.0.1, all stopped together. */
export class Hosts {
  readonly #hosts: Libp2p[] = []

  async start(listenAddresses: readonly string[] = ['/ip4/127.0.0.1/tcp/0']): Promise<Libp2p> {
    const host = await createHost({ logger: silentLogger }, { listenAddresses, agentVersion: 'test', services: {} })
    this.#hosts.push(host)
    await host.start()
    return host
  }

  async stop(): Promise<void> {
    await Promise.all(this.#hosts.splice(0).map((host) => host.stop()))
  }
}

/** Everything that arrives until the other side ends or resets the stream, and which of the two it was. */
export async function drain(stream: Stream): Promise<{ bytes: Uint8Array; isReset: boolean }> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of stream) chunks.push(chunk.subarray())
  } catch {
    // How a reset shows itself to an iterator; the status tells it, too.
  }
  return { bytes: Buffer.concat(chunks), isReset: stream.status === 'reset' }
}
