import { AttackerPeer, DevelopmentNetwork, MessageForger } from '../../src/devnet/index.ts'
import { noMetrics, ReleaseStack, silentLogger, systemClock, systemRandom } from '../../src/foundation/index.ts'
import { loadCredential, MembershipSync, openSigner, slashMembership } from '../../src/membership/server.ts'
import { openProvingArtifacts } from '../../src/node/server.ts'
import { createWorkerProver } from '../../src/rln/server.ts'

const components = { clock: systemClock, random: systemRandom }

export const CONTENT_TOPIC = '/dashboard-test/1/chat/proto'
const RATE_LIMIT = 20
/** Long enough that a test is in one epoch, but for one in some hundred. */
const EPOCH_SIZE_SECONDS = 3_600
const SPAMMER = 1
/** The account that slashes: none of the members'. */
const REPORTER_ACCOUNT = 9

/** Three nodes on a chain of their own, an honest member behind the first and a spammer beside them. */
export class SpammingDevnet {
  readonly network: DevelopmentNetwork
  readonly #forger: MessageForger
  readonly #membership: MembershipSync
  readonly #releases: ReleaseStack

  private constructor(
    network: DevelopmentNetwork,
    forger: MessageForger,
    membership: MembershipSync,
    releases: ReleaseStack,
  ) {
    this.network = network
    this.#forger = forger
    this.#membership = membership
    this.#releases = releases
  }

  static async start(): Promise<SpammingDevnet> {
    const releases = new ReleaseStack()
    try {
      const network = await DevelopmentNetwork.start(components, {
        rateLimits: [RATE_LIMIT, RATE_LIMIT],
        nodeCount: 3,
        clusterId: 42,
        epochSizeSeconds: EPOCH_SIZE_SECONDS,
        minRateLimit: 5,
        onProgress: () => undefined,
      })
      releases.add(() => network.stop())
      const membership = new MembershipSync(
        { clock: systemClock, logger: silentLogger, metrics: noMetrics },
        {
          rpcUrls: [network.chain.rpcUrl],
          chainId: network.deployment.chainId,
          contractAddress: network.deployment.contract,
          idCommitments: [],
        },
      )
      await membership.start()
      releases.add(() => membership.stop())
      const prover = await createWorkerProver(await openProvingArtifacts('development'), { threads: 1 })
      releases.add(() => prover.close())
      const forger = new MessageForger(prover, {
        contentTopic: CONTENT_TOPIC,
        epochSizeSeconds: EPOCH_SIZE_SECONDS,
        externalNullifierMode: 'hashed',
      })
      return new SpammingDevnet(network, forger, membership, releases)
    } catch (error) {
      await releases.releaseAll()
      throw error
    }
  }

  get spammer() {
    return this.network.members[SPAMMER]!
  }

  /** The spammer sends two messages with one message id, and one without a proof, to all nodes. */
  async spam(): Promise<void> {
    const { identity } = await this.#credential()
    const timestampNs = BigInt(systemClock.nowMs()) * 1_000_000n
    const { index, rateLimit } = this.spammer
    const path = this.#membership.pathOf(index)
    const claim = { timestampNs, identitySecret: identity.secretHash, rateLimit, messageId: 0, path }
    const messages = [
      await this.#forger.prove({ ...claim, text: 'once' }),
      await this.#forger.prove({ ...claim, text: 'twice' }),
    ]
    const { nodes, pubsubTopic } = this.network
    const attacker = await AttackerPeer.attach(
      components,
      pubsubTopic,
      nodes.map((node) => node.address('tcp')!),
    )
    try {
      for (const data of messages) await attacker.send(data)
    } finally {
      await attacker.stop()
    }
  }

  /** Somebody takes the spammer's deposit. */
  async slash(): Promise<void> {
    const { chain, deployment, privateKeys } = this.network
    const { identity } = await this.#credential()
    await slashMembership({
      signer: await openSigner(chain.rpcUrl, { privateKey: privateKeys[REPORTER_ACCOUNT]! }),
      contractAddress: deployment.contract,
      identitySecretHash: identity.secretHash,
    })
  }

  stop(): Promise<void> {
    return this.#releases.releaseAll()
  }

  #credential() {
    return loadCredential(this.spammer.keystorePath, this.spammer.password)
  }
}
