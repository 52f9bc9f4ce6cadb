import { BoundedMap, bytesToHex } from '../foundation/index.ts'
import {
  type PartialStoreQuery,
  type StoreClient,
  type StoredMessage,
  StoreError,
  type StorePage,
  storeProtocol,
} from '../services/store/index.ts'
import { type AnyDecodedMessage, type Decoder, decoderList } from './decoder.ts'
import { protoMessageOf } from './proto-message.ts'
import type { Reception } from './reception.ts'
import { SdkError } from './sdk-error.ts'
import type { Service, ServicePeers } from './service-peers.ts'

export const storeService: Service = [storeProtocol.id]

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** Messages of a query that are remembered, to find a store node that gives them again: 500 pages of the usual size. */
const MAX_REMEMBERED_HASHES = 10_000
/** Pages of a query: ten million messages a hundred at a time. A store node that has more invents them. */
const MAX_PAGES = 100_000

/** Which messages are wanted; the names are js-waku's. */
export interface QueryOptions {
  /** Inclusive. */
  readonly timeStart?: Date
  /** Inclusive, to the end of its millisecond. */
  readonly timeEnd?: Date
  /** Exactly these messages, whatever their topics and times. */
  readonly messageHashes?: readonly Uint8Array[]
  /** See `createCursor`. */
  readonly paginationCursor?: Uint8Array
  /** Oldest page first, or newest. Within a page, the oldest message comes first either way. Default: true. */
  readonly paginationForward?: boolean
  /** Messages of a page. Default: 20. */
  readonly paginationLimit?: number
  /** Ask this connected peer and no other. */
  readonly peerId?: string
}

export interface LightStoreComponents {
  readonly client: Pick<StoreClient, 'queryPage'>
  readonly peers: Pick<ServicePeers, 'offering' | 'failed' | 'succeeded'>
}

/** Decoders of one pubsub topic, by content topic. */
type Decoders<Message extends AnyDecodedMessage> = ReadonlyMap<string, Decoder<Message>>

/** History from store nodes (13/WAKU2-STORE). Messages with a wrong hash or an invalid proof are not among what it gives. */
export class LightStore {
  readonly #client: LightStoreComponents['client']
  readonly #peers: LightStoreComponents['peers']

  constructor({ client, peers }: LightStoreComponents) {
    this.#client = client
    this.#peers = peers
  }

  /**
   * Message after message, page after page, to the end of what matches or until the iteration is left. When a store node
   * fails in the middle, leads in a circle, or gives a page with nothing but invalid proofs, another one goes on behind the
   * last message.
   * @throws StoreError of the last peer asked; SdkError `no_peers_in_time` when there is none
   */
  async *query<Message extends AnyDecodedMessage>(
    decoders: Decoder<Message> | readonly Decoder<Message>[],
    options: QueryOptions = {},
  ): AsyncGenerator<{ readonly message: Message } & Reception, void, undefined> {
    const known = decodersOf(decoders)
    for await (const { page, peerId } of this.#pages(known, options)) {
      for (const stored of page.messages) {
        const message = await decode(known, stored)
        if (message !== undefined) yield { message, proof: stored.proof, peerId }
      }
    }
  }

  /** As js-waku's: pages of promises, undefined for what no decoder opens. */
  async *queryGenerator<Message extends AnyDecodedMessage>(
    decoders: readonly Decoder<Message>[],
    options: QueryOptions = {},
  ): AsyncGenerator<Promise<Message | undefined>[], void, undefined> {
    const known = decodersOf(decoders)
    for await (const { page } of this.#pages(known, options)) yield page.messages.map((stored) => decode(known, stored))
  }

  /** As js-waku's: calls back for each message in its order, until that returns true, or a promise of it. */
  async queryWithOrderedCallback<Message extends AnyDecodedMessage>(
    decoders: readonly Decoder<Message>[],
    callback: (message: Message, reception: Reception) => unknown,
    options: QueryOptions = {},
  ): Promise<void> {
    for await (const { message, ...reception } of this.query(decoders, options)) {
      if ((await callback(message, reception)) === true) return
    }
  }

  /** Where a query goes on behind this message. */
  createCursor({ hash }: Pick<AnyDecodedMessage, 'hash'>): Uint8Array {
    return hash
  }

  async *#pages(
    decoders: Decoders<AnyDecodedMessage>,
    options: QueryOptions,
  ): AsyncGenerator<{ readonly page: StorePage; readonly peerId: string }> {
    const query = queryOf(decoders, options)
    const seen = new BoundedMap<string, true>(MAX_REMEMBERED_HASHES)
    let cursor = options.paginationCursor
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const asked = { ...query, ...(cursor && { cursor }) }
      const { page, peerId } = await this.#pageFromAny(asked, seen, options.peerId)
      yield { page: withoutInvalid(page), peerId }
      cursor = page.cursor
      if (cursor === undefined) return
    }
    throw new StoreError('bad_response', `the store nodes have more than ${MAX_PAGES} pages: ask for a shorter time`)
  }

  async #pageFromAny(
    query: PartialStoreQuery,
    seen: BoundedMap<string, true>,
    onlyPeer: string | undefined,
  ): Promise<{ page: StorePage; peerId: string }> {
    const candidates = onlyPeer === undefined ? this.#peers.offering(storeService) : [onlyPeer]
    let failure: StoreError | SdkError = new SdkError('no_peers_in_time', 'no connected peer offers store')
    for (const peerId of candidates) {
      try {
        const page = await this.#client.queryPage(peerId, query)
        requireProgress(page, seen)
        this.#peers.succeeded(peerId)
        return { page, peerId }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        this.#peers.failed(peerId)
        failure = error
      }
    }
    throw failure
  }
}

/**
 * A page is remembered only when it is taken, so that the next node may give what is in a page that was not.
 * @throws StoreError `bad_response`
 */
function requireProgress({ messageHashes, messages }: StorePage, seen: BoundedMap<string, true>): void {
  const hashes = messageHashes.map(bytesToHex)
  const again = hashes.find((hash) => seen.has(hash))
  if (again !== undefined) throw new StoreError('bad_response', `the store node sent ${again} before: ask another one`)
  if (messages.length > 0 && messages.every(({ proof }) => proof === 'invalid')) {
    throw new StoreError('bad_response', 'the store node sent a page of invalid proofs only: ask another one')
  }
  for (const hash of hashes) seen.set(hash, true)
}

function decodersOf<Message extends AnyDecodedMessage>(
  given: Decoder<Message> | readonly Decoder<Message>[],
): Decoders<Message> {
  const decoders = decoderList(given)
  if (new Set(decoders.map(({ pubsubTopic }) => pubsubTopic)).size > 1) {
    throw new SdkError('option_invalid', 'one query reaches one shard: all its decoders must have one pubsub topic')
  }
  return new Map(decoders.map((decoder) => [decoder.contentTopic, decoder]))
}

function queryOf(decoders: Decoders<AnyDecodedMessage>, options: QueryOptions): PartialStoreQuery {
  const { timeStart, timeEnd, messageHashes, paginationForward = true, paginationLimit } = options
  const byHash = messageHashes !== undefined && messageHashes.length > 0
  const [first] = decoders.values()
  return {
    forward: paginationForward,
    ...(paginationLimit !== undefined && { limit: paginationLimit }),
    ...(byHash && { messageHashes }),
    ...(!byHash && { pubsubTopic: first!.pubsubTopic, contentTopics: [...decoders.keys()] }),
    ...(timeStart && { startTimeNs: BigInt(timeStart.valueOf()) * NANOSECONDS_PER_MILLISECOND }),
    ...(timeEnd && { endTimeNs: (BigInt(timeEnd.valueOf()) + 1n) * NANOSECONDS_PER_MILLISECOND - 1n }),
  }
}

function withoutInvalid(page: StorePage): StorePage {
  return { ...page, messages: page.messages.filter(({ proof }) => proof !== 'invalid') }
}

async function decode<Message extends AnyDecodedMessage>(
  decoders: Decoders<Message>,
  { pubsubTopic, message }: Pick<StoredMessage, 'pubsubTopic' | 'message'>,
): Promise<Message | undefined> {
  return decoders.get(message.contentTopic)?.fromProtoObj(pubsubTopic, protoMessageOf(message))
}
