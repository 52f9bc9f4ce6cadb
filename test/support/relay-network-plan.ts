import { createServer } from 'node:net'
import type { Random } from '../../src/foundation/index.ts'
import { nodeIdentity, type RelayNodeSettings } from './journaled-relay-node.ts'

/** A node of a test network before it is started. */
export interface PlannedNode extends RelayNodeSettings {
  readonly peerId: string
  /** Its multiaddr with its peer id. */
  readonly address: string
  /** Indexes of the nodes it dials: its static peers. */
  readonly dials: readonly number[]
}

/**
 * Nodes in a ring, each of which dials its next neighbours: connected, and still so when some are gone.
 * @param dialled how many each dials; it has twice as many neighbours
 * @param firstAddress 127.0.0.x of the first node
 */
export async function planRing(
  count: number,
  dialled: number,
  random: Random,
  firstAddress = 10,
): Promise<PlannedNode[]> {
  const indexes = [...Array(count).keys()]
  const places = await Promise.all(
    indexes.map(async (index) => {
      const host = loopbackAddress(firstAddress + index)
      const port = await freePortOf(host)
      const identity = nodeIdentity(random)
      return { host, port, ...identity, address: `/ip4/${host}/tcp/${port}/p2p/${identity.peerId}` }
    }),
  )
  return places.map((place, index) => {
    const steps = [...Array(Math.min(dialled, count - 1)).keys()]
    const dials = steps.map((step) => (index + step + 1) % count)
    return { name: `n${index}`, ...place, dials, staticPeers: dials.map((peer) => places[peer]!.address) }
  })
}

/** An address of its own for each node, where the system has them: elsewhere than on Linux there is but 127.0.0.1. */
function loopbackAddress(last: number): string {
  return process.platform === 'linux' ? `127.0.0.${last}` : '127.0.0.1'
}

/** A port that was free a moment ago. */
function freePortOf(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' ? resolve(address!.port) : reject(new Error('no port'))))
    })
  })
}
