import { expect } from 'chai'
import fc from 'fast-check'
import { bucketBits, bucketContentTopic, EncryptionError, meanBucketSize } from '../../../src/encryption/index.ts'
import { parseContentTopic, shardOfContentTopic } from '../../../src/message/index.ts'

const chat = (bits: number) => ({ application: 'chat', version: '1', encoding: 'proto', bits })
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof EncryptionError) return error.code
    throw error
  }
}

describe('content topic buckets', () => {
  it('are named after the beginning of the hash', () => {
    // SHA-256('alice') = 2bd806c97f0e00af...
    expect(bucketContentTopic(chat(0), 'alice')).to.equal('/chat/1/bucket-0-0/proto')
    expect(bucketContentTopic(chat(1), 'alice')).to.equal('/chat/1/bucket-1-0/proto')
    expect(bucketContentTopic(chat(3), 'alice')).to.equal('/chat/1/bucket-3-1/proto')
    expect(bucketContentTopic(chat(8), 'alice')).to.equal('/chat/1/bucket-8-2b/proto')
    expect(bucketContentTopic(chat(12), 'alice')).to.equal('/chat/1/bucket-12-2bd/proto')
    expect(bucketContentTopic(chat(32), new TextEncoder().encode('alice'))).to.equal('/chat/1/bucket-32-2bd806c9/proto')
  })

  it('are content topics of one shard, 2^bits of them at most', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 100 }),
        fc.integer({ min: 0, max: 5 }),
        (names, bits) => {
          const topics = new Set(names.map((name) => bucketContentTopic(chat(bits), name)))
          expect(topics.size).to.be.at.most(2 ** bits)
          for (const topic of topics) expect(parseContentTopic(topic)).to.include({ application: 'chat', version: '1' })
          expect(new Set([...topics].map((topic) => shardOfContentTopic(topic, 8))).size).to.equal(1)
        },
      ),
    ))

  it('hold as many people as were asked for, with the bits that are advised', () => {
    for (const [population, anonymity] of [
      [1000, 20],
      [20_000, 100],
      [50_000, 10],
    ] as const) {
      const bits = bucketBits(population, anonymity)
      const sizes = new Map<string, number>()
      for (let person = 0; person < population; person++) {
        const topic = bucketContentTopic(chat(bits), `person ${person}`)
        sizes.set(topic, (sizes.get(topic) ?? 0) + 1)
      }
      expect(sizes.size, `${population}`).to.equal(2 ** bits)
      expect(Math.min(...sizes.values()), `${population}`).to.be.at.least(anonymity)
      expect(meanBucketSize(population, bits)).to.be.at.most(2 * (anonymity + 8 * Math.sqrt(anonymity) + 16))
    }
  })

  it('do not part people who are too few', () => {
    expect(bucketBits(10, 10)).to.equal(0)
    expect(bucketBits(1, 1)).to.equal(0)
    expect(bucketBits(Number.MAX_SAFE_INTEGER, 1)).to.equal(32)
  })

  it('are refused when they are none', () => {
    for (const bits of [-1, 1.5, 33, Number.NaN]) {
      expect(
        codeOf(() => bucketContentTopic(chat(bits), 'alice')),
        `${bits}`,
      ).to.equal('bucket_invalid')
    }
    for (const wrong of [{ application: '' }, { version: 'a/b' }, { encoding: '/' }]) {
      expect(codeOf(() => bucketContentTopic({ ...chat(1), ...wrong }, 'alice'))).to.equal('bucket_invalid')
    }
    for (const [population, anonymity] of [
      [0, 1],
      [1, 0],
      [Number.NaN, 1],
    ] as const) {
      expect(codeOf(() => bucketBits(population, anonymity))).to.equal('bucket_invalid')
    }
  })
})
