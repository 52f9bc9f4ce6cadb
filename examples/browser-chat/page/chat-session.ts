import {
  type ArtifactProgress,
  cachedArtifactSource,
  createLightNode,
  type Decoder,
  type Encoder,
  fetchArtifactSource,
  type LightMembership,
  type LightNode,
  type LightPushResult,
  type MessageQuota,
  Protocols,
  type Reception,
  type SyncProgress,
} from 'waku-rln-relay/sdk'
import { encodeLine } from '../../chat/chat-line.ts'
import type { PageConfig } from './page-config.ts'
import type { Room } from './room.ts'
import { type RoomMessage, roomCodecs } from './room-codecs.ts'
import { RoomSubscription } from './room-subscription.ts'
import { startProofWorker } from './worker-script.ts'

/** Connecting and telling what one speaks takes a moment; a phone on a bad line gets more. */
const PEERS_TIMEOUT_MS = 60_000
/** Messages of a page of history: more than a screen of a phone shows. */
export const HISTORY_PAGE_LENGTH = 20

/** One proof is ready when somebody has thought of what to say; its message leaves at once. */
const PREPARED_PROOFS = 1

export interface SessionOptions {
  readonly membership?: LightMembership
  readonly onProgress?: (what: 'members' | 'keys', text: string) => void
}

export type Heard = (message: RoomMessage, proof: Reception['proof']) => void

/** What one page of history brought, and whether there is more before it. */
export interface HistoryPage {
  readonly found: readonly (readonly [RoomMessage, Reception['proof']])[]
  readonly isBeginning: boolean
}

interface OpenRoom {
  readonly encoder: Encoder
  readonly decoder: Decoder<RoomMessage>
  readonly hear: Heard
}

/** A light node, and the room it is in: reads, and with a membership writes. */
export class ChatSession {
  readonly #node: LightNode
  readonly #config: PageConfig
  readonly #subscription = new RoomSubscription<OpenRoom>({
    subscribe: (room) => this.#subscribe(room),
    unsubscribe: async ({ decoder }) => void (await this.#node.filter.unsubscribe(decoder)),
  })

  private constructor(node: LightNode, config: PageConfig) {
    this.#node = node
    this.#config = config
  }

  /**
   * @param options.membership its store is closed when the session stops, or cannot start
   * @param options.onProgress told how far reading the members and the keys is
   */
  static async start(config: PageConfig, options: SessionOptions = {}): Promise<ChatSession> {
    const { chain, nodes, epochSizeSeconds, artifactsUrl } = config
    const { membership, onProgress = () => undefined } = options
    const reportKeys = (progress: ArtifactProgress): void => onProgress('keys', keysText(progress))
    const node = await createLightNode({
      networkConfig: networkOf(config),
      bootstrapPeers: nodes,
      rln: {
        rpcUrl: chain.rpcUrl,
        chainId: chain.chainId,
        contractAddress: chain.contract,
        epochSizeSeconds,
        artifacts: cachedArtifactSource(fetchArtifactSource(artifactsUrl, { onProgress: reportKeys }), {
          onProgress: reportKeys,
        }),
        worker: startProofWorker,
        onProgress: (progress) => onProgress('members', membersText(progress)),
        ...(membership && { membership, preparedProofs: PREPARED_PROOFS }),
      },
    })
    return new ChatSession(node, config)
  }

  stop(): Promise<void> {
    return this.#node.stop()
  }

  quota(): MessageQuota | undefined {
    return this.#node.quota()
  }

  /** @returns how to stop it */
  watchQuota(listener: (quota: MessageQuota) => void): () => void {
    return this.#node.watchQuota(listener)
  }

  async connectedNodes(): Promise<number> {
    return (await this.#node.getConnectedPeers()).length
  }

  waitForNodes(): Promise<void> {
    return this.#node.waitForPeers([Protocols.LightPush, Protocols.Filter, Protocols.Store], PEERS_TIMEOUT_MS)
  }

  /** Leaves the room it is in, and hears what is said in this one from now on; unless it is to enter another one meanwhile. */
  async enter(room: Room, hear: Heard): Promise<void> {
    await this.#subscription.change({ ...roomCodecs(this.#node, networkOf(this.#config), room), hear })
  }

  /** The newest messages before one, oldest first; without it, the newest of all. */
  async historyBefore(message: Pick<RoomMessage, 'hash'> | undefined): Promise<HistoryPage> {
    const { decoder } = this.#opened()
    const found: [RoomMessage, Reception['proof']][] = []
    const query = this.#node.store.query(decoder, {
      paginationForward: false,
      paginationLimit: HISTORY_PAGE_LENGTH,
      ...(message && { paginationCursor: this.#node.store.createCursor(message) }),
    })
    for await (const { message: earlier, proof } of query) {
      const last = found.at(-1)?.[0]
      // Within a page the oldest comes first: an older one after a newer one begins the page before, which is not wanted yet.
      if (last !== undefined && (earlier.timestampNs ?? 0n) < (last.timestampNs ?? 0n)) break
      found.push([earlier, proof])
      if (found.length === HISTORY_PAGE_LENGTH) break
    }
    return { found, isBeginning: found.length < HISTORY_PAGE_LENGTH }
  }

  /**
   * Says something in the room.
   * @param onEncoded told the message as it is, before it is proven: the hash by which it comes back
   */
  say(name: string, text: string, onEncoded: (hashStr: string) => void): Promise<LightPushResult> {
    const { encoder, decoder } = this.#opened()
    const tellsHash: Encoder = {
      contentTopic: encoder.contentTopic,
      pubsubTopic: encoder.pubsubTopic,
      ephemeral: encoder.ephemeral,
      routingInfo: encoder.routingInfo,
      toWire: (message) => encoder.toWire(message),
      toProtoObj: async (message) => {
        const proto = await encoder.toProtoObj(message)
        const decoded = proto && (await decoder.fromProtoObj(encoder.pubsubTopic, proto))
        if (decoded !== undefined) onEncoded(decoded.hashStr)
        return proto
      },
    }
    return this.#node.lightPush.send(tellsHash, { payload: encodeLine({ name, text }), timestamp: new Date() })
  }

  async #subscribe(room: OpenRoom): Promise<void> {
    const isAccepted = await this.#node.filter.subscribe(room.decoder, (message, { proof }) => {
      if (this.#subscription.room === room) room.hear(message, proof)
    })
    if (!isAccepted) throw new Error('No node took the subscription. Load the page again in a moment.')
  }

  #opened(): OpenRoom {
    const { room } = this.#subscription
    if (room === undefined) throw new Error('This page is in no room yet.')
    return room
  }
}

const PHASE_WORDS: Readonly<Record<SyncProgress['phase'], string>> = {
  restoring: 'from this browser',
  reading: 'read from the chain',
  building: 'put into the tree',
  following: 'newer blocks',
  synced: 'all known',
}

function membersText({ phase, done, total }: SyncProgress): string {
  return `${PHASE_WORDS[phase]}, ${done} of ${total}`
}

function keysText({ name, bytes, totalBytes, fromCache }: ArtifactProgress): string {
  const kib = (count: number): string => `${Math.ceil(count / 1024)}`
  if (fromCache) return `${name} from this browser's cache`
  return `${name}, ${kib(bytes)}${totalBytes === undefined ? '' : ` of ${kib(totalBytes)}`} KiB`
}

function networkOf({ clusterId, shardCount }: PageConfig): { clusterId: number; numShardsInCluster: number } {
  return { clusterId, numShardsInCluster: shardCount }
}
