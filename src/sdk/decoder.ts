import { decodeWakuMessage } from '../message/index.ts'
import { type DecodedMessage, decodedMessageOf } from './decoded-message.ts'
import { type ProtoMessage, protoMessageOf } from './proto-message.ts'
import { type RoutingInfo, requireContentTopic } from './routing-info.ts'
import { SdkError } from './sdk-error.ts'

/** What every decoder's messages have, js-waku's too. */
export type AnyDecodedMessage = Pick<DecodedMessage, 'payload' | 'contentTopic' | 'pubsubTopic' | 'hash'>

/** How Waku messages become an application's: js-waku's `IDecoder`, so that either's decoders work with both. */
export interface Decoder<Message extends AnyDecodedMessage> {
  readonly contentTopic: string
  readonly pubsubTopic: string
  /** undefined when the bytes are no message. */
  fromWireToProtoObj(bytes: Uint8Array): Promise<ProtoMessage | undefined>
  /** undefined when the message is not for this decoder. */
  fromProtoObj(pubsubTopic: string, proto: ProtoMessage): Promise<Message | undefined>
}

/** How payloads of a message version are opened. */
export interface PayloadOpening<Opened extends { readonly payload: Uint8Array }> {
  readonly version: number
  /** undefined when the payload is not for us. Never throws: it comes from a stranger. */
  readonly open: (payload: Uint8Array) => Opened | undefined | Promise<Opened | undefined>
}

/**
 * A decoder of 14/WAKU2-MESSAGE, for payloads that travel as they are, or that `opening` opens. Messages of another
 * version are not for it.
 * @throws SdkError `content_topic_missing`
 */
export function createDecoder(contentTopic: string, routingInfo: RoutingInfo): Decoder<DecodedMessage>
export function createDecoder<Opened extends { readonly payload: Uint8Array }>(
  contentTopic: string,
  routingInfo: RoutingInfo,
  opening: PayloadOpening<Opened>,
): Decoder<DecodedMessage & Opened>
export function createDecoder(
  contentTopic: string,
  { pubsubTopic }: RoutingInfo,
  opening?: PayloadOpening<{ readonly payload: Uint8Array }>,
): Decoder<DecodedMessage> {
  requireContentTopic(contentTopic)
  return {
    contentTopic,
    pubsubTopic,
    fromWireToProtoObj: async (bytes) => {
      const decoded = decodeWakuMessage(bytes)
      return decoded.ok ? protoMessageOf(decoded.message) : undefined
    },
    fromProtoObj: async (topic, proto) => {
      if ((proto.version ?? 0) !== (opening?.version ?? 0)) return undefined
      if (opening === undefined) return decodedMessageOf(topic, proto)
      const opened = await opening.open(proto.payload)
      return opened && decodedMessageOf(topic, proto, opened)
    },
  }
}

/** One decoder or several, as a list. @throws SdkError `option_invalid` when it is empty */
export function decoderList<Message extends AnyDecodedMessage>(
  given: Decoder<Message> | readonly Decoder<Message>[],
): readonly Decoder<Message>[] {
  const decoders = Array.isArray(given) ? (given as readonly Decoder<Message>[]) : [given as Decoder<Message>]
  if (decoders.length === 0) throw new SdkError('option_invalid', 'give at least one decoder')
  return decoders
}
