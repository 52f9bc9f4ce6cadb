import type { ArchivedMessage, MessageArchive } from '../../src/storage/index.ts'
import { archiveMessage } from '../../test/support/archive-messages.ts'

/** Content topics, each on its shard: so few that the smallest archive has pages of a topic too. */
export const TOPICS = 40
export const SHARDS = 4
const PAYLOAD_BYTES = 1_024
/** A millisecond between two messages. */
const STEP_NS = 1_000_000n
const START_NS = 1_700_000_000_000_000_000n
const MESSAGES_PER_PUT = 500

export function topicOf(number: number): { readonly pubsubTopic: string; readonly contentTopic: string } {
  const topic = number % TOPICS
  return { pubsubTopic: `/waku/2/rs/1/${topic % SHARDS}`, contentTopic: `/bench/1/topic-${topic}/proto` }
}

export function timeOf(number: number): bigint {
  return START_NS + BigInt(number) * STEP_NS
}

export function benchMessages(first: number, count: number): ArchivedMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index
    return archiveMessage({ number, timestampNs: timeOf(number), payloadBytes: PAYLOAD_BYTES, ...topicOf(number) })
  })
}

/** Puts what an archive lacks of a size. */
export async function fill(archive: MessageArchive, size: number): Promise<void> {
  const { messages } = await archive.stats()
  for (let first = messages; first < size; first += MESSAGES_PER_PUT) {
    await archive.put(benchMessages(first, Math.min(MESSAGES_PER_PUT, size - first)))
    if (first % 100_000 < MESSAGES_PER_PUT) console.error(`      ${first} of ${size} messages`)
  }
}
