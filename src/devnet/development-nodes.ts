import { bytesToHex } from '../foundation/index.ts'
import { createNodeKey, peerIdOfNodeKey } from '../network/index.ts'
import type { DevelopmentMember } from './development-members.ts'
import { freePort } from './free-port.ts'
import { NodeProcess } from './node-process.ts'

export interface NodesRequest {
  readonly count: number
  /** Member i publishes through node i; nodes beyond the members only relay. */
  readonly members: readonly DevelopmentMember[]
  /** Flags of all nodes, by name. */
  readonly flags: Readonly<Record<string, string | number>>
  readonly storagePathOf: (position: number) => string
}

/**
 * Starts the nodes side by side, each knowing the addresses of those before it. Their keys and ports are chosen first, so
 * that nobody waits for anybody. When one does not start, the others are stopped.
 */
export async function startDevelopmentNodes(request: NodesRequest): Promise<NodeProcess[]> {
  const plans = await Promise.all(Array.from({ length: request.count }, planNode))
  const starting = plans.map(({ nodeKey, port }, position) => {
    const member = request.members[position]
    const flags = {
      ...request.flags,
      'listen-address': '127.0.0.1',
      'tcp-port': port,
      'websocket-support': 'true',
      'websocket-port': 0,
      // For light nodes: the SDK, js-waku, pages.
      store: 'true',
      filter: 'true',
      lightpush: 'true',
      'peer-exchange': 'true',
      'rest-port': 0,
      'metrics-server': 'true',
      'metrics-server-port': 0,
      'local-storage-path': request.storagePathOf(position),
      ...(member && {
        'rln-relay-cred-path': member.keystorePath,
        'rln-relay-cred-password-file': member.passwordPath,
      }),
    }
    const neighbours = plans.slice(0, position).map(({ multiaddr }) => `--staticnode=${multiaddr}`)
    const texts = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
    return NodeProcess.start([...texts, ...neighbours], { WAKUNODE2_NODEKEY: nodeKey })
  })
  const outcomes = await Promise.allSettled(starting)
  const nodes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure === undefined) return nodes
  await Promise.all(nodes.map((node) => node.stop()))
  throw failure.reason
}

async function planNode(): Promise<{ nodeKey: string; port: number; multiaddr: string }> {
  const key = await createNodeKey()
  const port = await freePort()
  return { nodeKey: bytesToHex(key.raw), port, multiaddr: `/ip4/127.0.0.1/tcp/${port}/p2p/${peerIdOfNodeKey(key)}` }
}
