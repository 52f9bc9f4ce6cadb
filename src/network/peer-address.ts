import type { PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { CODE_P2P, type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { NetworkError } from './network-error.ts'

/** Where a known peer is reached, and who has to answer there. */
export interface PeerAddress {
  readonly peerId: PeerId
  readonly multiaddr: Multiaddr
}

/**
 * A peer's address from its text, for example `/ip4/127.0.0.1/tcp/60000/p2p/16Uiu2...`.
 * @param flag the flag or field the text came from, named in the error: `--staticnode`
 * @throws NetworkError `invalid_peer_address` or `peer_id_missing`
 */
export function parsePeerAddress(text: string, flag: string): PeerAddress {
  const address = parsed(text, multiaddr, (cause) => malformedPeerAddress(text, flag, cause))
  // The last /p2p/ is the peer itself; one before it would be the relay on the way to it.
  const last = address.getComponents().at(-1)
  if (last?.code !== CODE_P2P || last.value === undefined) {
    throw new NetworkError('peer_id_missing', `"${text}" must end in /p2p/ and the peer's id (${flag})`)
  }
  const peerId = parsed(last.value, peerIdFromString, (cause) => malformedPeerAddress(text, flag, cause))
  return { peerId, multiaddr: address }
}

/**
 * Checks addresses to listen on or to announce.
 * @param flag the flag they came from, named in the error
 * @throws NetworkError `invalid_listen_address`
 */
export function checkAddresses(texts: readonly string[], flag: string): string[] {
  return texts.map((text) => {
    parsed(text, multiaddr, (cause) => {
      return new NetworkError('invalid_listen_address', `"${text}" is not a multiaddr (${flag})`, { cause })
    })
    return text
  })
}

function malformedPeerAddress(text: string, flag: string, cause: unknown): NetworkError {
  const advice = `write it as /ip4/ADDRESS/tcp/PORT/p2p/PEER-ID (${flag})`
  return new NetworkError('invalid_peer_address', `"${text}" is not a multiaddr: ${advice}`, { cause })
}

function parsed<T>(text: string, parse: (text: string) => T, errorOf: (cause: unknown) => NetworkError): T {
  try {
    return parse(text)
  } catch (error) {
    throw errorOf(error)
  }
}
