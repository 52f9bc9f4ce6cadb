import { concatBytes, varintToBytes } from '../../foundation/index.ts'
import { LENGTH_DELIMITED, packedVarints, uint32Value, VARINT, visitFields } from '../../message/index.ts'
import { MetadataFields } from './generated/metadata.ts'

const MAX_SHARD = 0xffff

/** Shards told to peers: in the worst case seven bytes each, and nwaku reads 1024 bytes in all. */
export const MAX_TOLD_SHARDS = 140

/** What a node tells about itself, asked or asking. */
export interface Metadata {
  /** Missing: the node does not say. */
  readonly clusterId?: number
  /** Shards it relays. Sorted, each once. */
  readonly shards: readonly number[]
}

/** Of more than 140 shards, the first 140 are told. */
export function encodeMetadata(metadata: Metadata): Uint8Array {
  const { clusterId } = metadata
  const shards = metadata.shards.slice(0, MAX_TOLD_SHARDS)
  return MetadataFields.encode({
    ...(clusterId !== undefined && { clusterId }),
    shards,
    ...(shards.length > 0 && { packedShards: concatBytes(...shards.map(varintToBytes)) }),
  })
}

/**
 * Reads what any of the implementations writes: shards packed in field 3, or in field 2 packed or one by one. Field 3 wins,
 * as in nwaku. undefined when it is not protobuf, or holds a number that is none of a cluster or a shard.
 */
export function decodeMetadata(bytes: Uint8Array): Metadata | undefined {
  const clusterIds: Uint8Array[] = []
  const shards = { 2: [] as Uint8Array[], 3: [] as Uint8Array[] }
  let isReadable = true
  const defect = visitFields(bytes, (field, wireType, value) => {
    if (field === 1 && wireType === VARINT) clusterIds.push(value)
    if (field !== 2 && field !== 3) return
    if (wireType === VARINT) shards[field].push(value)
    if (wireType !== LENGTH_DELIMITED) return
    const packed = packedVarints(value)
    if (typeof packed === 'string') isReadable = false
    else shards[field].push(...packed)
  })
  if (defect !== undefined || !isReadable) return undefined
  const clusterId = clusterIds.length === 0 ? undefined : uint32Value(clusterIds.at(-1)!)
  const numbers = (shards[3].length > 0 ? shards[3] : shards[2]).map(uint32Value)
  if (clusterIds.length > 0 && clusterId === undefined) return undefined
  if (!numbers.every((number) => number !== undefined && number <= MAX_SHARD)) return undefined
  return {
    ...(clusterId !== undefined && { clusterId }),
    shards: [...new Set(numbers as number[])].sort((a, b) => a - b),
  }
}
