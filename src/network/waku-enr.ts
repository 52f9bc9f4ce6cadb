import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { type Enr, type EnrValue, signEnr } from './enr.ts'
import * as fields from './enr-fields.ts'
import { NetworkError } from './network-error.ts'

/** What a Waku node tells about itself in its record (31/WAKU2-ENR). */
export interface WakuRecord {
  /** Where it is reached, without its peer id. */
  readonly addresses: readonly Multiaddr[]
  readonly capabilities: readonly fields.WakuCapability[]
  /** Missing in records of nodes that relay nothing. */
  readonly shards?: fields.EnrShards
  /** Port of discv5; told only when there is an address for it. */
  readonly udpPort?: number
}

export interface WakuPeerRecord extends WakuRecord {
  readonly peerId: PeerId
}

/**
 * Signs the record of a Waku node. The first plain TCP address goes into `ip` and `tcp`, what those cannot tell (names,
 * WebSockets, relays on the way) into `multiaddrs`, as many as fit 300 bytes in their order.
 * @param privateKey 32 bytes of secp256k1
 * @throws NetworkError `enr_too_large`
 */
export function signWakuEnr(privateKey: Uint8Array, sequence: bigint, record: WakuRecord): Enr {
  for (let kept = record.addresses; ; kept = kept.slice(0, -1)) {
    try {
      return signEnr(privateKey, sequence, wakuEnrFields({ ...record, addresses: kept }))
    } catch (error) {
      const canShrink = error instanceof NetworkError && error.code === 'enr_too_large' && kept.length > 0
      if (!canShrink) throw error
    }
  }
}

function wakuEnrFields({ addresses, capabilities, shards, udpPort }: WakuRecord): ReadonlyMap<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>([['waku2', fields.encodeCapabilities(capabilities)]])
  const plain = addresses.map(plainTcpAddress).find((address) => address !== undefined)
  if (plain !== undefined) {
    entries.set('ip', Uint8Array.from(plain.ip.split('.'), Number))
    entries.set('tcp', fields.uintToBytes(plain.port))
    if (udpPort !== undefined) entries.set('udp', fields.uintToBytes(udpPort))
  }
  if (shards !== undefined) {
    const { key, value } = fields.encodeShards(shards)
    entries.set(key, value)
  }
  const others = addresses.filter((address) => plainTcpAddress(address) === undefined).filter(mayBeListed)
  if (others.length > 0) entries.set('multiaddrs', fields.encodeMultiaddrs(others))
  return entries
}

/** Whom a record describes. What is malformed in it is left out, as if it had not been told. */
export function readWakuEnr(enr: Enr): WakuPeerRecord {
  const peerId = peerIdFromPublicKey(publicKeyFromRaw(enr.publicKey))
  const field = (key: string): Uint8Array | undefined => bytesOf(enr.entries.get(key))
  const listed = field('multiaddrs')
  const plain = tcpAddressOf(field('ip'), field('tcp'))
  const capabilities = field('waku2')
  const shards = shardsOf(field('rs'), field('rsv'))
  const udpPort = portOf(field('udp'))
  return {
    peerId,
    addresses: [...(plain ? [plain] : []), ...((listed && fields.decodeMultiaddrs(listed)) ?? [])],
    capabilities: (capabilities && fields.decodeCapabilities(capabilities)) ?? [],
    ...(shards && { shards }),
    ...(udpPort !== undefined && { udpPort }),
  }
}

function shardsOf(list: Uint8Array | undefined, vector: Uint8Array | undefined): fields.EnrShards | undefined {
  if (list !== undefined) return fields.decodeShardList(list)
  return vector && fields.decodeShardVector(vector)
}

function plainTcpAddress(address: Multiaddr): { ip: string; port: number } | undefined {
  const [first, second, ...rest] = address.getComponents()
  if (first?.name !== 'ip4' || second?.name !== 'tcp' || rest.length > 0) return undefined
  return { ip: first.value!, port: Number(second.value) }
}

/** A record has its own peer id; that of another stands only in the way over a relay. IP addresses of TCP have their fields. */
function mayBeListed(address: Multiaddr): boolean {
  const names = address.getComponents().map(({ name }) => name)
  return !names.includes('p2p') || names.includes('p2p-circuit')
}

function tcpAddressOf(ip: Uint8Array | undefined, port: Uint8Array | undefined): Multiaddr | undefined {
  const tcpPort = portOf(port)
  return ip?.length === 4 && tcpPort !== undefined ? multiaddr(`/ip4/${ip.join('.')}/tcp/${tcpPort}`) : undefined
}

function portOf(bytes: Uint8Array | undefined): number | undefined {
  if (bytes === undefined || bytes.length === 0 || bytes.length > 2 || bytes[0] === 0) return undefined
  return bytes.reduce((port, byte) => port * 256 + byte, 0)
}

function bytesOf(value: EnrValue | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined
}
