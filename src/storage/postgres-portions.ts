import type { ReadMessage } from './archive-integrity.ts'
import type { FoundMessage } from './archive-page.ts'
import { READ } from './postgres-archive-sql.ts'
import type { PostgresConnections } from './postgres-connections.ts'

/** A portion of a page as the database sends it; nothing but nulls when no message is there any more. */
interface PortionRow {
  /** Of the messages that are there, in the order asked for, counted from 1. */
  readonly places: readonly number[] | null
  readonly topics: readonly string[]
  readonly sizes: readonly number[]
  /** One message after the other. */
  readonly data: Uint8Array
}

/** Cuts a page into portions of at most so many bytes of data, or of one message. */
export function* inPortions(found: readonly FoundMessage[], maxBytes: number): Generator<readonly FoundMessage[]> {
  let portion: FoundMessage[] = []
  let bytes = 0
  for (const message of found) {
    if (portion.length > 0 && bytes + message.sizeBytes > maxBytes) {
      yield portion
      portion = []
      bytes = 0
    }
    portion.push(message)
    bytes += message.sizeBytes
  }
  if (portion.length > 0) yield portion
}

/** The messages of a portion, without those that another node deleted meanwhile. They share the memory of their data. */
export async function readTogether(
  connections: Pick<PostgresConnections, 'query'>,
  portion: readonly FoundMessage[],
): Promise<ReadMessage[]> {
  const [row] = await connections.query<PortionRow>(READ, [portion.map(({ hash }) => hash)])
  if (row === undefined || row.places === null) return []
  const data = ownBytes(row.data)
  let end = 0
  return row.places.map((place, index) => {
    const { hash, timestampNs } = portion[place - 1]!
    const start = end
    end += row.sizes[index]!
    const messageHash = plainBytes(hash)
    return { messageHash, timestampNs, pubsubTopic: row.topics[index]!, data: data.subarray(start, end) }
  })
}

/** Without a copy where it has its memory to itself: garbage outside the heap has the collector stop everything. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  const isAlone = bytes.byteLength === bytes.buffer.byteLength
  return isAlone ? new Uint8Array(bytes.buffer) : plainBytes(bytes)
}

/** pg gives Buffers, and several of them may share memory: copied, so that a kept page keeps no more than itself. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}
