import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, type Random, ReleaseStack } from '../foundation/index.ts'
import { type Deployment, deployMembership, developmentPrivateKeys, openSigner } from '../membership/server.ts'
import { pubsubTopicOf } from '../message/index.ts'
import { DashboardServer } from './dashboard-server.ts'
import { type DevelopmentMember, enrolDevelopmentMember } from './development-members.ts'
import { startDevelopmentNodes } from './development-nodes.ts'
import { type DevelopmentChain, startHardhatChain } from './hardhat-chain.ts'
import type { NodeProcess } from './node-process.ts'
import { waitUntil } from './wait-until.ts'

export interface DevelopmentNetworkOptions {
  /** One member each; member i publishes through node i. */
  readonly rateLimits: readonly number[]
  /** Nodes; those beyond the members relay without a membership. */
  readonly nodeCount: number
  readonly clusterId: number
  readonly epochSizeSeconds: number
  /** Least messages an epoch the contract lets somebody register. */
  readonly minRateLimit: number
  readonly chainPort?: number
  readonly onProgress: (line: string) => void
}

/** All neighbours see each other within a heartbeat or two; a loaded machine gets a generous bound. */
const MESH_TIMEOUT_MS = 60_000
/** GossipSub aims for this many mesh peers. */
const MESH_DEGREE = 6
/** Accounts of the chain that are told to users. Hardhat funds twenty. */
const FUNDED_ACCOUNTS = 10
/** Nobody plays for a day; 20 minutes still outlast an epoch, the time old roots count, commit and reveal. */
const DEPOSIT_RELEASE_DELAY_SECONDS = 20 * 60

interface NetworkParts {
  readonly chain: DevelopmentChain
  readonly deployment: Deployment
  readonly members: readonly DevelopmentMember[]
  readonly nodes: readonly NodeProcess[]
  /** Where all nodes are shown in one page. */
  readonly dashboardUrl: string
  readonly options: DevelopmentNetworkOptions
  /** Of the chain's funded accounts. The first deployed the contract, the next ones belong to the members. */
  readonly privateKeys: readonly string[]
  /** Keystores and the nodes' state; removed when the network stops. */
  readonly folder: string
}

/** A whole network on this machine: chain, contracts, members, and nodes as child processes. */
export class DevelopmentNetwork {
  readonly chain: DevelopmentChain
  readonly deployment: Deployment
  readonly members: readonly DevelopmentMember[]
  readonly nodes: readonly NodeProcess[]
  readonly dashboardUrl: string
  readonly options: DevelopmentNetworkOptions
  readonly privateKeys: readonly string[]
  readonly pubsubTopic: string
  readonly #folder: string
  readonly #releases: ReleaseStack

  private constructor(parts: NetworkParts, releases: ReleaseStack) {
    this.chain = parts.chain
    this.deployment = parts.deployment
    this.members = parts.members
    this.nodes = parts.nodes
    this.dashboardUrl = parts.dashboardUrl
    this.options = parts.options
    this.privateKeys = parts.privateKeys
    this.pubsubTopic = pubsubTopicOf(parts.options.clusterId, 0)
    this.#folder = parts.folder
    this.#releases = releases
  }

  /** Starts everything, in order; what was started is stopped again when something fails. */
  static async start(
    components: { readonly clock: Clock; readonly random: Random },
    options: DevelopmentNetworkOptions,
  ): Promise<DevelopmentNetwork> {
    const releases = new ReleaseStack()
    try {
      const network = new DevelopmentNetwork(await startParts(components, options, releases), releases)
      await network.#meshed(components.clock)
      return network
    } catch (error) {
      await releases.releaseAll()
      throw error
    }
  }

  /** Where node `position` keeps its state. */
  storagePath(position: number): string {
    return storagePath(this.#folder, position)
  }

  stop(): Promise<void> {
    return this.#releases.releaseAll()
  }

  /** Every node has every other one in its mesh, and the tree of all members. */
  #meshed(clock: Clock): Promise<true> {
    const { nodes, members, pubsubTopic } = this
    const meshSize = Math.min(nodes.length - 1, MESH_DEGREE)
    return waitUntil(clock, 'all nodes found each other and the tree', MESH_TIMEOUT_MS, async () => {
      const statuses = await Promise.all(nodes.map((node) => node.rest.rlnStatus()))
      return statuses.every(
        ({ isSynced, leafCount, meshPeers }) =>
          isSynced && leafCount === members.length && (meshPeers[pubsubTopic] ?? 0) >= meshSize,
      )
    })
  }
}

async function startParts(
  components: { readonly clock: Clock; readonly random: Random },
  options: DevelopmentNetworkOptions,
  releases: ReleaseStack,
): Promise<NetworkParts> {
  const { onProgress, epochSizeSeconds, clusterId } = options
  const folder = await mkdtemp(join(tmpdir(), 'wakunode-devnet-'))
  releases.add(() => rm(folder, { recursive: true, force: true }))
  const chain = await startHardhatChain(options.chainPort)
  releases.add(() => chain.stop())
  const { rpcUrl } = chain
  onProgress(`chain        ${rpcUrl}`)

  const privateKeys = developmentPrivateKeys(Math.max(FUNDED_ACCOUNTS, 1 + options.rateLimits.length))
  const deployment = await deployMembership({
    signer: await openSigner(rpcUrl, { privateKey: privateKeys[0]! }),
    minMembershipRateLimit: options.minRateLimit,
    depositReleaseDelaySeconds: DEPOSIT_RELEASE_DELAY_SECONDS,
  })
  const contractAddress = deployment.contract
  onProgress(`contract     ${contractAddress}`)

  const members: DevelopmentMember[] = []
  for (const [position, rateLimit] of options.rateLimits.entries()) {
    const privateKey = privateKeys[1 + position]!
    const request = { rpcUrl, contractAddress, folder, name: `member-${position}`, rateLimit, privateKey }
    const member = await enrolDevelopmentMember(components, request)
    onProgress(`member ${member.index}     ${rateLimit} messages an epoch`)
    members.push(member)
  }

  const dashboard = new DashboardServer()
  await dashboard.start()
  releases.add(() => dashboard.stop())
  const nodes = await startDevelopmentNodes({
    count: options.nodeCount,
    members,
    storagePathOf: (position) => storagePath(folder, position),
    flags: {
      'cluster-id': clusterId,
      // Any program may join: the attackers of the demo, plain GossipSub peers in tests.
      'metadata-required': 'false',
      'rln-relay-eth-client-address': rpcUrl,
      'rln-relay-eth-contract-address': contractAddress,
      'rln-relay-chain-id': deployment.chainId,
      'rln-relay-epoch-sec': epochSizeSeconds,
      // The page reads the nodes' events from another port than theirs, which to a browser is another origin.
      'rest-allow-origin': dashboard.origin,
      'log-level': 'WARN',
    },
  })
  releases.add(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
  })
  for (const [position, node] of nodes.entries()) onProgress(`node ${position}       ${node.address('tcp')}`)
  dashboard.show(nodes.map((node, position) => ({ name: nodeName(position, members), url: node.ready.rest })))
  onProgress(`dashboard    ${dashboard.url}`)
  const dashboardUrl = dashboard.url
  return { chain, deployment, members, nodes, dashboardUrl, options, privateKeys, folder }
}

function nodeName(position: number, members: readonly DevelopmentMember[]): string {
  const member = members[position]
  return member === undefined ? `Node ${position}` : `Node ${position} · member ${member.index}`
}

function storagePath(folder: string, position: number): string {
  return join(folder, `node-${position}`)
}
