import {
  type Clock,
  type Logger,
  type Metrics,
  ReleaseStack,
  type Startable,
  type StateStore,
} from '../foundation/index.ts'
import { followedMember, isKeyRefused, keyOfChain, MembershipSync } from '../membership/index.ts'
import type { ProofFinding, WakuMessage } from '../message/index.ts'
import { type ArtifactSource, epochOf, loadArtifacts, loadVerificationKey, MessageIdAllocator } from '../rln/index.ts'
import {
  type Autosharding,
  ProofAttacher,
  ProofCheck,
  type ProofCheckComponents,
  type RateLimitRules,
  SlotKeeper,
} from '../spam-protection/index.ts'
import { lightOwnShares } from './light-own-shares.ts'
import type { LightPlatform } from './light-platform.ts'
import { type MessageQuota, QuotaMeter } from './quota-meter.ts'
import type { LightMembership, RlnOptions } from './rln-options.ts'
import { SdkError } from './sdk-error.ts'

const DEFAULT_EPOCH_SIZE_SECONDS = 600
const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** Those that a sender remembers its message ids in. Each reads them once: two senders would take the same ones. */
const storesInUse = new WeakSet<StateStore>()

export interface LightRlnComponents {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly platform: Pick<LightPlatform, 'artifacts' | 'createProver' | 'createVerifier'>
}

interface Sender {
  readonly allocator: MessageIdAllocator
  readonly attacher: ProofAttacher
  readonly ownShares: ProofCheckComponents['ownShares']
}

/** The protection of a light node: follows the members, proves what is sent, checks what is received. */
export class LightRln implements Startable {
  readonly #components: LightRlnComponents
  readonly #options: RlnOptions
  readonly #artifacts: ArtifactSource
  readonly #rules: RateLimitRules & { readonly autosharding?: Autosharding }
  readonly #key: NonNullable<RlnOptions['key']>
  readonly #sync: MembershipSync
  readonly #releases = new ReleaseStack()
  #check: ProofCheck | undefined
  #sender: Sender | undefined
  /** Of the member's quota. */
  readonly meter: QuotaMeter

  /** @throws SdkError `option_invalid` */
  constructor(components: LightRlnComponents, options: RlnOptions, autosharding?: Autosharding) {
    const { clock, logger, metrics, platform } = components
    const { rpcUrl, chainId, contractAddress, membership, stateStore, externalNullifierMode, onProgress } = options
    this.#components = components
    this.#options = options
    this.meter = new QuotaMeter({ clock, logger, read: () => this.quota() })
    this.#artifacts = artifactsOf(options, platform)
    this.#key = keyOf(options)
    if (membership !== undefined) requireSameContract(membership, options)
    this.#rules = {
      epochSizeSeconds: options.epochSizeSeconds ?? DEFAULT_EPOCH_SIZE_SECONDS,
      ...(externalNullifierMode && { externalNullifierMode }),
      ...(autosharding && { autosharding }),
    }
    this.#sync = new MembershipSync(
      { clock, logger, metrics, store: stateStore },
      {
        rpcUrls: typeof rpcUrl === 'string' ? [rpcUrl] : rpcUrl,
        chainId,
        contractAddress,
        ...(membership && followedMember(membership.credential)),
        ...(onProgress && { onProgress }),
      },
    )
  }

  /**
   * Reads the members from the chain, and the keys. Stores that were handed in are closed when this fails, too, unless
   * another node sends with them.
   * @throws SdkError `option_invalid` when another node of this program sends with the membership's store; MembershipError
   *   for the chain, RlnError for keys and message ids, and what a store throws
   */
  async start(): Promise<void> {
    try {
      await this.#start()
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  async stop(): Promise<void> {
    this.#check = undefined
    this.#sender = undefined
    this.meter.look()
    await this.#releases.releaseAll()
  }

  /** Whether messages are sent with proofs. */
  get proves(): boolean {
    return this.#options.membership !== undefined
  }

  /** Undefined without a membership. */
  quota(): MessageQuota | undefined {
    const { membership } = this.#options
    if (membership === undefined || this.#sender === undefined) return undefined
    const { epochSizeSeconds } = this.#rules
    const { allocator } = this.#sender
    const nowMs = this.#components.clock.nowMs()
    const epoch = epochOf(BigInt(nowMs) * NANOSECONDS_PER_MILLISECOND, epochSizeSeconds)
    const { availableAtMs } = allocator
    return {
      rateLimit: membership.credential.userMessageLimit,
      left: allocator.remaining(epoch),
      epochEndsAtMs: (Number(epoch) + 1) * epochSizeSeconds * 1000,
      ...(availableAtMs > nowMs && { availableAtMs }),
    }
  }

  /**
   * The message with a proof. Asked again for the same message, it proves again under the newest root and spends nothing.
   * @throws SpamProtectionError; SdkError `not_started`
   */
  async attach(message: WakuMessage): Promise<WakuMessage> {
    if (this.#sender === undefined) throw new SdkError('not_started', 'the node is not started, or has no membership')
    try {
      const attaching = this.#sender.attacher.attach(message)
      // The message id is taken by now, and the proof takes a while yet.
      this.meter.look()
      return (await attaching).message
    } finally {
      this.meter.look()
    }
  }

  /** Looks at the chain again. Says whether the newest root is another one now. */
  async refresh(): Promise<boolean> {
    const before = this.#sync.newestRoot()
    await this.#sync.refresh()
    return this.#sync.newestRoot() !== before
  }

  /** What is known of a received message's proof. Never rejects. */
  readonly check = async (pubsubTopic: string, data: Uint8Array): Promise<ProofFinding> => {
    return (await this.#check?.check(pubsubTopic, data)) ?? 'unchecked'
  }

  async #start(): Promise<void> {
    const { membership, stateStore, worker } = this.#options
    if (membership) this.#takeAlone(membership.stateStore)
    if (stateStore) this.#releases.add(() => stateStore.close())
    if (membership) this.#releases.add(() => membership.stateStore.close())
    const { platform } = this.#components
    const verificationKey = await loadVerificationKey(this.#artifacts, this.#key)
    const verifier = await platform.createVerifier(verificationKey, worker)
    this.#releases.add(() => verifier.close())
    this.#releases.add(() => this.#sync.stop())
    await this.#sync.start()
    if (membership) this.#sender = await this.#openSender(membership)
    this.meter.look()
    const ownShares = this.#sender?.ownShares
    this.#check = new ProofCheck({ verifier, view: this.#sync, ...(ownShares && { ownShares }) }, this.#rules)
  }

  #takeAlone(store: StateStore): void {
    if (storesInUse.has(store)) {
      const why = 'another node of this program sends with the store of rln.membership, and would spend the same ids'
      throw new SdkError('option_invalid', `${why}: stop that one first, or send through it`)
    }
    storesInUse.add(store)
    this.#releases.add(() => void storesInUse.delete(store))
  }

  async #openSender(membership: LightMembership): Promise<Sender> {
    const { credential, stateStore, messageIdRange } = membership
    const { clock, logger, metrics, platform } = this.#components
    const { commitment: idCommitment, secretHash: identitySecret } = credential.identity
    const { epochSizeSeconds } = this.#rules
    const allocator = await MessageIdAllocator.open(
      { store: stateStore, clock },
      {
        idCommitment,
        rateLimit: credential.userMessageLimit,
        epochSizeSeconds,
        ...(messageIdRange && { messageIdRange }),
      },
    )
    const prover = await platform.createProver(await loadArtifacts(this.#artifacts, this.#key), this.#options.worker)
    this.#releases.add(() => prover.close())
    const options = { ...this.#rules, identitySecret }
    const view = this.#sync
    const attacher = new ProofAttacher({ clock, metrics, view, allocator, prover }, options)
    const { preparedProofs } = this.#options
    if (preparedProofs !== undefined) {
      const keeper = new SlotKeeper(
        { clock, logger, metrics, view, blockNumber: () => view.health().blockNumber, allocator, prover },
        { ...options, slotsPerEpoch: preparedProofs },
      )
      this.#releases.add(() => keeper.stop())
      await keeper.start()
    }
    const onUsedElsewhere = (): void => this.meter.look()
    const ownShares = lightOwnShares({ clock, logger, allocator, onUsedElsewhere }, membership, epochSizeSeconds)
    return { allocator, attacher, ownShares }
  }
}

function artifactsOf({ artifacts }: RlnOptions, platform: Pick<LightPlatform, 'artifacts'>): ArtifactSource {
  const source = artifacts ?? platform.artifacts
  if (source !== undefined) return source
  const advice = 'serve the folder circuits/artifacts of the package and give fetchArtifactSource(URL)'
  throw new SdkError('option_invalid', `rln.artifacts is missing, and this platform has none of its own: ${advice}`)
}

function keyOf({ key, chainId, allowDevelopmentKey }: RlnOptions): NonNullable<RlnOptions['key']> {
  const chosen = key ?? keyOfChain(chainId)
  if (!isKeyRefused(chosen, chainId) || allowDevelopmentKey) return chosen
  const why = `whoever made the development key can forge proofs, so it is refused on chain ${chainId}`
  throw new SdkError('option_invalid', `${why}: rln.key 'network', or rln.allowDevelopmentKey if you mean it`)
}

function requireSameContract({ credential }: LightMembership, { chainId, contractAddress }: RlnOptions): void {
  const { membershipContract: theirs } = credential
  const isSame = theirs.chainId === BigInt(chainId) && theirs.address.toLowerCase() === contractAddress.toLowerCase()
  if (isSame) return
  const found = `contract ${theirs.address} on chain ${theirs.chainId}`
  throw new SdkError('option_invalid', `rln.membership is of ${found}, not of ${contractAddress} on chain ${chainId}`)
}
