import type { Startable } from '../../foundation/index.ts'
import { type RequestQuotaOptions, RequestServer, type RequestServerComponents } from '../../network/index.ts'
import { type ArchiveEntry, type ArchivePage, type MessageArchive, StorageError } from '../../storage/index.ts'
import { completeStoreQuery, type PartialStoreQuery, type StorePage, storeErrorOf } from './store-client.ts'
import { createStoreMetrics, type StoreMetrics } from './store-metrics.ts'
import { checkPage } from './store-page.ts'
import { MAX_SENT_DATA_BYTES, storeProtocol, storeQuota, storeStreams } from './store-protocol.ts'
import {
  pageSizeOf,
  queryDefect,
  type StoreEntry,
  type StoreQuery,
  type StoreRequest,
  type StoreResponse,
  storeStatus,
} from './store-query.ts'
import { type StoredProofCheck, withFindings } from './stored-message.ts'

/** What a request is called that could not be read, or was not: nwaku's. */
const UNKNOWN_REQUEST = 'N/A'

export interface StoreServiceComponents extends RequestServerComponents {
  readonly archive: Pick<MessageArchive, 'query'>
  /** For pages of this node itself. Missing: nothing is known of a proof. */
  readonly checkProof?: StoredProofCheck
}

export interface StoreServiceOptions {
  /** Default: `storeQuota`. */
  readonly quota?: RequestQuotaOptions
}

/** Answers queries out of an archive. Pages are bounded by count and by bytes. */
export class StoreService implements Startable {
  readonly #components: StoreServiceComponents
  readonly #metrics: StoreMetrics
  readonly #server: RequestServer<StoreRequest, StoreResponse>

  constructor(components: StoreServiceComponents, options: StoreServiceOptions = {}) {
    this.#components = components
    this.#metrics = createStoreMetrics(components.metrics)
    this.#server = new RequestServer(components, {
      protocol: storeProtocol,
      quota: options.quota ?? storeQuota,
      streams: storeStreams,
      handle: (request) => this.answer(request),
      refuse: (reason) =>
        reason === 'over_quota'
          ? this.#refusal(UNKNOWN_REQUEST, 'tooManyRequests', 'TOO_MANY_REQUESTS')
          : this.#refusal(UNKNOWN_REQUEST, 'badRequest', 'BAD_REQUEST: the request cannot be read'),
    })
  }

  start(): Promise<void> {
    return this.#server.start()
  }

  stop(): Promise<void> {
    return this.#server.stop()
  }

  /** The answer a peer would get. Never rejects: what is wrong is a status. */
  async answer(request: StoreRequest): Promise<StoreResponse> {
    const { clock, logger } = this.#components
    const { requestId } = request
    this.#metrics.queries.add()
    const defect = queryDefect(request)
    if (defect !== undefined) return this.#refusal(requestId, 'badRequest', `BAD_REQUEST: ${defect}`)
    const startedAtMs = clock.monotonicMs()
    try {
      const page = await this.#query(request)
      if (!page.ok) return this.#refusal(requestId, 'badRequest', 'BAD_REQUEST: the cursor is unknown')
      this.#metrics.seconds.set((clock.monotonicMs() - startedAtMs) / 1000, { phase: 'query' })
      const entries = page.entries.map(entryOf)
      const { cursor } = page
      return { requestId, statusCode: storeStatus.ok, statusDesc: 'OK', entries, ...(cursor && { cursor }) }
    } catch (error) {
      logger.warn('a store query failed', { error })
      const why = error instanceof StorageError ? error.code : 'internal_error'
      return this.#refusal(requestId, 'serviceUnavailable', `SERVICE_UNAVAILABLE: ${why}`)
    }
  }

  /**
   * A page for this node itself.
   * @param checksProofs Whether to look at the proofs: not everything that is archived has one that was found valid.
   * @throws StoreError
   */
  async queryPage(partial: PartialStoreQuery, checksProofs = false): Promise<StorePage> {
    const query = completeStoreQuery(partial)
    const response = await this.answer({ ...query, requestId: '' })
    if (response.statusCode !== storeStatus.ok) throw storeErrorOf(response)
    const page = checkPage(query, response)
    const checkProof = checksProofs ? this.#components.checkProof : undefined
    return { ...page, messages: await withFindings(page.messages, checkProof, this.#metrics.proofs) }
  }

  #query(query: StoreQuery): Promise<ArchivePage> {
    const { pubsubTopic, contentTopics, startTimeNs, endTimeNs, messageHashes, cursor, forward, includeData } = query
    return this.#components.archive.query({
      contentTopics,
      hashes: messageHashes,
      forward,
      includeData,
      limit: pageSizeOf(query),
      maxBytes: MAX_SENT_DATA_BYTES,
      ...(pubsubTopic !== undefined && { pubsubTopic }),
      ...(startTimeNs !== undefined && { startTimeNs }),
      ...(endTimeNs !== undefined && { endTimeNs }),
      ...(cursor && { cursor }),
    })
  }

  #refusal(requestId: string, status: keyof typeof storeStatus, statusDesc: string): StoreResponse {
    this.#metrics.errors.add(1, { type: status })
    return { requestId, statusCode: storeStatus[status], statusDesc, entries: [] }
  }
}

function entryOf({ messageHash, data, pubsubTopic }: ArchiveEntry): StoreEntry {
  return { messageHash, ...(data && pubsubTopic !== undefined && { content: { data, pubsubTopic } }) }
}
