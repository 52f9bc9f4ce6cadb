import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'
import { decodeMetadata, encodeMetadata, MAX_TOLD_SHARDS } from '../../../../src/services/metadata/metadata-codec.ts'

const clusters = fc.option(fc.nat(0xffff), { nil: undefined })
const shardLists = fc.uniqueArray(fc.nat(0xffff), { maxLength: 100 }).map((shards) => shards.toSorted((a, b) => a - b))

describe('metadata on the wire', () => {
  it('has its shards twice: one by one in field 2, and packed in field 3, as nwaku writes them', () => {
    expect(bytesToHex(encodeMetadata({ clusterId: 1, shards: [0, 7, 300] }))).to.equal(
      '0801' + '1000' + '1007' + '10ac02' + '1a04' + '0007ac02',
    )
    expect(bytesToHex(encodeMetadata({ clusterId: 0, shards: [] })), 'cluster 0 is said, too').to.equal('0800')
    expect(bytesToHex(encodeMetadata({ shards: [] }))).to.equal('')
  })

  const readable: readonly (readonly [what: string, hex: string, shards: readonly number[]])[] = [
    ['one by one in field 2, as the specification has it', '0801 1000 1007', [0, 7]],
    ['packed in field 2, as old nwaku and Go write it', '0801 12020007', [0, 7]],
    ['packed in field 3', '0801 1a020007', [0, 7]],
    ['one by one in field 3', '0801 1800 1807', [0, 7]],
    ['in both fields, of which 3 counts', '0801 1003 1a020007', [0, 7]],
    ['more than once, and in any order', '0801 1007 1000 1007', [0, 7]],
    ['nowhere', '0801', []],
    ['among fields that nobody knows', '0801 220100 2801 1007 1000', [0, 7]],
  ]
  for (const [what, hex, shards] of readable) {
    it(`is read when the shards are ${what}`, () => {
      expect(decodeMetadata(hexToBytes(hex.replaceAll(' ', '')))).to.deep.equal({ clusterId: 1, shards })
    })
  }

  const unreadable: readonly (readonly [what: string, hex: string])[] = [
    ['no protobuf', '08'],
    ['a packed list that ends within a number', '08011a0180'],
    ['a cluster of more than 32 bits', '08ffffffffff01'],
    ['a shard above 65535', '08011080808001'],
  ]
  for (const [what, hex] of unreadable) {
    it(`is refused for ${what}`, () => {
      expect(decodeMetadata(hexToBytes(hex))).to.equal(undefined)
    })
  }

  it('fits the 1024 bytes that nwaku reads, whatever is relayed', () => {
    const shards = Array.from({ length: 1_024 }, (_, index) => 0xffff - index)
    const bytes = encodeMetadata({ clusterId: 0xffff, shards })
    expect(bytes.length).to.be.within(900, 1_024)
    expect(decodeMetadata(bytes)?.shards).to.have.length(MAX_TOLD_SHARDS)
  })

  it('may leave the cluster out', () => {
    expect(decodeMetadata(hexToBytes('1001'))).to.deep.equal({ shards: [1] })
  })

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(clusters, shardLists, (clusterId, shards) => {
        const metadata = { ...(clusterId !== undefined && { clusterId }), shards }
        expect(decodeMetadata(encodeMetadata(metadata))).to.deep.equal(metadata)
      }),
    )
  })

  it('of random and of damaged bytes is read or refused, never an exception', () => {
    const damaged = fc.tuple(shardLists, fc.nat(), fc.nat(0xff)).map(([shards, place, byte]) => {
      const bytes = encodeMetadata({ clusterId: 1, shards })
      bytes[place % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 1_024 }), damaged), (bytes) => {
        const metadata = decodeMetadata(bytes)
        expect(metadata === undefined || metadata.shards.every((shard) => shard <= 0xffff)).to.equal(true)
      }),
      { numRuns: 10_000 },
    )
  })
})
