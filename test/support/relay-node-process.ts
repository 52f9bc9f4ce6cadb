/**
 * A relay node in a process of its own, told over IPC what to do. Started by `RelayNodeChild`; its journal is a file, so
 * that what happened before it was killed is known.
 */
import { hexToBytes } from '../../src/foundation/index.ts'
import { MESH_TOPIC, type RelayNodeSettings, startJournaledRelayNode } from './journaled-relay-node.ts'
import { FileJournal } from './relay-journal.ts'
import type { RelayNodeRequest, RelayNodeState } from './relay-node-child.ts'

const { journalPath, ...settings } = JSON.parse(process.argv[2]!) as RelayNodeSettings & { journalPath: string }
const node = await startJournaledRelayNode(settings, new FileJournal(journalPath))

function state(): RelayNodeState {
  // Run with --expose-gc where memory is measured.
  globalThis.gc?.()
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage()
  return {
    meshPeers: node.relay.meshPeers(MESH_TOPIC),
    peers: node.relay.peers(),
    connections: node.host.getConnections().map(({ remotePeer }) => remotePeer.toString()),
    memory: { rss, heapUsed, external, arrayBuffers },
  }
}

async function answer({ publish, stop }: RelayNodeRequest): Promise<unknown> {
  if (publish !== undefined) return node.publish(hexToBytes(publish))
  if (stop !== undefined) return node.stop()
  return state()
}

process.on('message', (request: RelayNodeRequest & { readonly id: number }) => {
  answer(request).then(
    (result) => process.send!({ id: request.id, result }),
    (error: unknown) => process.send!({ id: request.id, error: String(error) }),
  )
})
// The parent is gone, however that came about.
process.once('disconnect', () => process.exit())
process.send!({ ready: true })
