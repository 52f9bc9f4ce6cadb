import { expect } from 'chai'
import type { FoundMessage } from '../../../src/storage/archive-page.ts'
import { inPortions, readTogether } from '../../../src/storage/postgres-portions.ts'

const found = (...sizes: readonly number[]): FoundMessage[] =>
  sizes.map((sizeBytes, index) => ({ timestampNs: BigInt(index), hash: new Uint8Array(32).fill(index), sizeBytes }))

describe('the portions of a page from PostgreSQL', () => {
  const sizesOf = (sizes: readonly number[]): number[][] =>
    [...inPortions(found(...sizes), 100)].map((portion) => portion.map(({ sizeBytes }) => sizeBytes))

  it('hold as much as the event loop can bear, in order, and a larger message alone', () => {
    expect(sizesOf([])).to.deep.equal([])
    expect(sizesOf([50, 50, 1, 99, 150, 150, 10])).to.deep.equal([[50, 50], [1, 99], [150], [150], [10]])
  })

  it('are cut out of one piece, each message under the hash it was asked for, whichever others are gone', async () => {
    const portion = found(2, 1, 3)
    const data = Buffer.from('aaccc')
    const row = { places: [1, 3], topics: ['first', 'third'], sizes: [2, 3], data }
    const read = await readTogether({ query: async <Row>() => [row] as Row[] }, portion)
    expect(read).to.deep.equal([
      {
        messageHash: portion[0]!.hash,
        timestampNs: 0n,
        pubsubTopic: 'first',
        data: Uint8Array.from(data.subarray(0, 2)),
      },
      { messageHash: portion[2]!.hash, timestampNs: 2n, pubsubTopic: 'third', data: Uint8Array.from(data.subarray(2)) },
    ])
    data.fill(0)
    expect(read[0]!.data, 'memory that pg may give to others').to.deep.equal(new Uint8Array(Buffer.from('aa')))
  })

  it('are nothing when no message is there any more', async () => {
    const row = { places: null, topics: null, sizes: null, data: null }
    expect(await readTogether({ query: async <Row>() => [row] as Row[] }, found(1))).to.deep.equal([])
  })
})
