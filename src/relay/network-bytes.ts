import type { RPC } from '@libp2p/gossipsub/message'
import type { Counter, Metrics } from '../foundation/index.ts'
import type { GossipsubInternals } from './gossipsub-internals.ts'
import type { GossipsubRouter } from './gossipsub-router.ts'

/** The label of topics that this node does not carry: peers may name any. */
const FOREIGN_TOPIC = 'other'

/** Received is gross with copies and refused messages, net without; what is sent is net, as with nwaku. */
export function networkBytes(metrics: Metrics): Counter {
  const labels = ['topic', 'type', 'direction']
  return metrics.counter('waku_relay_network_bytes', 'Bytes of messages: all (gross), accepted or sent (net)', labels)
}

/** A message's share of the traffic, counted as nwaku does: with its topic, without what GossipSub puts around them. */
export function messageBytes(pubsubTopic: string, data: Uint8Array): number {
  return pubsubTopic.length + data.length
}

/** Counts the messages a router receives and sends, from now on: once for each peer, copies included. */
export function meterTraffic(router: GossipsubRouter, metrics: Metrics): void {
  const bytes = networkBytes(metrics)
  const { allowedTopics } = router.opts
  const count = (messages: readonly RPC.Message[], type: 'gross' | 'net', direction: 'in' | 'out'): void => {
    for (const { topic, data } of messages) {
      const label = allowedTopics.has(topic) ? topic : FOREIGN_TOPIC
      bytes.add(messageBytes(topic, data ?? NO_DATA), { topic: label, type, direction })
    }
  }
  const internals = router as unknown as Pick<GossipsubInternals, 'handleReceivedRpc' | 'sendRpc'>
  const receive = internals.handleReceivedRpc.bind(router)
  internals.handleReceivedRpc = (from, rpc) => {
    count(rpc.messages, 'gross', 'in')
    return receive(from, rpc)
  }
  const send = internals.sendRpc.bind(router)
  internals.sendRpc = (peerId, rpc) => {
    const isSent = send(peerId, rpc)
    if (isSent) count(rpc.messages, 'net', 'out')
    return isSent
  }
}

const NO_DATA = new Uint8Array()
