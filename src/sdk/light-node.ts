import type { Startable } from '../foundation/index.ts'
import type { DecodedMessage } from './decoded-message.ts'
import type { Decoder } from './decoder.ts'
import type { Encoder, MetaSetter, PayloadSealing } from './encoder.ts'
import type { LightFilter } from './light-filter.ts'
import type { LightPush } from './light-push.ts'
import type { LightStore } from './light-store.ts'
import type { MessageQuota, QuotaListener } from './quota-meter.ts'

/** The services of a light node, by js-waku's names. */
export const Protocols = { Store: 'store', LightPush: 'lightpush', Filter: 'filter' } as const

export type Protocol = (typeof Protocols)[keyof typeof Protocols]

export interface ConnectedPeerInfo {
  readonly id: string
  /** Those of the light node's services that it offers. */
  readonly protocols: readonly Protocol[]
}

/** A content topic, and under static sharding the shard where it travels. */
export interface TopicOptions {
  readonly contentTopic: string
  readonly shardId?: number
}

/** A node that sends, receives and looks back through others, and relays nothing itself. */
export interface LightNode extends Startable {
  /** New with each start of the program. */
  readonly peerId: string
  readonly lightPush: Pick<LightPush, 'send'>
  readonly filter: Pick<LightFilter, 'subscribe' | 'unsubscribe' | 'unsubscribeAll'>
  readonly store: Pick<LightStore, 'query' | 'queryGenerator' | 'queryWithOrderedCallback' | 'createCursor'>
  isStarted(): boolean
  /** Whether a peer is connected that has said what it speaks. */
  isConnected(): boolean
  getConnectedPeers(): Promise<readonly ConnectedPeerInfo[]>
  /**
   * Connects to a node, besides those in `bootstrapPeers`.
   * @param multiaddr with the peer id at its end
   * @returns the peer id
   * @throws NetworkError `invalid_peer_address`, `peer_id_missing`, `dial_failed`
   */
  dial(multiaddr: string): Promise<string>
  /** Disconnects a peer. */
  hangUp(peerId: string): Promise<void>
  /**
   * Resolves when each service is offered by a connected peer.
   * @param protocols Default: all three.
   * @param timeoutMs Default: it waits for ever.
   * @throws SdkError `no_peers_in_time`
   */
  waitForPeers(protocols?: readonly Protocol[], timeoutMs?: number): Promise<void>
  /** @throws SdkError `content_topic_missing`, `routing_unknown` */
  createEncoder(
    options: TopicOptions & {
      readonly ephemeral?: boolean
      readonly metaSetter?: MetaSetter
      readonly sealing?: PayloadSealing
    },
  ): Encoder
  /** @throws SdkError `content_topic_missing`, `routing_unknown` */
  createDecoder(options: TopicOptions): Decoder<DecodedMessage>
  /** How much this member may still send; undefined without a membership. */
  quota(): MessageQuota | undefined
  /**
   * Calls the listener at once if the quota is known, and then whenever it changes: a message id was spent, the epoch
   * turned, the credential may send again. Silent while the node is not started, and without a membership.
   * @returns how to stop it
   */
  watchQuota(listener: QuotaListener): () => void
}
