import { bytesToHex, type Random } from '../../foundation/index.ts'
import { NetworkError, type RequestClient } from '../../network/index.ts'
import type { FilterRequestType, FilterSubscribeRequest, FilterSubscribeResponse } from './filter-messages.ts'
import { MAX_CONTENT_TOPICS_PER_REQUEST } from './filter-protocol.ts'
import { filterStatus } from './filter-status.ts'

/** What became of a request: a value, for a filter node may refuse and be right. */
export type FilterOutcome =
  | { readonly ok: true }
  /** One of `filterStatus`, or what a newer node answers; what is wrong, for people. */
  | { readonly ok: false; readonly status: number; readonly description: string }

const REQUEST_ID_BYTES = 10

export interface FilterRequesterComponents {
  readonly client: Pick<RequestClient<FilterSubscribeRequest, FilterSubscribeResponse>, 'request'>
  readonly random: Random
}

/** Asks filter nodes, and makes one outcome of whatever comes back or does not. */
export class FilterRequester {
  readonly #components: FilterRequesterComponents

  constructor(components: FilterRequesterComponents) {
    this.#components = components
  }

  /** @param peer a peer id, or an address that ends in one */
  ping(peer: string, signal: AbortSignal): Promise<FilterOutcome> {
    return this.#ask(peer, 'ping', { contentTopics: [] }, signal)
  }

  unsubscribeAll(peer: string, signal: AbortSignal): Promise<FilterOutcome> {
    return this.#ask(peer, 'unsubscribe_all', { contentTopics: [] }, signal)
  }

  /** In as many requests as it takes; the first that fails is the outcome. */
  async change(
    peer: string,
    type: 'subscribe' | 'unsubscribe',
    pubsubTopic: string,
    contentTopics: readonly string[],
    signal: AbortSignal,
  ): Promise<FilterOutcome> {
    for (let from = 0; from < contentTopics.length; from += MAX_CONTENT_TOPICS_PER_REQUEST) {
      const batch = contentTopics.slice(from, from + MAX_CONTENT_TOPICS_PER_REQUEST)
      const outcome = await this.#ask(peer, type, { pubsubTopic, contentTopics: batch }, signal)
      if (!outcome.ok) return outcome
    }
    return { ok: true }
  }

  async #ask(
    peer: string,
    type: FilterRequestType,
    topics: Pick<FilterSubscribeRequest, 'pubsubTopic' | 'contentTopics'>,
    signal: AbortSignal,
  ): Promise<FilterOutcome> {
    const requestId = bytesToHex(this.#components.random.bytes(REQUEST_ID_BYTES))
    try {
      const response = await this.#components.client.request(peer, { requestId, type, ...topics }, { signal })
      return outcomeOf(response, requestId)
    } catch (error) {
      return failureOf(error)
    }
  }
}

function outcomeOf({ requestId, statusCode, statusDesc }: FilterSubscribeResponse, asked: string): FilterOutcome {
  // A node that refuses before it reads does not know the request's id.
  const isRefusedUnread = statusCode === filterStatus.tooManyRequests || statusCode === filterStatus.badRequest
  if (requestId !== asked && !isRefusedUnread) {
    return { ok: false, status: filterStatus.badResponse, description: 'the answer is to another request' }
  }
  if (statusCode >= 200 && statusCode < 300) return { ok: true }
  return { ok: false, status: statusCode, description: statusDesc ?? 'the filter node gave no reason' }
}

function failureOf(error: unknown): FilterOutcome {
  if (!(error instanceof NetworkError)) throw error
  const status =
    error.code === 'response_undecodable'
      ? filterStatus.badResponse
      : error.code === 'request_timed_out' || error.code === 'too_many_requests'
        ? filterStatus.serviceUnavailable
        : filterStatus.peerDialFailure
  return { ok: false, status, description: error.message }
}
