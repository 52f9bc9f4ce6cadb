import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../src/foundation/index.ts'
import {
  decodeCapabilities,
  decodeMultiaddrs,
  decodeShardList,
  decodeShardVector,
} from '../../../src/network/enr-fields.ts'
import {
  createNodeKey,
  decodeEnr,
  encodeEnr,
  peerIdOfNodeKey,
  readWakuEnr,
  signEnr,
  signWakuEnr,
  type WakuRecord,
} from '../../../src/network/index.ts'

const KEY = hexToBytes('b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291')
const range = (length: number): number[] => Array.from({ length }, (_, index) => index)

function signed(record: Partial<WakuRecord>) {
  return signWakuEnr(KEY, 1n, { addresses: [], capabilities: ['relay'], ...record })
}

function field(record: Partial<WakuRecord>, key: string): string | undefined {
  const value = signed(record).entries.get(key)
  return value && bytesToHex(value as Uint8Array)
}

describe('node record of Waku (31/WAKU2-ENR)', () => {
  it('tells its capabilities as one byte', () => {
    expect(field({ capabilities: ['relay'] }, 'waku2')).to.equal('01')
    expect(field({ capabilities: ['relay', 'store', 'filter', 'lightpush', 'sync', 'mix'] }, 'waku2')).to.equal('3f')
    expect(field({ capabilities: [] }, 'waku2')).to.equal('00')
  })

  it('lists its shards below 64, each once and in order, and has no vector then', () => {
    const shards = { clusterId: 258, shards: [7, 3, 300, 3] }
    expect(field({ shards }, 'rs')).to.equal('0102' + '03' + '0003' + '0007' + '012c')
    expect(field({ shards }, 'rsv')).to.equal(undefined)
    expect(field({ shards: { clusterId: 1, shards: range(63) } }, 'rs')).to.have.length(2 * (3 + 126))
  })

  it('tells 64 shards and more as bits, the lowest first as nwaku, and has no list then', () => {
    const shards = { clusterId: 1, shards: [...range(63), 1023] }
    expect(field({ shards }, 'rs')).to.equal(undefined)
    expect(field({ shards }, 'rsv')).to.equal(`0001${'ff'.repeat(7)}7f${'00'.repeat(119)}80`)
  })

  it('tells its TCP address in fields, and what those cannot tell as multiaddrs', () => {
    const texts = ['/ip4/203.0.113.7/tcp/60000', '/dns4/a.example/tcp/443/wss', '/ip4/203.0.113.7/tcp/8000/ws']
    const enr = signed({ addresses: texts.map((text) => multiaddr(text)), udpPort: 9000 })
    const hex = (key: string): string => bytesToHex(enr.entries.get(key) as Uint8Array)
    expect([hex('ip'), hex('tcp'), hex('udp')]).to.deep.equal(['cb007107', 'ea60', '2328'])
    expect(hex('multiaddrs')).to.equal(
      '0010' +
        '3609' +
        bytesToHex(new TextEncoder().encode('a.example')) +
        '0601bb' +
        'de03' +
        '000a' +
        '04cb007107' +
        '061f40' +
        'dd03',
    )
    expect(readWakuEnr(enr).addresses.map(String)).to.deep.equal(texts)
  })

  it('leaves out addresses that do not fit 300 bytes, the last first', () => {
    const addresses = range(20).map((index) => multiaddr(`/dns4/node-${index}.example.org/tcp/443/wss`))
    const shards = { clusterId: 1, shards: range(40) }
    const read = readWakuEnr(decodeEnr(encodeEnr(signed({ addresses, shards }))))
    expect(read.shards).to.deep.equal(shards)
    expect(read.addresses.map(String)).to.deep.equal(addresses.slice(0, read.addresses.length).map(String))
    expect(read.addresses.length).to.be.within(1, 3)
  })

  it('carries the peer id of its key', async () => {
    const key = await createNodeKey()
    const enr = signWakuEnr(key.raw, 1n, { addresses: [], capabilities: [] })
    expect(readWakuEnr(enr).peerId.toString()).to.equal(peerIdOfNodeKey(key))
  })

  it('is read as it was told', () => {
    const shards = fc.record({
      clusterId: fc.nat(65_535),
      shards: fc.uniqueArray(fc.nat(1023), { maxLength: 100 }).map((list) => list.sort((a, b) => a - b)),
    })
    fc.assert(
      fc.property(shards, fc.subarray(['relay', 'store', 'filter', 'lightpush', 'sync', 'mix'] as const), (s, c) => {
        const read = readWakuEnr(decodeEnr(encodeEnr(signed({ shards: s, capabilities: c }))))
        expect(read.shards).to.deep.equal(s)
        expect(read.capabilities).to.deep.equal(c)
      }),
      { numRuns: 50 },
    )
  })

  it('passes over fields that are malformed or that nobody here knows', () => {
    const fields = {
      waku2: '0101',
      rs: '000103000100',
      ip: '7f0000',
      tcp: '00ea60',
      multiaddrs: '0003' + 'ffff' + '0001',
      zebra: '00',
    }
    const enr = signEnr(KEY, 1n, new Map(Object.entries(fields).map(([key, hex]) => [key, hexToBytes(hex)])))
    expect(readWakuEnr(decodeEnr(encodeEnr(enr)))).to.deep.include({ addresses: [], capabilities: [] })
    expect(readWakuEnr(enr).shards).to.equal(undefined)
  })

  it('reads any bytes in its fields without a failure, 10 000 of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 131 }), (bytes) => {
        const isShort = (list: readonly unknown[] | undefined, most: number): boolean => (list?.length ?? 0) <= most
        return (
          isShort(decodeMultiaddrs(bytes), 65) &&
          isShort(decodeCapabilities(bytes), 6) &&
          isShort(decodeShardList(bytes)?.shards, 64) &&
          isShort(decodeShardVector(bytes)?.shards, 1024)
        )
      }),
      { numRuns: 10_000 },
    )
  })
})
