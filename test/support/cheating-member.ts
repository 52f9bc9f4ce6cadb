import { type DevelopmentNetwork, MessageForger } from '../../src/devnet/index.ts'
import { noMetrics, ReleaseStack, silentLogger, systemClock } from '../../src/foundation/index.ts'
import { loadCredential, type MembershipCredential, MembershipSync } from '../../src/membership/server.ts'
import { decodeWakuMessage } from '../../src/message/index.ts'
import { openProvingArtifacts } from '../../src/node/server.ts'
import { createWorkerProver } from '../../src/rln/server.ts'
import type { LightPushResult } from '../../src/sdk/index.ts'
import { protoMessageOf } from '../../src/sdk/proto-message.ts'
import { createLightNode, createRoutingInfo, type LightNode } from '../../src/sdk/server.ts'

const PEERS_TIMEOUT_MS = 60_000

/** A member that counts as it likes: proves with any message id, and sends what it has proven by light push. */
export class CheatingMember {
  readonly credential: MembershipCredential
  readonly #contentTopic: string
  readonly #network: DevelopmentNetwork
  readonly #forger: MessageForger
  readonly #membership: MembershipSync
  readonly #node: LightNode
  readonly #releases: ReleaseStack

  private constructor(
    parts: {
      readonly credential: MembershipCredential
      readonly contentTopic: string
      readonly network: DevelopmentNetwork
      readonly forger: MessageForger
      readonly membership: MembershipSync
      readonly node: LightNode
    },
    releases: ReleaseStack,
  ) {
    this.credential = parts.credential
    this.#contentTopic = parts.contentTopic
    this.#network = parts.network
    this.#forger = parts.forger
    this.#membership = parts.membership
    this.#node = parts.node
    this.#releases = releases
  }

  /** With the keystore of a member of the network, at its first node. */
  static async open(
    network: DevelopmentNetwork,
    options: { readonly keystorePath: string; readonly password: string; readonly contentTopic: string },
  ): Promise<CheatingMember> {
    const { chain, deployment, nodes } = network
    const { contentTopic } = options
    const releases = new ReleaseStack()
    try {
      const credential = await loadCredential(options.keystorePath, options.password)
      const membership = new MembershipSync(
        { clock: systemClock, logger: silentLogger, metrics: noMetrics },
        {
          rpcUrls: [chain.rpcUrl],
          chainId: deployment.chainId,
          contractAddress: deployment.contract,
          idCommitments: [],
        },
      )
      await membership.start()
      releases.add(() => membership.stop())
      const prover = await createWorkerProver(await openProvingArtifacts('development'), { threads: 1 })
      releases.add(() => prover.close())
      const node = await createLightNode({
        networkConfig: networkConfigOf(network),
        bootstrapPeers: [nodes[0]!.address('tcp')!],
        discover: false,
      })
      releases.add(() => node.stop())
      await node.waitForPeers(['lightpush'], PEERS_TIMEOUT_MS)
      const { epochSizeSeconds } = network.options
      const forger = new MessageForger(prover, { contentTopic, epochSizeSeconds, externalNullifierMode: 'hashed' })
      return new CheatingMember({ credential, contentTopic, network, forger, membership, node }, releases)
    } catch (error) {
      await releases.releaseAll()
      throw error
    }
  }

  /** Sends with the message id that is given, whether it was used or not. */
  async send(text: string, messageId: number): Promise<LightPushResult> {
    const { identity, treeIndex, userMessageLimit } = this.credential
    const data = await this.#forger.prove({
      text,
      timestampNs: BigInt(systemClock.nowMs()) * 1_000_000n,
      identitySecret: identity.secretHash,
      rateLimit: userMessageLimit,
      messageId,
      path: this.#membership.pathOf(treeIndex),
    })
    const decoded = decodeWakuMessage(data)
    if (!decoded.ok) throw new Error('the forged message cannot be read')
    const contentTopic = this.#contentTopic
    const routingInfo = createRoutingInfo(networkConfigOf(this.#network), { contentTopic })
    const encoder = {
      contentTopic,
      routingInfo,
      pubsubTopic: routingInfo.pubsubTopic,
      ephemeral: true,
      toWire: async () => data,
      toProtoObj: async () => protoMessageOf(decoded.message),
    }
    return this.#node.lightPush.send(encoder, { payload: decoded.message.payload }, { maxAttempts: 1 })
  }

  stop(): Promise<void> {
    return this.#releases.releaseAll()
  }
}

function networkConfigOf({ options }: DevelopmentNetwork): { clusterId: number; numShardsInCluster: number } {
  return { clusterId: options.clusterId, numShardsInCluster: 1 }
}
