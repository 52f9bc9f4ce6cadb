import type { RPC } from '@libp2p/gossipsub/message'
import type { Connection, PeerId } from '@libp2p/interface'
import type { GossipsubInternals } from './gossipsub-internals.ts'

/**
 * Messages sent in one RPC hold at most this many bytes, unless there is but one. nwaku closes the connection over RPCs
 * longer than its largest message, and an answer to an IWANT may hold hundreds of messages.
 */
const MAX_RPC_MESSAGE_BYTES = 64 * 1024

/**
 * gossipsub 17 opens the streams it writes to one after the other, and waits 10 s for a peer that does not answer: a few
 * such peers keep a node from reaching any other. Here only those to the same peer wait for each other.
 */
export function openOutboundStreamsAtOnce(router: GossipsubInternals): void {
  const open = router.createOutboundStream.bind(router)
  /** The last connection on which a stream to a peer is to be tried, while one is being opened on another. */
  const next = new Map<string, Connection | undefined>()
  const openAll = async (peerId: PeerId, first: Connection): Promise<void> => {
    const id = peerId.toString()
    for (let connection: Connection | undefined = first; connection !== undefined; ) {
      next.set(id, undefined)
      // Never rejects, and does nothing when a stream is there already.
      await open(peerId, connection)
      connection = next.get(id)
    }
    next.delete(id)
  }
  router.createOutboundStream = async (peerId, connection) => {
    const id = peerId.toString()
    if (next.has(id)) next.set(id, connection)
    else void openAll(peerId, connection)
  }
}

/** gossipsub 17 answers an IWANT with one RPC, whatever its size; the receiver cuts the connection when it is too long. */
export function splitLongRpcs(router: GossipsubInternals): void {
  const send = router.sendRpc.bind(router)
  router.sendRpc = (peerId, rpc) => {
    const [first, ...rest] = messageGroups(rpc.messages)
    if (rest.length === 0) return send(peerId, rpc)
    const sent = send(peerId, { ...rpc, messages: first! })
    for (const messages of rest) send(peerId, { subscriptions: [], messages })
    return sent
  }
}

function messageGroups(messages: RPC.Message[]): RPC.Message[][] {
  const groups: RPC.Message[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const message of messages) {
    const length = message.data?.length ?? 0
    if (bytes + length > MAX_RPC_MESSAGE_BYTES) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)!.push(message)
    bytes += length
  }
  return groups
}
