import type { ProofKind } from '../rln/index.ts'
import { parseExactJson, stringifyExactJson } from './exact-json.ts'
import type { MessageJson } from './message-json.ts'
import { RestError } from './rest-error.ts'
import type { RlnStatusJson } from './rln-routes.ts'

/** Proving takes seconds on a small machine; a node that takes longer than this has a problem. */
const REQUEST_TIMEOUT_MS = 60_000

export interface OutgoingMessageJson {
  /** Base64. */
  readonly payload: string
  readonly contentTopic: string
  readonly version?: number
  /** Nanoseconds since the Unix epoch. */
  readonly timestamp?: bigint
  /** Base64. */
  readonly meta?: string
  readonly ephemeral?: boolean
}

export interface PublishReceiptJson {
  readonly messageHash: string
  readonly pubsubTopic: string
  readonly recipients: number
  readonly proofMs: number
  readonly proofKind: ProofKind | 'none'
}

export interface HealthJson {
  readonly nodeHealth: string
  readonly protocolsHealth: readonly Readonly<Record<string, string>>[]
}

/** Speaks to a node's REST API. Every method throws RestError when the node cannot be reached or refuses. */
export class RestClient {
  readonly #url: string

  /** @param url such as `http://127.0.0.1:8645` */
  constructor(url: string) {
    this.#url = url.replace(/\/+$/, '')
  }

  async subscribe(contentTopics: readonly string[]): Promise<void> {
    await this.#request('POST', '/relay/v1/auto/subscriptions', contentTopics)
  }

  async publish(message: OutgoingMessageJson): Promise<PublishReceiptJson> {
    return (await this.#request('POST', '/relay/v1/auto/messages', message)) as PublishReceiptJson
  }

  /** Takes the messages that arrived on a content topic since the last call. */
  async takeMessages(contentTopic: string): Promise<MessageJson[]> {
    return (await this.#request('GET', `/relay/v1/auto/messages/${encodeURIComponent(contentTopic)}`)) as MessageJson[]
  }

  async health(): Promise<HealthJson> {
    return (await this.#request('GET', '/health')) as HealthJson
  }

  async rlnStatus(): Promise<RlnStatusJson> {
    return (await this.#request('GET', '/rln/v1/status')) as RlnStatusJson
  }

  async #request(method: string, path: string, body?: unknown): Promise<unknown> {
    let response: Response
    let text: string
    try {
      response = await fetch(this.#url + path, {
        method,
        headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: stringifyExactJson(body) }),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      })
      text = await response.text()
    } catch (error) {
      throw new RestError('node_unreachable', `no node answers at ${this.#url}; is it running, with this REST port?`, {
        cause: error,
      })
    }
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false
    const answer = isJson ? parseExactJson(text) : text
    if (response.ok) return answer
    const { message, code } =
      typeof answer === 'string' ? { message: answer } : (answer as { message: string; code?: string })
    throw new RestError('request_refused', code === undefined ? message : `${message} (${code})`)
  }
}
