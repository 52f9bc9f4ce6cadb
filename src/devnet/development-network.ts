import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex, type Clock, type Random } from '../foundation/index.ts'
import { type Deployment, deployMembership, developmentPrivateKeys, openSigner } from '../membership/server.ts'
import { pubsubTopicOf } from '../message/index.ts'
import { enrolMember } from '../node/server.ts'
import { type DevelopmentChain, startHardhatChain } from './hardhat-chain.ts'
import { NodeProcess } from './node-process.ts'
import { waitUntil } from './wait-until.ts'

export interface DevelopmentMember {
  /** Position in the contract's tree. */
  readonly index: number
  readonly idCommitment: bigint
  readonly rateLimit: number
  readonly keystorePath: string
  readonly passwordPath: string
  readonly password: string
}

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
/** Accounts of the chain that are told to users. */
const FUNDED_ACCOUNTS = 10
/** A day's deposit release delay would not fit a session of playing: 20 minutes still outlast epoch and root window. */
const DEPOSIT_RELEASE_DELAY_SECONDS = 20 * 60

/** A whole network on this machine: chain, contracts, members, and nodes as child processes. */
export class DevelopmentNetwork {
  readonly chain: DevelopmentChain
  readonly deployment: Deployment
  readonly members: readonly DevelopmentMember[]
  readonly nodes: readonly NodeProcess[]
  readonly pubsubTopic: string
  readonly options: DevelopmentNetworkOptions
  readonly privateKeys: readonly string[]
  /** Keystores and the nodes' state; removed when the network stops. */
  readonly folder: string
  readonly #clock: Clock

  private constructor(
    parts: Pick<
      DevelopmentNetwork,
      'chain' | 'deployment' | 'members' | 'nodes' | 'options' | 'privateKeys' | 'folder'
    >,
    clock: Clock,
  ) {
    this.chain = parts.chain
    this.deployment = parts.deployment
    this.members = parts.members
    this.nodes = parts.nodes
    this.options = parts.options
    this.privateKeys = parts.privateKeys
    this.folder = parts.folder
    this.pubsubTopic = pubsubTopicOf(parts.options.clusterId, 0)
    this.#clock = clock
  }

  /** Starts everything, in order; what was started is stopped again when something fails. */
  static async start(
    components: { readonly clock: Clock; readonly random: Random },
    options: DevelopmentNetworkOptions,
  ): Promise<DevelopmentNetwork> {
    const undo: (() => Promise<void>)[] = []
    try {
      const folder = await mkdtemp(join(tmpdir(), 'wakunode-devnet-'))
      undo.push(() => rm(folder, { recursive: true, force: true }))
      const chain = await startHardhatChain(options.chainPort)
      undo.push(() => chain.stop())
      options.onProgress(`chain        ${chain.rpcUrl}`)
      const privateKeys = developmentPrivateKeys(FUNDED_ACCOUNTS)
      const deployment = await deployContracts(chain, privateKeys[0]!, options)
      options.onProgress(`contract     ${deployment.contract}`)
      const members: DevelopmentMember[] = []
      for (const [position, rateLimit] of options.rateLimits.entries()) {
        const member = await enrol(components, {
          chain,
          deployment,
          folder,
          position,
          rateLimit,
          privateKey: privateKeys[position + 1]!,
        })
        options.onProgress(`member ${member.index}     ${rateLimit} messages an epoch`)
        members.push(member)
      }
      const nodes: NodeProcess[] = []
      undo.push(async () => {
        await Promise.all(nodes.map((node) => node.stop()))
      })
      for (let position = 0; position < options.nodeCount; position++) {
        const neighbours = nodes.map((node) => node.address('tcp')!)
        const node = await NodeProcess.start(
          nodeFlags({ chain, deployment, folder, position, member: members[position], neighbours, options }),
        )
        options.onProgress(`node ${position}       ${node.address('tcp')}`)
        nodes.push(node)
      }
      const network = new DevelopmentNetwork(
        { chain, deployment, members, nodes, options, privateKeys, folder },
        components.clock,
      )
      await network.#meshed()
      return network
    } catch (error) {
      await undoAll(undo)
      throw error
    }
  }

  /** Where node `position` keeps its state. */
  storagePath(position: number): string {
    return join(this.folder, `node-${position}`)
  }

  async stop(): Promise<void> {
    await undoAll([
      () => rm(this.folder, { recursive: true, force: true }),
      () => this.chain.stop(),
      async () => {
        await Promise.all(this.nodes.map((node) => node.stop()))
      },
    ])
  }

  /** Every node has every other one in its mesh, and the tree of all members. */
  async #meshed(): Promise<void> {
    const { nodes, members, pubsubTopic } = this
    await waitUntil(this.#clock, 'all nodes found each other and the tree', MESH_TIMEOUT_MS, async () => {
      const statuses = await Promise.all(nodes.map((node) => node.rest.rlnStatus()))
      return statuses.every(
        (status) =>
          status.isSynced &&
          status.leafCount === members.length &&
          (status.meshPeers[pubsubTopic] ?? 0) >= Math.min(nodes.length - 1, 6),
      )
    })
  }
}

async function undoAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps.toReversed()) await step().catch((error) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'the network did not stop cleanly')
}

async function deployContracts(
  chain: DevelopmentChain,
  privateKey: string,
  options: DevelopmentNetworkOptions,
): Promise<Deployment> {
  const signer = await openSigner(chain.rpcUrl, { privateKey })
  return deployMembership({
    signer,
    minMembershipRateLimit: options.minRateLimit,
    depositReleaseDelaySeconds: DEPOSIT_RELEASE_DELAY_SECONDS,
  })
}

async function enrol(
  components: { readonly clock: Clock; readonly random: Random },
  request: {
    readonly chain: DevelopmentChain
    readonly deployment: Deployment
    readonly folder: string
    readonly position: number
    readonly rateLimit: number
    readonly privateKey: string
  },
): Promise<DevelopmentMember> {
  const { chain, deployment, folder, position, rateLimit, privateKey } = request
  const keystorePath = join(folder, `member-${position}.json`)
  const passwordPath = join(folder, `member-${position}.password`)
  const password = bytesToHex(components.random.bytes(16))
  await writeFile(passwordPath, `${password}\n`, { mode: 0o600 })
  const { credential } = await enrolMember(components, {
    signer: await openSigner(chain.rpcUrl, { privateKey }),
    contractAddress: deployment.contract,
    rateLimit,
    keystorePath,
    password,
    mintTestTokens: true,
  })
  return {
    index: credential.treeIndex,
    idCommitment: credential.identity.commitment,
    rateLimit,
    keystorePath,
    passwordPath,
    password,
  }
}

function nodeFlags(node: {
  readonly chain: DevelopmentChain
  readonly deployment: Deployment
  readonly folder: string
  readonly position: number
  readonly member: DevelopmentMember | undefined
  readonly neighbours: readonly string[]
  readonly options: DevelopmentNetworkOptions
}): string[] {
  const { chain, deployment, folder, position, member, neighbours, options } = node
  const flags = {
    'cluster-id': options.clusterId,
    'listen-address': '127.0.0.1',
    'tcp-port': 0,
    'websocket-support': true,
    'websocket-port': 0,
    'rest-port': 0,
    'local-storage-path': join(folder, `node-${position}`),
    'rln-relay-eth-client-address': chain.rpcUrl,
    'rln-relay-eth-contract-address': deployment.contract,
    'rln-relay-chain-id': deployment.chainId,
    'rln-relay-epoch-sec': options.epochSizeSeconds,
    'log-level': 'WARN',
    ...(member && { 'rln-relay-cred-path': member.keystorePath, 'rln-relay-cred-password-file': member.passwordPath }),
  }
  return [
    ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    ...neighbours.map((neighbour) => `--staticnode=${neighbour}`),
  ]
}
