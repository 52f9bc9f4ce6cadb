import {
  encodeWakuMessage,
  MAX_MESSAGE_SIZE_BYTES,
  MessageError,
  messageHash,
  type WakuMessage,
} from '../message/index.ts'
import { type LightPushClient, lightPushProtocol, lightPushV2Protocol } from '../services/lightpush/index.ts'
import { SpamProtectionError } from '../spam-protection/index.ts'
import type { Encoder, OutgoingMessage } from './encoder.ts'
import { type LightPushFailure, type LightPushResult, lightPushErrorOf } from './light-push-result.ts'
import type { LightRln } from './light-rln.ts'
import { wakuMessageOf } from './proto-message.ts'
import type { Service, ServicePeers } from './service-peers.ts'

export const lightPushService: Service = [lightPushProtocol.id, lightPushV2Protocol.id]

/** Peers that are given each message: one of them may take it and not relay it. */
export const DEFAULT_PUSH_REDUNDANCY = 2

/** Peers that are tried for one message, those that take it included. */
export const DEFAULT_MAX_ATTEMPTS = 5

export interface LightPushComponents {
  readonly client: Pick<LightPushClient, 'push'>
  readonly peers: Pick<ServicePeers, 'offering' | 'failed' | 'succeeded'>
  /** Missing: messages are sent with the proof that they bring along, or without. */
  readonly rln?: Pick<LightRln, 'attach' | 'refresh' | 'proves'>
}

export interface SendOptions {
  /** How many peers shall relay the message. Default: 2. */
  readonly numPeersToUse?: number
  /** How many peers are tried. Default: 5. */
  readonly maxAttempts?: number
}

/** Sends messages through nodes that relay them (lightpush, versions 3 and 2). */
export class LightPush {
  readonly #components: LightPushComponents

  constructor(components: LightPushComponents) {
    this.#components = components
  }

  /**
   * Encodes the message, proves it where the node has a membership, and gives it to several peers, another one for each
   * that fails. Where all find it invalid, the members have changed meanwhile, perhaps: then it is proven once more, under
   * the newest root and with the message id it has. Rejects only for mistakes of the program, as an encoder that throws.
   */
  async send(encoder: Encoder, message: OutgoingMessage, options: SendOptions = {}): Promise<LightPushResult> {
    const proto = await encoder.toProtoObj(message)
    if (proto === undefined) return nothingSent('encode_failed', 'the encoder made no message of it')
    // nwaku refuses an empty payload, and proto3 encoders would leave it out.
    if (proto.payload.length === 0) return nothingSent('empty_payload', 'the payload is empty')
    const { rln } = this.#components
    const mustProve = rln?.proves === true
    const sent = await this.#sendOnce(encoder.pubsubTopic, wakuMessageOf(proto), mustProve, options)
    const isRefusedByAll = sent.successes.length === 0 && sent.failures.some(({ error }) => error === 'invalid_message')
    if (!mustProve || !isRefusedByAll || !(await rln.refresh())) return sent
    const again = await this.#sendOnce(encoder.pubsubTopic, wakuMessageOf(proto), mustProve, options)
    return { ...again, failures: [...sent.failures, ...again.failures] }
  }

  async #sendOnce(
    pubsubTopic: string,
    unproven: WakuMessage,
    mustProve: boolean,
    options: SendOptions,
  ): Promise<LightPushResult> {
    // Before a message id is spent on it.
    if (this.#components.peers.offering(lightPushService).length === 0) return NO_PEER
    let message: WakuMessage
    let data: Uint8Array
    try {
      message = mustProve ? await this.#components.rln!.attach(unproven) : unproven
      data = encodeWakuMessage(message)
    } catch (error) {
      return unsendable(error)
    }
    if (data.length > MAX_MESSAGE_SIZE_BYTES) {
      return nothingSent('size_too_big', `the message has ${data.length} bytes, the network ${MAX_MESSAGE_SIZE_BYTES}`)
    }
    const result = await this.#giveToSeveral(pubsubTopic, data, options)
    return { ...result, messageHash: messageHash(pubsubTopic, message) }
  }

  async #giveToSeveral(pubsubTopic: string, data: Uint8Array, options: SendOptions): Promise<LightPushResult> {
    const { numPeersToUse = DEFAULT_PUSH_REDUNDANCY, maxAttempts = DEFAULT_MAX_ATTEMPTS } = options
    const { client, peers } = this.#components
    const candidates = peers.offering(lightPushService).slice(0, maxAttempts)
    if (candidates.length === 0) return NO_PEER
    const successes: string[] = []
    const failures: LightPushFailure[] = []
    // So many at once; each takes the next candidate when its own has failed.
    const takeTurns = async (): Promise<void> => {
      for (let peerId = candidates.shift(); peerId !== undefined; peerId = candidates.shift()) {
        const outcome = await client.push([peerId], { data, pubsubTopic }, { attempts: 1 })
        if (outcome.ok) {
          peers.succeeded(peerId)
          successes.push(peerId)
          return
        }
        peers.failed(peerId)
        failures.push({ error: lightPushErrorOf(outcome.status), description: outcome.description, peerId })
      }
    }
    await Promise.all(Array.from({ length: Math.max(1, numPeersToUse) }, takeTurns))
    return { successes, failures }
  }
}

function nothingSent(error: LightPushFailure['error'], description: string, retryAtMs?: number): LightPushResult {
  return { successes: [], failures: [{ error, description, ...(retryAtMs !== undefined && { retryAtMs }) }] }
}

const NO_PEER = nothingSent('no_peer_available', 'no connected peer offers light push')

function unsendable(error: unknown): LightPushResult {
  if (error instanceof SpamProtectionError) return nothingSent(error.code, error.message, error.retryAtMs)
  if (error instanceof MessageError) return nothingSent('encode_failed', error.message)
  throw error
}
