import type { Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { bytesToHex } from '../foundation/index.ts'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** Codes of the multiaddr table; each is one byte in the binary form. */
const CODE_IP4 = 4
const CODE_IP6 = 41
const IPV4_IN_IPV6 = '00000000000000000000ffff'

/**
 * The IP address a connected peer comes from; undefined when it is not connected, has no IP address, or comes from this
 * machine, where an address says nothing about who is behind it.
 */
export function remoteAddressOf(host: Pick<Libp2p, 'getConnections'>, peerId: string): string | undefined {
  const connection = host.getConnections().find(({ remotePeer }) => remotePeer.toString() === peerId)
  const component = connection?.remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')
  const address = component?.value
  return address === undefined || LOOPBACK.test(address) ? undefined : address
}

/** How far an address reaches: this machine, a network of its own, or the internet. */
export type AddressScope = 'loopback' | 'private' | 'public'

export const SCOPE_RANK: Readonly<Record<AddressScope, number>> = { loopback: 0, private: 1, public: 2 }

export interface IpAddress {
  /** Alike for all addresses that one customer usually has: an IPv4 address, or the first 64 bits of an IPv6 address. */
  readonly group: string
  readonly scope: AddressScope
  /** 0.0.0.0 or ::, where nothing can be dialled. */
  readonly isWildcard: boolean
}

/** The IP address a multiaddr begins with; undefined when it begins with something else, a name for example. */
export function ipAddressOf({ bytes }: Multiaddr): IpAddress | undefined {
  const hex = bytesToHex(bytes.subarray(1, 17))
  if (bytes[0] === CODE_IP4) return ip4Address(hex.slice(0, 8))
  if (bytes[0] !== CODE_IP6) return undefined
  if (hex.startsWith(IPV4_IN_IPV6)) return ip4Address(hex.slice(24))
  const isLocal = /^(f[cd]|fe[89ab])/.test(hex)
  return {
    group: hex.slice(0, 16),
    scope: hex === '1'.padStart(32, '0') ? 'loopback' : isLocal ? 'private' : 'public',
    isWildcard: /^0+$/.test(hex),
  }
}

function ip4Address(hex: string): IpAddress {
  // 10/8, 172.16/12, 192.168/16, 169.254/16
  const isPrivate = /^(0a|ac1|c0a8|a9fe)/.test(hex)
  return {
    group: hex,
    scope: hex.startsWith('7f') ? 'loopback' : isPrivate ? 'private' : 'public',
    isWildcard: hex === '00000000',
  }
}
