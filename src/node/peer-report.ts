import { NetworkError } from '../network/index.ts'
import type { RelayStack } from './relay-stack.ts'
import type { PeerInfo } from './waku-node.ts'

/** Everybody known or connected, with what the rooms know of each. */
export async function peersOf({ peers, relay, metadata }: RelayStack): Promise<PeerInfo[]> {
  const scores = new Map(relay.peers().map(({ peerId, score }) => [peerId, score]))
  return (await peers.records()).map((record) => {
    const score = scores.get(record.peerId)
    return {
      ...record,
      shards: metadata.metadataOf(record.peerId)?.shards ?? [],
      ...(score !== undefined && { score }),
    }
  })
}

/** @throws NetworkError `invalid_peer_address`, `peer_id_missing` or `dial_failed` */
export async function connectTo({ host, peers }: RelayStack, address: string): Promise<string> {
  if (address.endsWith(`/p2p/${host.peerId}`)) {
    throw new NetworkError('dial_failed', `${address} is this node itself`)
  }
  return peers.connect(address)
}
