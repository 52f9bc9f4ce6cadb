import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeConfigFrom, readOptions } from '../../src/config/index.ts'
import { type DevelopmentMember, enrolDevelopmentMember } from '../../src/devnet/development-members.ts'
import { waitUntil } from '../../src/devnet/wait-until.ts'
import { ReleaseStack, silentLogger, systemClock, systemRandom } from '../../src/foundation/index.ts'
import { developmentPrivateKeys } from '../../src/membership/server.ts'
import type { WakuNode } from '../../src/node/index.ts'
import { createWakuNode } from '../../src/node/server.ts'
import type { RlnOptions } from '../../src/sdk/index.ts'
import { type MembershipFixture, startMembershipFixture } from './membership-fixture.ts'
import { RecordingMetrics } from './recording-metrics.ts'

export const CLUSTER_ID = 16
export const SHARD_COUNT = 1
export const NETWORK_CONFIG = { clusterId: CLUSTER_ID, numShardsInCluster: SHARD_COUNT }

/** Long, so that no test crosses a border. */
export const EPOCH_SIZE_SECONDS = 86_400

/** Flags of a node that serves light nodes. */
export const SERVICES = { store: 'true', filter: 'true', lightpush: 'true', 'peer-exchange': 'true' }

const PUBSUB_TOPIC = `/waku/2/rs/${CLUSTER_ID}/0`
const MESH_TIMEOUT_MS = 60_000
/** The least that the contract lets anybody register. */
export const RATE_LIMIT = 20

export interface FullNode {
  readonly node: WakuNode
  readonly metrics: RecordingMetrics
}

/** A chain with the contract, and full nodes in this process: what light nodes are tested against. */
export class LightNetwork {
  readonly #fixture: MembershipFixture
  readonly #folder: string
  readonly #releases: ReleaseStack
  #memberCount = 0

  private constructor(fixture: MembershipFixture, folder: string, releases: ReleaseStack) {
    this.#fixture = fixture
    this.#folder = folder
    this.#releases = releases
  }

  static async start(): Promise<LightNetwork> {
    const releases = new ReleaseStack()
    const fixture = await startMembershipFixture({})
    releases.add(() => fixture.stop())
    const folder = await mkdtemp(join(tmpdir(), 'light-network-'))
    releases.add(() => rm(folder, { recursive: true, force: true }))
    return new LightNetwork(fixture, folder, releases)
  }

  stop(): Promise<void> {
    return this.#releases.releaseAll()
  }

  /** To be done before the network stops. */
  onStop(release: () => Promise<void>): void {
    this.#releases.add(release)
  }

  /** Registers a member with a keystore of its own. */
  addMember(rateLimit = RATE_LIMIT): Promise<DevelopmentMember> {
    const position = ++this.#memberCount
    return enrolDevelopmentMember(
      { clock: systemClock, random: systemRandom },
      {
        rpcUrl: this.#fixture.chain.rpcUrl,
        contractAddress: this.#fixture.deployment.contract,
        folder: this.#folder,
        name: `member-${position}`,
        rateLimit,
        privateKey: developmentPrivateKeys(position + 1).at(-1)!,
      },
    )
  }

  /** What a light node must know of the network's protection. */
  rlnOptions(): Omit<RlnOptions, 'membership'> {
    const { chain, deployment } = this.#fixture
    return {
      rpcUrl: chain.rpcUrl,
      chainId: deployment.chainId,
      contractAddress: deployment.contract,
      epochSizeSeconds: EPOCH_SIZE_SECONDS,
    }
  }

  /** A node at free ports, over TCP and WebSocket. */
  async startNode(flags: Record<string, string | readonly string[]> = {}): Promise<FullNode> {
    const { rpcUrl, contractAddress } = this.rlnOptions()
    const given = {
      'cluster-id': `${CLUSTER_ID}`,
      'num-shards-in-network': `${SHARD_COUNT}`,
      'rln-relay-eth-client-address': [rpcUrl as string],
      'rln-relay-eth-contract-address': contractAddress,
      'rln-relay-epoch-sec': `${EPOCH_SIZE_SECONDS}`,
      'tcp-port': '0',
      'websocket-support': 'true',
      'websocket-port': '0',
      'listen-address': '127.0.0.1',
      rest: 'false',
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
    const metrics = new RecordingMetrics()
    const node = createWakuNode({ clock: systemClock, random: systemRandom, logger: silentLogger, metrics }, config)
    await node.start()
    this.#releases.add(() => node.stop())
    return { node, metrics }
  }

  /** A node that publishes as a member of its own. */
  async startMemberNode(flags: Record<string, string | readonly string[]> = {}): Promise<FullNode> {
    const { keystorePath, password } = await this.addMember()
    return this.startNode({ 'rln-relay-cred-path': keystorePath, 'rln-relay-cred-password': password, ...flags })
  }
}

/** Where a browser reaches the node. */
export function webSocketAddressOf({ node }: FullNode): string {
  return node.multiaddrs.find((multiaddr) => multiaddr.includes('/ws/'))!
}

/** Waits until the nodes relay to each other. */
export async function untilMeshed(...nodes: readonly FullNode[]): Promise<void> {
  await waitUntil(systemClock, 'a mesh', MESH_TIMEOUT_MS, async () => {
    return nodes.every(({ node }) => node.meshPeers(PUBSUB_TOPIC).length > 0)
  })
}
