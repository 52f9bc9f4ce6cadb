import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { decodeWakuMessage, encodeWakuMessage, messageHash } from '../../../src/message/index.ts'
import { archivedMessageOf } from '../../../src/storage/index.ts'

const TOPIC = '/waku/2/rs/1/0'
const field = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

describe('archivedMessageOf', () => {
  const message = {
    payload: Uint8Array.of(1, 2, 3),
    contentTopic: '/archive/1/test/proto',
    version: 1,
    timestampNs: 1_700_000_000_000_000_001n,
    meta: Uint8Array.of(4),
    ephemeral: false,
    rateLimitProof: {
      proof: new Uint8Array(128).fill(1),
      merkleRoot: field(2),
      epoch: field(3),
      shareX: field(4),
      shareY: field(5),
      nullifier: field(6),
      rlnIdentifier: field(7),
    },
  }
  const data = encodeWakuMessage(message)

  it("has a message's hash, topics, time and its bytes with the proof", () => {
    const archived = archivedMessageOf(TOPIC, data)!
    expect(bytesToHex(archived.messageHash)).to.equal(bytesToHex(messageHash(TOPIC, message)))
    expect(archived).to.include({ pubsubTopic: TOPIC, contentTopic: message.contentTopic, data })
    expect(archived.timestampNs).to.equal(message.timestampNs)
    expect(decodeWakuMessage(archived.data)).to.have.deep.property('message', message)
  })

  it('is nothing for bytes that are no message, or a topic that no database takes', () => {
    expect(archivedMessageOf(TOPIC, Uint8Array.of(1, 2, 3))).to.equal(undefined)
    for (const topic of [`/${'x'.repeat(256)}`, '/a\0b', '/\ud800'])
      expect(archivedMessageOf(topic, data)).to.equal(undefined)
  })
})
