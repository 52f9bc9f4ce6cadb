import type { Libp2p } from '@libp2p/interface'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

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
