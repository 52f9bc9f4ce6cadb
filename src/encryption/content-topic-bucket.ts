import { sha256 } from '@noble/hashes/sha2.js'
import { EncryptionError } from './encryption-error.ts'

/** The first four bytes of the hash: more people than that many buckets could part do not exist. */
const MAX_BITS = 32
/** By how many standard deviations a bucket may fall short of the mean and still hold as many people as asked for. */
const SPREAD = 4

/** An application's content topics, each shared by many people. */
export interface ContentTopicBuckets {
  /** The parts of `/{application}/{version}/{name}/{encoding}`, none of them empty or with a slash. */
  readonly application: string
  readonly version: string
  readonly encoding: string
  /** How many bits of the hash a topic shows: 0 to 32, and 2^bits topics. Fewer bits hide better and cost more. */
  readonly bits: number
}

/**
 * The topic on which messages about an identifier travel, a person's public key or a room's name: its name is the beginning
 * of the identifier's SHA-256, in hexadecimal, so that everybody whose hash begins so shares it. Application and version
 * decide the shard, so all buckets are on one.
 * @throws EncryptionError `bucket_invalid`
 */
export function bucketContentTopic(buckets: ContentTopicBuckets, identifier: string | Uint8Array): string {
  const { application, version, encoding, bits } = buckets
  if (!Number.isInteger(bits) || bits < 0 || bits > MAX_BITS) {
    throw new EncryptionError('bucket_invalid', `buckets have 0 to ${MAX_BITS} bits, not ${bits}`)
  }
  if ([application, version, encoding].some((part) => part === '' || part.includes('/'))) {
    throw new EncryptionError('bucket_invalid', 'application, version and encoding are not empty and have no slash')
  }
  const hash = sha256(typeof identifier === 'string' ? new TextEncoder().encode(identifier) : identifier)
  const prefix = bits === 0 ? 0 : new DataView(hash.buffer).getUint32(0) >>> (MAX_BITS - bits)
  const digits = Math.max(1, Math.ceil(bits / 4))
  return `/${application}/${version}/bucket-${bits}-${prefix.toString(16).padStart(digits, '0')}/${encoding}`
}

/** How many people share a topic on average. It is also how many times their own messages they receive. */
export function meanBucketSize(population: number, bits: number): number {
  return population / 2 ** bits
}

/**
 * The most bits with which a bucket still holds `anonymity` of `population` people, also when it is a small one: four
 * standard deviations below the mean, which one bucket in 30 000 is. 0 when there are too few people to part.
 * @throws EncryptionError `bucket_invalid`
 */
export function bucketBits(population: number, anonymity: number): number {
  if (!(population >= 1 && anonymity >= 1)) {
    throw new EncryptionError('bucket_invalid', 'population and anonymity are numbers of people, at least 1')
  }
  let bits = 0
  while (bits < MAX_BITS && smallestBucket(meanBucketSize(population, bits + 1)) >= anonymity) bits++
  return bits
}

function smallestBucket(mean: number): number {
  return mean - SPREAD * Math.sqrt(mean)
}
