import { bytesToHex, type Clock, type Metrics, type Random, sleep } from '../../foundation/index.ts'
import { NetworkError, RequestClient, type RequestClientComponents } from '../../network/index.ts'
import type { LightPushRequest, LightPushResponse, LightPushV2Response } from './lightpush-messages.ts'
import { lightPushProtocol, lightPushV2Protocol } from './lightpush-protocol.ts'
import { lightPushStatus } from './lightpush-status.ts'

/** Nodes asked, or one node so many times, before a push is given up. */
export const DEFAULT_PUSH_ATTEMPTS = 3

/** Before a node is asked a second time; what passes by itself has passed by then. */
export const PUSH_RETRY_DELAY_MS = 1_000

const REQUEST_ID_BYTES = 10

export interface LightPushClientComponents {
  readonly host: RequestClientComponents['host']
  readonly clock: Clock
  readonly random: Random
  readonly metrics: Metrics
}

export interface LightPushOptions {
  /** Default: 3. */
  readonly attempts?: number
  /** Calls the push off. */
  readonly signal?: AbortSignal
}

/** One node's answer, or what came in its place: 503 and 504 of its own kinds are told apart by the description. */
export interface PushFailure {
  readonly status: number
  readonly description: string
  /** The node asked; missing when there was none to ask. */
  readonly peer?: string
}

export type PushResult =
  /** How many peers took the message; version 2 does not tell. */
  | { readonly ok: true; readonly relayPeerCount?: number; readonly peer: string }
  /** The last failure, and those before it. */
  | ({ readonly ok: false; readonly earlier: readonly PushFailure[] } & PushFailure)

/** Of one node. */
type Answer =
  | { readonly ok: true; readonly relayPeerCount?: number }
  | { readonly ok: false; readonly status: number; readonly description: string }

/** The message itself is at fault, so that no other node would answer otherwise. */
const finalStatus: ReadonlySet<number> = new Set([lightPushStatus.badRequest, lightPushStatus.payloadTooLarge])

/** Has other nodes relay messages (light push, version 3, and 2 where a node knows no other). */
export class LightPushClient {
  readonly #components: LightPushClientComponents
  readonly #client: RequestClient<LightPushRequest, LightPushResponse>
  readonly #clientV2: RequestClient<LightPushRequest, LightPushV2Response>

  constructor(components: LightPushClientComponents) {
    this.#components = components
    this.#client = new RequestClient(components, lightPushProtocol)
    this.#clientV2 = new RequestClient(components, lightPushV2Protocol)
  }

  /**
   * Pushes a message to one node after the other until one has relayed it. A node may lie, so a refusal is final only
   * where the message is malformed.
   * @param peers ids of connected peers, or addresses with one, best first
   * @param pushed the encoded WakuMessage with its proof; a node of version 2 needs the pubsub topic
   * @throws NetworkError `request_aborted` when called off
   */
  async push(
    peers: readonly string[],
    pushed: Pick<LightPushRequest, 'data' | 'pubsubTopic'>,
    { attempts = DEFAULT_PUSH_ATTEMPTS, signal }: LightPushOptions = {},
  ): Promise<PushResult> {
    const failures: PushFailure[] = []
    for (let attempt = 0; attempt < attempts && peers.length > 0; attempt++) {
      if (attempt >= peers.length) await this.#pause(signal)
      const peer = peers[attempt % peers.length]!
      const result = await this.#pushTo(peer, pushed, signal)
      if (result.ok) return { ...result, peer }
      const { status, description } = result
      failures.push({ status, description, peer })
      if (finalStatus.has(status)) break
    }
    const description = 'No suitable service peer'
    const last = failures.pop() ?? { status: lightPushStatus.serviceUnavailable, description }
    return { ok: false, ...last, earlier: failures }
  }

  async #pause(signal: AbortSignal | undefined): Promise<void> {
    try {
      await sleep(this.#components.clock, PUSH_RETRY_DELAY_MS, signal)
    } catch (cause) {
      throw new NetworkError('request_aborted', 'the push was called off', { cause })
    }
  }

  async #pushTo(
    peer: string,
    pushed: Pick<LightPushRequest, 'data' | 'pubsubTopic'>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const requestId = bytesToHex(this.#components.random.bytes(REQUEST_ID_BYTES))
    const request = { requestId, ...pushed }
    const options = signal ? { signal } : {}
    try {
      return resultOf(await this.#client.request(peer, request, options), requestId)
    } catch (error) {
      if (!(error instanceof NetworkError) || error.code === 'request_aborted') throw error
      if (error.code !== 'protocol_not_supported') return failureOf(error)
    }
    try {
      return resultOfV2(await this.#clientV2.request(peer, request, options), requestId)
    } catch (error) {
      if (!(error instanceof NetworkError) || error.code === 'request_aborted') throw error
      return failureOf(error)
    }
  }
}

function resultOf(response: LightPushResponse, asked: string): Answer {
  const { requestId, statusCode, statusDesc, relayPeerCount = 0 } = response
  const isRefusedUnread = statusCode === lightPushStatus.tooManyRequests || statusCode === lightPushStatus.badRequest
  if (requestId !== asked && !isRefusedUnread) return OTHER_REQUEST
  if (statusCode !== lightPushStatus.success) {
    return { ok: false, status: statusCode, description: statusDesc ?? 'the node gave no reason' }
  }
  return relayPeerCount > 0 ? { ok: true, relayPeerCount } : NOBODY
}

/** The second version tells success and failure apart, and not how many peers took the message. */
function resultOfV2(response: LightPushV2Response, asked: string): Answer {
  const { requestId, isSuccess, info = 'the node gave no reason' } = response
  if (isSuccess) return requestId === asked ? { ok: true } : OTHER_REQUEST
  const status = /RLN|proof/i.test(info) ? lightPushStatus.invalidMessage : lightPushStatus.serviceUnavailable
  return { ok: false, status, description: info }
}

const OTHER_REQUEST: Answer = {
  ok: false,
  status: lightPushStatus.internalServerError,
  description: 'the answer is to another request',
}

/** nwaku once answered success with nobody to relay to. */
const NOBODY: Answer = {
  ok: false,
  status: lightPushStatus.noPeersToRelay,
  description: 'the node has no peers to relay the message to',
}

function failureOf({ message }: NetworkError): Answer {
  return { ok: false, status: lightPushStatus.serviceUnavailable, description: message }
}
