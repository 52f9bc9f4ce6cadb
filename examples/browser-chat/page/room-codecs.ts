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
import { contentTopicOf, type Room, symmetricKeyOf } from './room.ts'

/** What a message says, or why it says nothing here. */
export type RoomContent = { readonly line: ChatLine } | { readonly unreadable: 'other_key' | 'no_line' }

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
  const symKey = symmetricKeyOf(room)
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
        return decodedMessageOf(topic, proto, { content: contentOf(opened, (proto.version ?? 0) === ENCRYPTED) })
      },
    },
  }
}

function contentOf(opened: DecodedMessage | undefined, isEncrypted: boolean): RoomContent {
  const line = opened && decodeLine(opened.payload)
  if (line !== undefined) return { line }
  return { unreadable: opened === undefined && isEncrypted ? 'other_key' : 'no_line' }
}
