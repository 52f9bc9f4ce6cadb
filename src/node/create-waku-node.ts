import type { NodeConfig } from '../config/index.ts'
import type { NodeComponents } from './node-components.ts'
import { RelayNode } from './relay-node.ts'
import type { WakuNode } from './waku-node.ts'

/** A node of the given configuration. Nothing is opened before it is started. */
export function createWakuNode(components: NodeComponents, config: NodeConfig): WakuNode {
  return new RelayNode(components, config)
}
