import type { PeerId } from '@libp2p/interface'
import { CODE_P2P, type Multiaddr } from '@multiformats/multiaddr'
import { MAX_ADDRESSES_PER_DIAL } from './connection-limits.ts'
import { ipAddressOf, SCOPE_RANK } from './remote-address.ts'

/** A name of 255 characters with its transport; what is longer is not an address anybody uses. */
const MAX_ADDRESS_LENGTH = 320

/**
 * Which of the addresses that a peer claims to listen on are worth remembering, with its peer id: those that reach at least
 * as far as the address it came from. A stranger from the internet must not have this node dial into its own machine.
 * @param cameFrom the other end of the connection over which it told them
 */
export function dialableClaims(claimed: readonly Multiaddr[], peerId: PeerId, cameFrom: Multiaddr): string[] {
  const least = SCOPE_RANK[ipAddressOf(cameFrom)?.scope ?? 'public']
  const addresses: string[] = []
  for (const address of claimed) {
    if (addresses.length === MAX_ADDRESSES_PER_DIAL) break
    const ip = ipAddressOf(address)
    const reaches = ip === undefined || (!ip.isWildcard && SCOPE_RANK[ip.scope] >= least)
    const text = reaches ? withPeerId(address, peerId) : undefined
    if (text !== undefined && text.length <= MAX_ADDRESS_LENGTH) addresses.push(text)
  }
  return addresses
}

/** Undefined when the address belongs to somebody else, or leads over a relay, which this node does not use. */
function withPeerId(address: Multiaddr, peerId: PeerId): string | undefined {
  const ids = address.getComponents().filter(({ code }) => code === CODE_P2P)
  if (ids.length === 0) return `${address}/p2p/${peerId}`
  return ids.length === 1 && ids[0]!.value === peerId.toString() ? address.toString() : undefined
}
