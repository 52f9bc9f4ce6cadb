import type { PeersEvent } from '../dashboard/index.ts'
import { parsePubsubTopic } from '../message/index.ts'
import type { PeerInfo, WakuNode } from '../node/index.ts'

/** Peers told to those who watch: all that a node keeps by default. */
export const MAX_TOLD_PEERS = 50
/** Peers write their addresses themselves; this is for reading. */
const MAX_ADDRESS_LENGTH = 200

/** Who the peers are, for people to read: those in a mesh first, then the connected ones. Not more than a page shows. */
export async function peersToJson(node: WakuNode): Promise<PeersEvent> {
  const peers = await node.peers()
  const shardsOf = new Map<string, number[]>()
  for (const topic of node.relayedTopics()) {
    const { shard } = parsePubsubTopic(topic)
    for (const peerId of node.meshPeers(topic)) shardsOf.set(peerId, [...(shardsOf.get(peerId) ?? []), shard])
  }
  const rankOf = ({ peerId, connectedness }: PeerInfo): number =>
    shardsOf.has(peerId) ? 0 : connectedness === 'Connected' ? 1 : 2
  const told = [...peers].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_TOLD_PEERS)
  return {
    known: peers.length,
    connected: peers.filter(({ connectedness }) => connectedness === 'Connected').length,
    peers: told.map(({ peerId, multiaddr, connectedness, agent, isStatic, score }) => ({
      peerId,
      multiaddr: multiaddr.slice(0, MAX_ADDRESS_LENGTH),
      connectedness,
      agent,
      isStatic,
      // One digit: the score drifts all the time, and nobody wants to be told of it.
      score: score === undefined ? null : Math.round(score * 10) / 10,
      meshShards: shardsOf.get(peerId) ?? [],
    })),
  }
}
