import type { NoiseSession, NoiseSessions } from '../encryption/index.ts'
import type { DecodedMessage } from './decoded-message.ts'
import { createDecoder, type Decoder } from './decoder.ts'
import { createEncoder, type Encoder, type EncoderOptions } from './encoder.ts'
import type { RoutingInfo } from './routing-info.ts'

/** The message version of 35/WAKU2-NOISE. */
const NOISE_VERSION = 2

/** A message of a session, from its other side: `session.remoteStatic` says who that is. */
export type NoiseMessage = DecodedMessage & {
  readonly session: NoiseSession
  /** Its place among all that the other side sent in this session, from 0; gaps are messages that did not come. */
  readonly number: bigint
}

export interface NoiseEncoderOptions extends Omit<EncoderOptions, 'sealing'> {
  /** Its right to send must be here. */
  readonly session: Pick<NoiseSession, 'seal'>
}

/**
 * An encoder of messages for the other side of a Noise session (35/WAKU2-NOISE, message version 2). Every message that it
 * makes is the session's next one, also when it is made twice of the same payload. With a session that may not send, its
 * `toProtoObj` and `toWire` reject with EncryptionError `sending_right_missing`.
 * @throws SdkError `content_topic_missing`
 */
export function createNoiseEncoder({ session, ...options }: NoiseEncoderOptions): Encoder {
  return createEncoder({ ...options, sealing: { version: NOISE_VERSION, seal: (payload) => session.seal(payload) } })
}

/**
 * A decoder of the messages of all these sessions. What is of none of them, was read before, comes too late or is no
 * genuine message is not for it: `fromProtoObj` gives undefined, and costs one look where it is of no session. Sessions may be
 * added and deleted while it is in use.
 * @throws SdkError `content_topic_missing`
 */
export function createNoiseDecoder(
  contentTopic: string,
  routingInfo: RoutingInfo,
  sessions: Pick<NoiseSessions, 'open'>,
): Decoder<NoiseMessage> {
  const open = (sealed: Uint8Array) => {
    const read = sessions.open(sealed)
    if (!read.ok) return undefined
    const { payload, session, number } = read
    return { payload, session, number }
  }
  return createDecoder(contentTopic, routingInfo, { version: NOISE_VERSION, open })
}

/**
 * A decoder of payloads of version 2 as they are, for a handshake's `read` or a pairing's `receive`.
 * @throws SdkError `content_topic_missing`
 */
export function createSealedNoiseDecoder(contentTopic: string, routingInfo: RoutingInfo): Decoder<DecodedMessage> {
  return createDecoder(contentTopic, routingInfo, { version: NOISE_VERSION, open: (payload) => ({ payload }) })
}

/**
 * An encoder of payloads of version 2 that are sealed already: what a handshake or a pairing says to send.
 * @throws SdkError `content_topic_missing`
 */
export function createSealedNoiseEncoder(options: Omit<EncoderOptions, 'sealing'>): Encoder {
  return createEncoder({ ...options, sealing: { version: NOISE_VERSION, seal: (payload) => payload } })
}
