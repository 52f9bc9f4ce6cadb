import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, messageHash } from '../../../src/message/index.ts'
import { gossipMessageKey } from '../../../src/relay/message-id.ts'
import { traceKeyOf } from '../../../src/relay/message-trace.ts'

const TOPIC = '/waku/2/rs/1/0'

describe('traceKeyOf', () => {
  const message = {
    payload: Uint8Array.of(1, 2, 3),
    contentTopic: '/a/1/b/proto',
    version: 0,
    timestampNs: 1_700_000_000_000_000_000n,
    meta: new Uint8Array(),
    ephemeral: false,
  }

  it('names a message by its deterministic hash, and the same bytes the same way again', () => {
    const data = encodeWakuMessage(message)
    const key = { messageHash: bytesToHex(messageHash(TOPIC, message)) }
    expect(traceKeyOf(TOPIC, data)).to.deep.equal(key)
    expect(traceKeyOf(TOPIC, data)).to.equal(traceKeyOf(TOPIC, data))
    expect(traceKeyOf(TOPIC, data.slice())).to.deep.equal(key)
  })

  it("names bytes that are no message by GossipSub's id", () => {
    const data = Uint8Array.of(0xff, 0xff)
    expect(traceKeyOf(TOPIC, data)).to.deep.equal({ gossipId: gossipMessageKey({ data }) })
  })
})
