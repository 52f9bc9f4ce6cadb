import type { Clock, Logger, Metrics, Startable } from '../../foundation/index.ts'
import {
  type RequestContext,
  type RequestQuotaOptions,
  type RequestRefusal,
  RequestServer,
  type RequestServerComponents,
  type UnwelcomePeers,
} from '../../network/index.ts'
import type { LightPushRequest, LightPushResponse, LightPushV2Response } from './lightpush-messages.ts'
import { createLightPushMetrics, createLightPushV2Metrics, type LightPushMetrics } from './lightpush-metrics.ts'
import { lightPushProtocol, lightPushQuota, lightPushV2Protocol } from './lightpush-protocol.ts'
import { type LightPushFailureStatus, lightPushStatus } from './lightpush-status.ts'

/** What became of a message: relayed to so many peers, or refused. */
export type PushVerdict =
  | { readonly ok: true; readonly relayPeerCount: number }
  | { readonly ok: false; readonly status: LightPushFailureStatus; readonly description: string }

/** A message to be judged like any other on the way to the relay, and published when it is valid. */
export interface PushedMessage {
  /** The encoded WakuMessage. */
  readonly data: Uint8Array
  /** Missing: the shard of the content topic. */
  readonly pubsubTopic?: string
  /** The client. */
  readonly peerId: string
}

export interface LightPushServerComponents {
  readonly host: RequestServerComponents['host']
  /** Never relays what it has not validated. */
  readonly publish: (pushed: PushedMessage) => Promise<PushVerdict>
  readonly unwelcome?: UnwelcomePeers
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface LightPushServerOptions {
  readonly quota?: RequestQuotaOptions
}

/** nwaku's word in a refusal for the quota, which its clients look for. */
const TOO_MANY_REQUESTS = 'TOO_MANY_REQUESTS'

/** nwaku's word in the second version for a message that nobody took. */
const NOT_PUBLISHED = 'not_published_to_any_peer'

/** Where a request was not read, its id is not known. */
const UNREAD_REQUEST_ID = 'N/A'

/** Relays for clients that do not (light push, versions 2 and 3). What comes is judged as a message of any neighbour's is. */
export class LightPushServer implements Startable {
  readonly #components: LightPushServerComponents
  readonly #servers: readonly Startable[]
  readonly #metrics: LightPushMetrics
  readonly #metricsV2: LightPushMetrics

  constructor(components: LightPushServerComponents, { quota = lightPushQuota }: LightPushServerOptions = {}) {
    this.#components = components
    this.#metrics = createLightPushMetrics(components.metrics)
    this.#metricsV2 = createLightPushV2Metrics(components.metrics)
    this.#servers = [
      new RequestServer(components, {
        protocol: lightPushProtocol,
        quota,
        handle: (request, context) => this.#answer(request, context),
        refuse: (reason) => this.#refuse(reason),
      }),
      new RequestServer(components, {
        protocol: lightPushV2Protocol,
        quota,
        handle: (request, context) => this.#answerV2(request, context),
        refuse: (reason) => this.#refuseV2(reason),
      }),
    ]
  }

  async start(): Promise<void> {
    for (const server of this.#servers) await server.start()
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop()
  }

  async #answer(request: LightPushRequest, context: RequestContext): Promise<LightPushResponse> {
    const { requestId } = request
    this.#metrics.messages.add(1, { type: 'PushRequest' })
    const verdict = await this.#push(request, context)
    if (verdict.ok) {
      return { requestId, statusCode: lightPushStatus.success, relayPeerCount: verdict.relayPeerCount }
    }
    this.#metrics.errors.add(1, { type: String(verdict.status) })
    return { requestId, statusCode: verdict.status, statusDesc: verdict.description }
  }

  async #answerV2(request: LightPushRequest, context: RequestContext): Promise<LightPushV2Response> {
    const { requestId } = request
    this.#metricsV2.messages.add(1, { type: 'PushRequest' })
    const verdict = await this.#push(request, context)
    if (verdict.ok) return { requestId, isSuccess: true, info: 'OK' }
    this.#metricsV2.errors.add(1, { type: String(verdict.status) })
    const isUntaken = verdict.status === lightPushStatus.noPeersToRelay
    return { requestId, isSuccess: false, info: isUntaken ? NOT_PUBLISHED : verdict.description }
  }

  async #push(request: LightPushRequest, { peerId }: RequestContext): Promise<PushVerdict> {
    const { publish, logger } = this.#components
    const { data, pubsubTopic } = request
    // Version 2 has no way to leave the topic out but to leave it empty.
    const verdict = await publish({ data, peerId, ...(pubsubTopic && { pubsubTopic }) }).catch((error): PushVerdict => {
      logger.error('a pushed message could not be published', { peerId, error })
      return { ok: false, status: lightPushStatus.internalServerError, description: 'internal error' }
    })
    if (!verdict.ok) {
      const { status, description } = verdict
      logger.debug('a pushed message is refused', { peerId, status, description })
    }
    return verdict
  }

  #refuse(reason: RequestRefusal): LightPushResponse {
    const isUndecodable = reason === 'undecodable'
    const statusCode = isUndecodable ? lightPushStatus.badRequest : lightPushStatus.tooManyRequests
    this.#metrics.errors.add(1, { type: String(statusCode) })
    return { requestId: UNREAD_REQUEST_ID, statusCode, statusDesc: refusalText(reason) }
  }

  #refuseV2(reason: RequestRefusal): LightPushV2Response {
    this.#metricsV2.errors.add(1, { type: reason === 'undecodable' ? 'decode_rpc_failure' : 'too_many_requests' })
    return { requestId: UNREAD_REQUEST_ID, isSuccess: false, info: refusalText(reason) }
  }
}

function refusalText(reason: RequestRefusal): string {
  return reason === 'undecodable' ? 'decode_rpc_failure: the request cannot be decoded' : TOO_MANY_REQUESTS
}
