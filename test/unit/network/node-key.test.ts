import { privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { createNodeKey, type NetworkError, parseNodeKey } from '../../../src/network/index.ts'

const SECRET = 'b'.repeat(63)

describe('node key', () => {
  it('is new and secp256k1 each time', async () => {
    const [a, b] = await Promise.all([createNodeKey(), createNodeKey()])
    expect(a.type).to.equal('secp256k1')
    expect(bytesToHex(a.raw)).to.not.equal(bytesToHex(b.raw))
  })

  it('is read from 32 bytes in hexadecimal, with or without 0x', async () => {
    const key = await createNodeKey()
    for (const text of [bytesToHex(key.raw), `0x${bytesToHex(key.raw)}`, ` ${bytesToHex(key.raw)}\n`]) {
      expect(parseNodeKey(text).equals(key)).to.equal(true)
    }
  })

  it('is read from the protobuf form', async () => {
    const key = await createNodeKey()
    expect(parseNodeKey(bytesToHex(privateKeyToProtobuf(key))).equals(key)).to.equal(true)
  })

  it('is refused without telling what was typed', () => {
    for (const text of ['', SECRET, `${SECRET}g`, `${SECRET}bbb`, '0'.repeat(64), 'f'.repeat(64)]) {
      try {
        parseNodeKey(text)
        expect.fail(`accepted ${text}`)
      } catch (error) {
        expect((error as NetworkError).code, text).to.equal('invalid_node_key')
        expect((error as NetworkError).message).to.include('--nodekey')
        const said = `${(error as NetworkError).stack} ${String((error as NetworkError).cause)}`
        expect(said).to.not.include(SECRET)
      }
    }
  })
})
