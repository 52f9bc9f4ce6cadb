import { MembershipError } from './membership-error.ts'

/** A gas estimate on a busy machine takes seconds. Whoever cannot wait, as the sync, says so. */
const defaultTimeoutMs = 30_000

/** A page of 2 000 leaves is 130 kB and a full range of logs some megabytes; more than this is an attack or a mistake. */
const maxReplyBytes = 32 * 1024 * 1024

/** Sent twice, these may be refused the second time although the first arrived. */
const sendingMethods = new Set(['eth_sendRawTransaction', 'eth_sendTransaction'])

/** A JSON-RPC error object, as carried in the `cause` of `rpc_refused`. */
export interface JsonRpcErrorObject {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** One JSON-RPC server. */
export interface RpcEndpoint {
  /** Scheme, host and port: what may be logged of a URL that can hold an API key. */
  readonly origin: string
  /** @throws MembershipError with one of the `rpc_*` codes. */
  request(method: string, params: readonly unknown[]): Promise<unknown>
}

export interface HttpRpcEndpointOptions {
  readonly timeoutMs?: number
  /** Aborts every request under way and to come. */
  readonly signal?: AbortSignal
}

/** JSON-RPC over HTTP: bounded in time and size. Retrying is the caller's decision, but for one case: a connection that the
 * server closed just as it was used again says nothing of the server, so reads are sent once more. */
export class HttpRpcEndpoint implements RpcEndpoint {
  readonly origin: string
  readonly #url: string
  readonly #authorization: string | undefined
  readonly #timeoutMs: number
  readonly #signal: AbortSignal | undefined
  #nextId = 1

  constructor(url: string, options: HttpRpcEndpointOptions = {}) {
    const parsed = parseRpcUrl(url)
    this.origin = parsed.origin
    // fetch refuses URLs with credentials; they travel in the header instead.
    this.#authorization = parsed.username === '' ? undefined : basicAuthorization(parsed)
    parsed.username = ''
    parsed.password = ''
    this.#url = parsed.href
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs
    this.#signal = options.signal
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    const id = this.#nextId++
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const reply = await this.#post(method, body).catch((error: unknown) => {
      if (!isClosedUnderUs(error) || sendingMethods.has(method)) throw error
      return this.#post(method, body)
    })
    if (typeof reply !== 'object' || reply === null || !('id' in reply) || reply.id !== id) {
      // Some servers answer an overload with an error object without our id: still a refusal, and a more useful one.
      if (!hasErrorObject(reply)) throw this.#malformed(method, 'it is not a JSON-RPC reply to the request')
    }
    if (hasErrorObject(reply)) {
      const { error } = reply
      const text = `RPC ${this.origin} refused ${method}: ${error.message} (${error.code})`
      throw new MembershipError('rpc_refused', text, { cause: error })
    }
    if (!('result' in reply)) throw this.#malformed(method, 'it has neither result nor error')
    return reply.result
  }

  async #post(method: string, body: string): Promise<unknown> {
    const timeout = AbortSignal.timeout(this.#timeoutMs)
    const signal = this.#signal === undefined ? timeout : AbortSignal.any([timeout, this.#signal])
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (this.#authorization !== undefined) headers.authorization = this.#authorization
    let response: Response
    let text: string
    try {
      response = await fetch(this.#url, { method: 'POST', headers, body, signal })
      text = await readBounded(response)
    } catch (error) {
      throw this.#transportFailure(method, error, timeout.aborted)
    }
    if (response.status === 429) {
      throw new MembershipError('rpc_rate_limited', `RPC ${this.origin} answers 429 (too many requests) to ${method}`)
    }
    let reply: unknown
    try {
      reply = JSON.parse(text)
    } catch (error) {
      if (!response.ok) throw this.#httpError(method, response.status)
      throw this.#malformed(method, 'it is not JSON', error)
    }
    if (!response.ok && !hasErrorObject(reply)) throw this.#httpError(method, response.status)
    return reply
  }

  #httpError(method: string, status: number): MembershipError {
    return new MembershipError('rpc_http_error', `RPC ${this.origin} answers HTTP ${status} to ${method}`)
  }

  #malformed(method: string, why: string, cause?: unknown): MembershipError {
    return new MembershipError(
      'rpc_malformed_reply',
      `the answer of RPC ${this.origin} to ${method} is unusable: ${why}`,
      {
        cause,
      },
    )
  }

  #transportFailure(method: string, error: unknown, timedOut: boolean): MembershipError {
    if (error instanceof MembershipError) return error
    if (timedOut) {
      const text = `RPC ${this.origin} did not answer ${method} within ${this.#timeoutMs} ms`
      return new MembershipError('rpc_timeout', text, { cause: error })
    }
    const text = `RPC ${this.origin} cannot be reached (${reasonOf(error)}); is it running, and is the URL right?`
    return new MembershipError('rpc_unreachable', text, { cause: error })
  }
}

function parseRpcUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) {
    throw new MembershipError('rpc_url_invalid', 'an RPC URL must start with http:// or https://')
  }
  return parsed
}

function basicAuthorization(url: URL): string {
  return `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}`
}

function hasErrorObject(reply: unknown): reply is { error: JsonRpcErrorObject } {
  if (typeof reply !== 'object' || reply === null || !('error' in reply)) return false
  const { error } = reply
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error
}

/** Whether a kept connection broke off, as idle ones do. */
function isClosedUnderUs(error: unknown): boolean {
  if (!(error instanceof MembershipError) || error.code !== 'rpc_unreachable') return false
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(reasonOf(error.cause))
}

/** The innermost system code (ECONNREFUSED, ...) of a failed fetch, or its message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure'
  const cause = error.cause
  if (cause instanceof Error) return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
  return error.message
}

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > maxReplyBytes) {
      throw new MembershipError('rpc_malformed_reply', `an RPC reply exceeds ${maxReplyBytes} bytes`)
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
