import { expect } from 'chai'
import { bytesToHex, hexToBytes } from '../../../src/foundation/index.ts'
import { messageHash } from '../../../src/message/index.ts'
import vectors from '../../vectors/wire.json' with { type: 'json' }

describe('messageHash', () => {
  const { pubsubTopic, contentTopic, timestampNs } = vectors.messageHash
  for (const { name, payload, meta, hash } of vectors.messageHash.vectors) {
    it(`agrees with 14/WAKU2-MESSAGE on ${name}`, () => {
      const message = {
        payload: hexToBytes(payload),
        contentTopic,
        meta: hexToBytes(meta),
        timestampNs: BigInt(timestampNs),
      }
      expect(bytesToHex(messageHash(pubsubTopic, message))).to.equal(hash)
    })
  }

  it('hashes the 8 timestamp bytes of a message without a timestamp, as nwaku does', () => {
    const message = { payload: new Uint8Array(0), contentTopic: '', meta: new Uint8Array(0), timestampNs: 0n }
    // sha256 of 8 zero bytes
    expect(bytesToHex(messageHash('', message))).to.equal(
      'af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc',
    )
  })
})
