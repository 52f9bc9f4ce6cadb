import { MESH_DEGREE_LOW } from './gossipsub-options.ts'

/** Whether messages of a topic will get through: nobody to forward to, fewer than GossipSub wants, or enough. */
export type TopicHealth = 'unhealthy' | 'minimal' | 'sufficient'

/** As nwaku judges a shard by the peers in its mesh. */
export function topicHealth(meshPeers: number): TopicHealth {
  if (meshPeers === 0) return 'unhealthy'
  return meshPeers < MESH_DEGREE_LOW ? 'minimal' : 'sufficient'
}
