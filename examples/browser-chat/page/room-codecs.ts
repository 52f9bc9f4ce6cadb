import { SymmetricKey } from 'waku-rln-relay/encryption'
import {
  createRoutingInfo,
  createSymmetricDecoder,
  createSymmetricEncoder,
  type DecodedMessage,
  type Decoder,
  decodedMessageOf,
  type Encoder,
  type LightNode,
  type NetworkSharding,
} from 'waku-rln-relay/sdk'
import { type ChatLine, decodeLine } from '../../chat/chat-line.ts'
import { contentTopicOf, type Room } from './room.ts'

/** Encrypted, and this page has no key; with another key than this page's; or not what this chat writes. */
export type Unreadable = 'no_key' | 'other_key' | 'no_line'

/** What a message says, or why it says nothing here. */
export type RoomContent = { readonly line: ChatLine } | { readonly unreadable: Unreadable }

export type RoomMessage = DecodedMessage & { readonly content: RoomContent }

/** The message version of encrypted payloads (26/WAKU2-PAYLOAD). */
const ENCRYPTED = 1

/** Encoder and decoder of a room. The decoder gives something for every message, so that the page can tell of each. */
export function roomCodecs(
  node: Pick<LightNode, 'createEncoder' | 'createDecoder'>,
  network: NetworkSharding,
  room: Room,
): { readonly encoder: Encoder; readonly decoder: Decoder<RoomMessage> } {
  const contentTopic = contentTopicOf(room)
  const symKey = room.key === undefined ? undefined : SymmetricKey.from(room.key)
  const routingInfo = createRoutingInfo(network, { contentTopic })
  const opener =
    symKey === undefined
      ? node.createDecoder({ contentTopic })
      : createSymmetricDecoder(contentTopic, routingInfo, symKey)
  const { pubsubTopic, fromWireToProtoObj } = opener
  return {
    encoder:
      symKey === undefined
        ? node.createEncoder({ contentTopic })
        : createSymmetricEncoder({ contentTopic, routingInfo, symKey }),
    decoder: {
      contentTopic,
      pubsubTopic,
      fromWireToProtoObj,
      fromProtoObj: async (topic, proto) => {
        const opened = await opener.fromProtoObj(topic, proto)
        const isEncrypted = (proto.version ?? 0) === ENCRYPTED
        const whenSealed = !isEncrypted ? 'no_line' : symKey === undefined ? 'no_key' : 'other_key'
        return decodedMessageOf(topic, proto, { content: contentOf(opened, whenSealed) })
      },
    },
  }
}

function contentOf(opened: DecodedMessage | undefined, whenSealed: Unreadable): RoomContent {
  if (opened === undefined) return { unreadable: whenSealed }
  const line = decodeLine(opened.payload)
  return line === undefined ? { unreadable: 'no_line' } : { line }
}
