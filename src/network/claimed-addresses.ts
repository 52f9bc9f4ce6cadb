import type { PeerId } from '@libp2p/interface'
import { CODE_P2P, type Multiaddr } from '@multiformats/multiaddr'
import { MAX_ADDRESSES_PER_DIAL } from './connection-limits.ts'
import { type AddressScope, ipAddressOf, SCOPE_RANK } from './remote-address.ts'

/** A name of 255 characters with its transport; what is longer is not an address anybody uses. */
const MAX_ADDRESS_LENGTH = 320

/** Parts of an address that a dialler may take for the name of the host. */
const NAME_PARTS: ReadonlySet<string> = new Set(['dns', 'dns4', 'dns6', 'dnsaddr', 'sni'])
/** A name of the public DNS: two labels at least. */
const PUBLIC_NAME = /^[\w-]+(\.[\w-]+)+\.?$/
/** What a URL takes for an IPv4 address however it is written, and domains that every network has to itself. */
const LOCAL_NAME = /(^|\.)(\d+|0x[\da-f]*|localhost|local|internal|lan|home\.arpa)\.?$/i
const LOOPBACK_NAME = /(^|\.)localhost\.?$/i

/**
 * Which of the addresses that a peer claims to listen on are worth remembering, with its peer id: those that reach at least
 * as far as the address it came from. A stranger from the internet must not have this node dial into its own machine.
 * @param cameFrom the other end of the connection over which it told them
 */
export function dialableClaims(claimed: readonly Multiaddr[], peerId: PeerId, cameFrom: Multiaddr): string[] {
  const least = SCOPE_RANK[scopeOf(cameFrom)]
  const addresses: string[] = []
  for (const address of claimed) {
    if (addresses.length === MAX_ADDRESSES_PER_DIAL) break
    const reaches = ipAddressOf(address)?.isWildcard !== true && SCOPE_RANK[scopeOf(address)] >= least
    const text = reaches ? withPeerId(address, peerId) : undefined
    if (text !== undefined && text.length <= MAX_ADDRESS_LENGTH) addresses.push(text)
  }
  return addresses
}

/** How far the address reaches, of all its parts that tell it the least. What a public name resolves to is not known here. */
function scopeOf(address: Multiaddr): AddressScope {
  const names = address.getComponents().filter(({ name }) => NAME_PARTS.has(name))
  const scopes = names.map(({ value = '' }) => scopeOfName(value))
  const ofIp = ipAddressOf(address)?.scope ?? 'public'
  return scopes.reduce((least, scope) => (SCOPE_RANK[scope] < SCOPE_RANK[least] ? scope : least), ofIp)
}

function scopeOfName(name: string): AddressScope {
  if (LOOPBACK_NAME.test(name)) return 'loopback'
  return PUBLIC_NAME.test(name) && !LOCAL_NAME.test(name) ? 'public' : 'private'
}

/** Undefined when the address belongs to somebody else, or leads over a relay, which this node does not use. */
function withPeerId(address: Multiaddr, peerId: PeerId): string | undefined {
  const ids = address.getComponents().filter(({ code }) => code === CODE_P2P)
  if (ids.length === 0) return `${address}/p2p/${peerId}`
  return ids.length === 1 && ids[0]!.value === peerId.toString() ? address.toString() : undefined
}
