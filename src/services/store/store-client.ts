import { BoundedMap, bytesToHex, type Clock, type Metrics, type Random } from '../../foundation/index.ts'
import { NetworkError, RequestClient, type RequestClientComponents, type RequestOptions } from '../../network/index.ts'
import { StoreError, type StoreErrorCode } from './store-error.ts'
import { createStoreMetrics, type StoreMetrics } from './store-metrics.ts'
import { checkPage } from './store-page.ts'
import { storeProtocol } from './store-protocol.ts'
import { queryDefect, type StoreQuery, type StoreRequest, type StoreResponse, storeStatus } from './store-query.ts'
import { type StoredMessage, type StoredProofCheck, withFindings } from './stored-message.ts'

/** Messages of a walk through an archive that are remembered, to find one that comes again. */
const MAX_REMEMBERED_HASHES = 10_000

const REQUEST_ID_BYTES = 16

/** A page may have megabytes, and a store node with a large database takes its time. */
const STORE_TIMEOUT_MS = 30_000

export interface StoreClientComponents {
  readonly host: RequestClientComponents['host']
  readonly clock: Clock
  readonly random: Random
  readonly metrics: Metrics
  /** Missing: of no message anything is known of its proof. */
  readonly checkProof?: StoredProofCheck
}

/** A page of an archive, held to its query. */
export interface StorePage {
  /** Of every message on the page, 32 bytes each, in the order of time. */
  readonly messageHashes: readonly Uint8Array[]
  /** The messages; empty when only hashes were asked for. */
  readonly messages: readonly StoredMessage[]
  /** For the next page; missing on the last. */
  readonly cursor?: Uint8Array
}

/** What a query must say; the rest has defaults: with data, oldest first, 20 a page, all topics and times. */
export type PartialStoreQuery = Partial<StoreQuery>

/** Asks store nodes for messages, and believes nothing it can check. */
export class StoreClient {
  readonly #components: StoreClientComponents
  readonly #client: RequestClient<StoreRequest, StoreResponse>
  readonly #metrics: StoreMetrics

  constructor(components: StoreClientComponents) {
    this.#components = components
    this.#client = new RequestClient(components, storeProtocol)
    this.#metrics = createStoreMetrics(components.metrics)
  }

  /**
   * One page.
   * @param peer a peer id, or an address that ends in one
   * @throws StoreError
   */
  async queryPage(peer: string, partial: PartialStoreQuery, options: RequestOptions = {}): Promise<StorePage> {
    const query = completeStoreQuery(partial)
    const defect = queryDefect(query)
    if (defect !== undefined) throw new StoreError('bad_request', `the query cannot be sent: ${defect}`)
    const response = await this.#request(peer, query, options)
    try {
      const page = checkPage(query, response)
      return { ...page, messages: await withFindings(page.messages, this.#components.checkProof, this.#metrics.proofs) }
    } catch (error) {
      throw this.#failed(error as StoreError)
    }
  }

  /**
   * Page after page, to the end of what matches. A store that leads in circles is found out.
   * @throws StoreError
   */
  async *query(peer: string, partial: PartialStoreQuery, options: RequestOptions = {}): AsyncGenerator<StorePage> {
    const seen = new BoundedMap<string, true>(MAX_REMEMBERED_HASHES)
    let { cursor } = partial
    do {
      const page = await this.queryPage(peer, { ...partial, ...(cursor && { cursor }) }, options)
      for (const messageHash of page.messageHashes) {
        const hash = bytesToHex(messageHash)
        if (seen.has(hash)) throw this.#failed(new StoreError('bad_response', `the store node sent ${hash} twice`))
        seen.set(hash, true)
      }
      if (page.messageHashes.length > 0) yield page
      cursor = page.cursor
    } while (cursor !== undefined)
  }

  async #request(peer: string, query: StoreQuery, options: RequestOptions): Promise<StoreResponse> {
    const requestId = bytesToHex(this.#components.random.bytes(REQUEST_ID_BYTES))
    const response = await this.#client
      .request(peer, { ...query, requestId }, { timeoutMs: STORE_TIMEOUT_MS, ...options })
      .catch((error) => {
        throw this.#failed(asStoreError(error))
      })
    if (response.statusCode !== storeStatus.ok) throw this.#failed(storeErrorOf(response))
    if (response.requestId !== requestId) {
      throw this.#failed(new StoreError('bad_response', 'the store node answers another request than ours'))
    }
    return response
  }

  #failed(error: StoreError): StoreError {
    this.#metrics.errors.add(1, { type: error.code })
    return error
  }
}

/** The query with what was left out. */
export function completeStoreQuery(partial: PartialStoreQuery): StoreQuery {
  return { includeData: true, contentTopics: [], messageHashes: [], forward: true, ...partial }
}

/** What a response says that is none. */
export function storeErrorOf({ statusCode, statusDesc }: Pick<StoreResponse, 'statusCode' | 'statusDesc'>): StoreError {
  return new StoreError(codeOfStatus(statusCode), `the store answers ${statusCode} ${JSON.stringify(statusDesc)}`)
}

function codeOfStatus(statusCode: number): StoreErrorCode {
  switch (statusCode) {
    case storeStatus.badRequest:
      return 'bad_request'
    case storeStatus.tooManyRequests:
      return 'too_many_requests'
    case storeStatus.serviceUnavailable:
      return 'service_unavailable'
    case storeStatus.peerDialFailure:
      return 'peer_dial_failure'
    default:
      return 'bad_response'
  }
}

function asStoreError(error: unknown): StoreError {
  if (!(error instanceof NetworkError)) throw error
  const isPage = ['response_undecodable', 'frame_malformed', 'frame_too_large'].includes(error.code)
  if (isPage) return new StoreError('bad_response', error.message, { cause: error })
  if (error.code === 'too_many_requests') return new StoreError('too_many_requests', error.message, { cause: error })
  return new StoreError('peer_dial_failure', error.message, { cause: error })
}
