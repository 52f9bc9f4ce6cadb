import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { bigIntToBytesBE, concatBytes } from '../foundation/index.ts'

/** What a node serves, by bit of the `waku2` field (31/WAKU2-ENR). */
const CAPABILITY_BITS = { relay: 0, store: 1, filter: 2, lightpush: 3, sync: 4, mix: 5 } as const

export type WakuCapability = keyof typeof CAPABILITY_BITS

/** The shards of one cluster that a node relays. */
export interface EnrShards {
  readonly clusterId: number
  readonly shards: readonly number[]
}

/** From this many shards on the vector is the shorter form: 64 indices take 131 bytes, it takes 130. */
const SHARDS_IN_VECTOR = 64
/** Shards of a cluster, and bits of the vector. */
const MAX_SHARDS = 1024
const VECTOR_LENGTH = MAX_SHARDS / 8

/** The `waku2` field: one byte. */
export function encodeCapabilities(capabilities: readonly WakuCapability[]): Uint8Array {
  return Uint8Array.of(capabilities.reduce((bits, capability) => bits | (1 << CAPABILITY_BITS[capability]), 0))
}

/** Undefined when it is not one byte. Bits nobody here knows are passed over. */
export function decodeCapabilities(bytes: Uint8Array): WakuCapability[] | undefined {
  if (bytes.length !== 1) return undefined
  const known = Object.entries(CAPABILITY_BITS) as [WakuCapability, number][]
  return known.filter(([, bit]) => bytes[0]! & (1 << bit)).map(([capability]) => capability)
}

/**
 * The field that tells the shards: `rs` (cluster as u16, count as u8, each index as u16, all big-endian) below 64 shards,
 * else `rsv` (cluster as u16 big-endian, then 1024 bits, shard n being bit n mod 8 of byte n / 8 counted from the lowest,
 * as nwaku and go-waku write it; 51/WAKU2-RELAY-SHARDING).
 */
export function encodeShards({ clusterId, shards }: EnrShards): { key: 'rs' | 'rsv'; value: Uint8Array } {
  const indices = [...new Set(shards)].sort((a, b) => a - b)
  if (indices.length < SHARDS_IN_VECTOR) {
    return { key: 'rs', value: concatBytes(uint16(clusterId), Uint8Array.of(indices.length), ...indices.map(uint16)) }
  }
  const vector = new Uint8Array(VECTOR_LENGTH)
  for (const shard of indices) vector[shard >>> 3]! |= 1 << (shard & 7)
  return { key: 'rsv', value: concatBytes(uint16(clusterId), vector) }
}

/** The shards of an `rs` field; undefined when its length is not the one its count says. */
export function decodeShardList(bytes: Uint8Array): EnrShards | undefined {
  if (bytes.length < 3 || bytes.length !== 3 + 2 * bytes[2]!) return undefined
  return {
    clusterId: uint16At(bytes, 0),
    shards: Array.from({ length: bytes[2]! }, (_, index) => uint16At(bytes, 3 + 2 * index)),
  }
}

/** The shards of an `rsv` field; undefined when it is not 130 bytes. */
export function decodeShardVector(bytes: Uint8Array): EnrShards | undefined {
  if (bytes.length !== 2 + VECTOR_LENGTH) return undefined
  const isSet = (shard: number): boolean => (bytes[2 + (shard >>> 3)]! & (1 << (shard & 7))) !== 0
  return {
    clusterId: uint16At(bytes, 0),
    shards: Array.from({ length: MAX_SHARDS }, (_, shard) => shard).filter(isSet),
  }
}

/** The `multiaddrs` field: each address in binary form after its length as u16 big-endian. */
export function encodeMultiaddrs(addresses: readonly Multiaddr[]): Uint8Array {
  return concatBytes(...addresses.flatMap(({ bytes }) => [uint16(bytes.length), bytes]))
}

/** The addresses that can be read; undefined when the lengths do not add up. */
export function decodeMultiaddrs(bytes: Uint8Array): Multiaddr[] | undefined {
  const addresses: Multiaddr[] = []
  let offset = 0
  while (offset < bytes.length) {
    if (offset + 2 > bytes.length) return undefined
    const end = offset + 2 + uint16At(bytes, offset)
    if (end > bytes.length) return undefined
    const address = multiaddrOf(bytes.subarray(offset + 2, end))
    if (address !== undefined) addresses.push(address)
    offset = end
  }
  return addresses
}

/** Of protocols nobody here knows, others of the record may still be of use. */
function multiaddrOf(bytes: Uint8Array): Multiaddr | undefined {
  try {
    return bytes.length === 0 ? undefined : multiaddr(bytes)
  } catch {
    // An address in a form this version does not know: left out.
    return undefined
  }
}

/** Big-endian without leading zeros, as RLP has integers. */
export function uintToBytes(value: number | bigint): Uint8Array {
  const bytes = bigIntToBytesBE(BigInt(value), 8)
  const first = bytes.findIndex((byte) => byte !== 0)
  return first === -1 ? new Uint8Array() : bytes.subarray(first)
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value & 0xff)
}

function uint16At(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 8) | bytes[offset + 1]!
}
