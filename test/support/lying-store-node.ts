import { silentLogger, systemClock, systemRandom } from '../../src/foundation/index.ts'
import { decodeWakuMessage, encodeWakuMessage, messageHash } from '../../src/message/index.ts'
import { RequestServer } from '../../src/network/index.ts'
import { createHost } from '../../src/network/server.ts'
import type { PartialStoreQuery, StorePage } from '../../src/services/store/index.ts'
import { storeProtocol } from '../../src/services/store/store-protocol.ts'
import type { StoreEntry, StoreRequest, StoreResponse } from '../../src/services/store/store-query.ts'
import { RecordingMetrics } from './recording-metrics.ts'

const HASH_LENGTH = 32
const plenty = { capacity: 1e6, refillPerSecond: 1e6 }

export type StoreLie =
  | 'refuses'
  /** Hashes of no message, page after page, without an end. */
  | 'invents'
  /** The network's messages with another payload, under the hashes that they had. */
  | 'alters'
  /** The network's messages, said to be of another shard, under the hashes that they have there. */
  | 'moves'
  /** The network's messages at the beginning of time. */
  | 'antedates'

/** A store node that answers otherwise than it should. What it lies about it takes from an honest one. */
export class LyingStoreNode {
  lie: StoreLie = 'refuses'
  readonly #honest: (query: PartialStoreQuery) => Promise<StorePage>
  #address = ''
  #stop: () => Promise<void> = async () => undefined

  private constructor(honest: (query: PartialStoreQuery) => Promise<StorePage>) {
    this.#honest = honest
  }

  static async start(honest: (query: PartialStoreQuery) => Promise<StorePage>): Promise<LyingStoreNode> {
    const node = new LyingStoreNode(honest)
    const listenAddresses = ['/ip4/127.0.0.1/tcp/0']
    const host = await createHost({ logger: silentLogger }, { listenAddresses, agentVersion: 'liar', services: {} })
    const components = { host, clock: systemClock, logger: silentLogger, metrics: new RecordingMetrics() }
    const server = new RequestServer(components, {
      protocol: storeProtocol,
      quota: { perPeer: plenty, global: plenty },
      handle: (request) => node.#answer(request),
    })
    await server.start()
    await host.start()
    node.#address = String(host.getMultiaddrs()[0])
    node.#stop = async () => {
      await server.stop()
      await host.stop()
    }
    return node
  }

  get address(): string {
    return this.#address
  }

  stop(): Promise<void> {
    return this.#stop()
  }

  async #answer({ requestId, messageHashes, includeData }: StoreRequest): Promise<StoreResponse> {
    if (this.lie === 'refuses') return { requestId, statusCode: 503, statusDesc: 'not now', entries: [] }
    const ok = { requestId, statusCode: 200, statusDesc: 'OK' }
    if (this.lie === 'invents') {
      const invented = Array.from({ length: 100 }, () => ({ messageHash: systemRandom.bytes(HASH_LENGTH) }))
      return messageHashes.length > 0
        ? { ...ok, entries: [] }
        : { ...ok, entries: invented, cursor: invented.at(-1)!.messageHash }
    }
    const { messages } = await this.#honest({ limit: 100 })
    const entries = messages.map(({ pubsubTopic, data }) => this.#falsified(pubsubTopic, data))
    const asked = entries.filter(({ messageHash: its }) => messageHashes.some((hash) => Buffer.from(its).equals(hash)))
    return {
      ...ok,
      entries: includeData ? asked : entries.map(({ messageHash: its }) => ({ messageHash: its })),
    }
  }

  #falsified(pubsubTopic: string, data: Uint8Array): StoreEntry {
    const decoded = decodeWakuMessage(data)
    if (!decoded.ok) throw new Error('the honest node has what is no message')
    const { message } = decoded
    if (this.lie === 'alters') {
      // Of a message that the asker has not, or it would not ask for it.
      const altered = { ...message, payload: Buffer.from('altered') }
      return {
        messageHash: messageHash(pubsubTopic, { ...message, payload: Buffer.from('never sent') }),
        content: { pubsubTopic, data: encodeWakuMessage(altered) },
      }
    }
    const changed = this.lie === 'antedates' ? { ...message, timestampNs: 1n } : message
    const topic = this.lie === 'moves' ? '/waku/2/rs/16/7' : pubsubTopic
    return {
      messageHash: messageHash(topic, changed),
      content: { pubsubTopic: topic, data: encodeWakuMessage(changed) },
    }
  }
}
