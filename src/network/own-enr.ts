import type { Libp2p } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { bytesEqual, type StateStore } from '../foundation/index.ts'
import { decodeEnr, type Enr, encodeEnr } from './enr.ts'
import { NetworkError } from './network-error.ts'
import { ipAddressOf, SCOPE_RANK } from './remote-address.ts'
import { signWakuEnr, type WakuRecord } from './waku-enr.ts'

/** Holds one row: the text of the record told last. */
const SPACE = 'network/own-enr'
const KEY = new Uint8Array()

/**
 * The record of this node: the one told before when nothing changed, also over restarts; else one with the next sequence
 * number, on disk before it is told. Peers keep the record with the highest number.
 * @param privateKey 32 bytes of secp256k1
 * @throws NetworkError `enr_too_large`
 */
export async function renewOwnEnr(
  store: Pick<StateStore, 'get' | 'write'>,
  privateKey: Uint8Array,
  record: WakuRecord,
): Promise<Enr> {
  const previous = await readPrevious(store)
  const sequence = previous?.sequence ?? 0n
  const unchanged = signWakuEnr(privateKey, sequence, record)
  // Signatures are deterministic (RFC 6979): the same content gives the same bytes.
  if (previous !== undefined && bytesEqual(previous.signature, unchanged.signature)) return previous
  const renewed = signWakuEnr(privateKey, sequence + 1n, record)
  await store.write([{ space: SPACE, key: KEY, value: new TextEncoder().encode(encodeEnr(renewed)) }])
  return renewed
}

async function readPrevious(store: Pick<StateStore, 'get'>): Promise<Enr | undefined> {
  const row = await store.get(SPACE, KEY)
  if (row === undefined) return undefined
  try {
    return decodeEnr(new TextDecoder().decode(row))
  } catch (error) {
    // A row nobody can read says nothing about what peers know: counting starts anew.
    if (error instanceof NetworkError) return undefined
    throw error
  }
}

/** Where peers are told that this host is, without its peer id; what reaches further comes first. */
export function announcedAddresses(host: Pick<Libp2p, 'getMultiaddrs' | 'peerId'>): Multiaddr[] {
  const rank = (address: Multiaddr): number => SCOPE_RANK[ipAddressOf(address)?.scope ?? 'public']
  const addresses = host.getMultiaddrs().map((address) => address.decapsulate(`/p2p/${host.peerId}`))
  return addresses.sort((a, b) => rank(b) - rank(a))
}
