import { expect } from 'chai'
import { bytesToHex, hexToBytes } from '../../../src/foundation/index.ts'
import { rlnSignal } from '../../../src/message/index.ts'

describe('rlnSignal', () => {
  it('is payload, content topic and the timestamp little-endian', () => {
    const signal = rlnSignal({ payload: hexToBytes('0102'), contentTopic: '/a', timestampNs: 0x1122334455667788n })
    expect(bytesToHex(signal)).to.equal('0102' + '2f61' + '8877665544332211')
  })

  it('takes the raw bytes of a content topic as they are', () => {
    const signal = rlnSignal({ payload: new Uint8Array(0), contentTopic: hexToBytes('ff80'), timestampNs: -1n })
    expect(bytesToHex(signal)).to.equal('ff80' + 'ffffffffffffffff')
  })
})
