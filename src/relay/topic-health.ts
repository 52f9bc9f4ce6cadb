import { MESH_DEGREE_LOW } from './gossipsub-options.ts'

/** Whether messages of a topic will get through: nobody to forward to, fewer than GossipSub wants, or enough. */
export type TopicHealth = 'unhealthy' | 'minimal' | 'sufficient'

/** As nwaku judges a shard by the peers in its mesh. */
export function topicHealth(meshPeers: number): TopicHealth {
  if (meshPeers === 0) return 'unhealthy'
  return meshPeers < MESH_DEGREE_LOW ? 'minimal' : 'sufficient'
}

export interface TopicPeers {
  /** Connected peers that speak relay. */
  readonly relayPeers: number
  /** Those of them that relay the topic. */
  readonly subscribers: number
  /** Those of them that this node forwards to. */
  readonly meshPeers: number
}

export interface TopicDiagnosis {
  readonly health: TopicHealth
  /** What is wrong, and what to do; missing when nothing is. */
  readonly problem?: string
  readonly advice?: string
}

/** What is wrong with a topic, as far as the peers tell it. */
export function diagnoseTopic({ relayPeers, subscribers, meshPeers }: TopicPeers): TopicDiagnosis {
  const health = topicHealth(meshPeers)
  if (health === 'sufficient') return { health }
  if (relayPeers === 0) {
    const advice = 'check the network of this machine, and name peers by --staticnode'
    return { health, problem: 'no relay peer is connected', advice }
  }
  if (subscribers === 0) {
    const advice = 'check --cluster-id and --shard, and connect to peers of this shard (--staticnode)'
    return { health, problem: `none of ${relayPeers} relay peers relays it`, advice }
  }
  if (meshPeers === 0) {
    const advice = 'a mesh forms within seconds of connecting; if it does not, those peers are full or refuse this node'
    return { health, problem: `no mesh peer, though ${subscribers} peers relay it`, advice }
  }
  const advice = 'messages get through, but a failure may cut this node off: connect to more peers (--staticnode)'
  return { health, problem: `only ${meshPeers} of ${MESH_DEGREE_LOW} wanted mesh peers`, advice }
}
