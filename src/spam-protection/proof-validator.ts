import { bytesToHex, type Clock, type Logger, type Metrics, type Startable } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import { messageHash, rlnSignal, type WakuMessage } from '../message/index.ts'
import { epochOf, messageX, type NullifierLog, type Verifier } from '../rln/index.ts'
import { BurnedNullifiers, type NullifierJob } from './burned-nullifiers.ts'
import { ClockSuspicion } from './clock-suspicion.ts'
import { Convictions } from './convictions.ts'
import type { DoubleSignalEvidence, EvidenceStore } from './double-signal-evidence.ts'
import { type Autosharding, type InspectedMessage, inspectMessage, type ProofClaim } from './message-inspection.ts'
import type { OwnShareWatch } from './own-share-watch.ts'
import { type Candidate, ProofVerification } from './proof-verification.ts'
import { type ProtectedShard, ProtectedShards } from './protected-shards.ts'
import { ExternalNullifiers, type RateLimitRules } from './rate-limit-rules.ts'
import { RootParking } from './root-parking.ts'
import { MAX_CLOCK_GAP_MS, msToNs, timestampDefect } from './time-window.ts'
import {
  type ReasonCode,
  type RefusalCode,
  refuse,
  type Verdict,
  type VerdictPolicy,
  verdictActions,
} from './verdict.ts'
import { VerdictRecorder } from './verdict-recorder.ts'
import { VerificationBudget, type VerificationBudgetComponents } from './verification-budget.ts'

export interface ProofValidatorComponents extends VerificationBudgetComponents {
  readonly clock: Clock
  readonly view: MembershipView
  readonly verifier: Pick<Verifier, 'verify'>
  readonly nullifierLog: Pick<NullifierLog, 'find' | 'record' | 'flush' | 'prune'>
  /** The worker's job that burning needs. */
  readonly nullifiersOf: NullifierJob
  readonly evidence: EvidenceStore
  /** Watches for the node's own credential in the hands of another device; missing when the node has none. */
  readonly ownShares?: Pick<OwnShareWatch, 'inspect'>
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface ProofValidatorOptions extends RateLimitRules, Partial<VerdictPolicy> {
  /** Missing under static sharding. */
  readonly autosharding?: Autosharding
  readonly protectedShards?: readonly ProtectedShard[]
}

/** A message as gossipsub hands it over. */
export interface ValidationInput {
  readonly pubsubTopic: string
  /** The encoded WakuMessage. */
  readonly data: Uint8Array
  /** Who forwarded it to us. */
  readonly peerId: string
}

/**
 * Judges messages: cheapest checks first, nothing verified twice, and never an exception. docs/decisions/0007-verdicts.md
 * has the order and the verdicts, and where and why they depart from 17/WAKU2-RLN-RELAY and 64/WAKU2-NETWORK.
 */
export class ProofValidator implements Startable {
  readonly #components: ProofValidatorComponents
  readonly #options: ProofValidatorOptions
  readonly #policy: VerdictPolicy
  readonly #externalNullifiers: ExternalNullifiers
  readonly #recorder: VerdictRecorder
  readonly #clockSuspicion: ClockSuspicion
  readonly #parking: RootParking
  readonly #budget: VerificationBudget
  readonly #burned: BurnedNullifiers
  readonly #convictions: Convictions
  readonly #protectedShards: ProtectedShards
  readonly #verification: ProofVerification
  #oldestEpoch = 0n

  constructor(components: ProofValidatorComponents, options: ProofValidatorOptions) {
    const logger = components.logger.child('spam-protection')
    this.#components = { ...components, logger }
    this.#options = options
    this.#policy = { strictSpec64: options.strictSpec64 ?? false }
    this.#externalNullifiers = new ExternalNullifiers(options)
    this.#recorder = new VerdictRecorder(this.#components)
    this.#clockSuspicion = new ClockSuspicion(components.clock)
    this.#parking = new RootParking(components)
    this.#budget = new VerificationBudget(components)
    const { metrics } = components
    this.#protectedShards = new ProtectedShards({ budget: this.#budget, metrics }, options.protectedShards ?? [])
    this.#burned = new BurnedNullifiers(this.#components, {
      epochSizeSeconds: options.epochSizeSeconds,
      externalNullifierOf: (epoch) => this.#externalNullifiers.of(epoch),
    })
    this.#convictions = new Convictions({ ...this.#components, burned: this.#burned })
    this.#verification = new ProofVerification({
      ...this.#components,
      burned: this.#burned,
      convictions: this.#convictions,
      budget: this.#budget,
      recorder: this.#recorder,
    })
  }

  /** Burns again who was convicted before a restart. */
  start(): Promise<void> {
    return this.#convictions.start()
  }

  async stop(): Promise<void> {
    await this.#burned.close()
    await this.#convictions.stop()
  }

  /** Calls the listener once for each member convicted by its own messages. The returned function ends that. */
  onConviction(listener: (evidence: DoubleSignalEvidence) => void): () => void {
    return this.#convictions.onConviction(listener)
  }

  /** Identity commitments of the members whose messages are dropped. */
  get convicted(): readonly bigint[] {
    return this.#burned.convicted
  }

  /** Whether our own clock seems wrong: nearly all peers disagree with it. */
  get isClockSuspect(): boolean {
    return this.#clockSuspicion.isSuspect
  }

  /** Messages judged since the start, by reason. */
  counts(): Record<ReasonCode, number> {
    return this.#recorder.counts()
  }

  /** Median wall time of the last verifications in milliseconds; undefined before the first. */
  get verificationMs(): number | undefined {
    return this.#recorder.verificationMs
  }

  /** Judges one message. Never rejects. */
  async validate(input: ValidationInput): Promise<Verdict> {
    const verdict = await this.#judge(input).catch((error): Verdict => {
      // Our failure is not the peer's fault.
      this.#recorder.recordError('validation', 'a message could not be judged', error)
      return refuse({ reason: 'internal_error' }, this.#policy)
    })
    this.#recorder.record(verdict, input.pubsubTopic)
    return verdict
  }

  async #judge(input: ValidationInput): Promise<Verdict> {
    this.#burned.advance()
    const refusal = (reason: RefusalCode): Verdict => refuse({ reason }, this.#policy)

    // 1. Decode; lengths and canonical values; our identifier; the content topic's shard.
    const { autosharding } = this.#options
    const { rlnIdentifier } = this.#externalNullifiers
    const inspection = inspectMessage(input.pubsubTopic, input.data, {
      rlnIdentifier,
      ...(autosharding && { autosharding }),
    })
    if (!inspection.ok) return refusal(this.#charged(inspection.reason, input.peerId))
    const { message, claim } = inspection.inspected
    this.#components.logger.trace('message decoded', () => ({
      messageHash: bytesToHex(messageHash(input.pubsubTopic, message)),
      contentTopic: message.contentTopic,
      epoch: claim.epoch,
    }))

    // 2. The timestamp is near our clock, and the epoch is the timestamp's.
    const timeRefusal = this.#judgeTime(message, claim, input.peerId)
    if (timeRefusal !== undefined) return refusal(this.#charged(timeRefusal, input.peerId))

    // 3. x and the external nullifier are computed, never read. A proof for another x cannot hold for this message, and
    // every implementation finds that out.
    const candidate = this.#candidateOf(inspection.inspected, input.peerId)
    if (candidate.signals.x !== claim.x) return refusal('signal_mismatch')

    // On a protected shard, the holder of its key signed the message.
    const signatureRefusal = this.#protectedShards.judge(input.pubsubTopic, inspection.inspected, input.peerId)
    if (signatureRefusal !== undefined) return refusal(signatureRefusal)

    // 4. The root is in the window, if need be after asking the chain once more.
    const rootRefusal = await this.#judgeRoot(candidate, input.data.length)
    if (rootRefusal !== undefined) return refusal(rootRefusal)

    // 5. to 8. Nullifier, budgets, pairing, record-or-compare.
    const proofRefusal = await this.#verification.judge(candidate)
    if (proofRefusal !== undefined) return refuse(proofRefusal, this.#policy)

    // The log's rows are on disk before the verdict is released, or a restart would forget this message.
    await this.#flush()
    // 2. again: what waited too long here would be out of time at the next node.
    if (timestampDefect(message.timestampNs, this.#components.clock.nowMs()) !== undefined)
      return refusal('expired_while_queued')
    this.#pruneBehind(message.timestampNs)
    return { action: 'accept', reason: 'valid', message }
  }

  /** What is refused without a penalty and without a verification counts against the peer's budget instead. */
  #charged(reason: RefusalCode, peerId: string): RefusalCode {
    if (verdictActions[reason] === 'ignore') this.#budget.charge(peerId)
    return reason
  }

  #judgeTime({ timestampNs }: WakuMessage, claim: ProofClaim, peerId: string): RefusalCode | undefined {
    const defect = timestampDefect(timestampNs, this.#components.clock.nowMs())
    this.#clockSuspicion.note(peerId, defect === undefined)
    if (defect !== undefined) return this.#clockSuspicion.isSuspect ? 'clock_suspect' : defect
    return epochOf(timestampNs, this.#options.epochSizeSeconds) === claim.epoch ? undefined : 'epoch_mismatch'
  }

  #candidateOf({ message, contentTopicBytes, claim }: InspectedMessage, peerId: string): Candidate {
    // The content topic's bytes as they came: text that was decoded and encoded again may be other bytes.
    const x = messageX(rlnSignal({ ...message, contentTopic: contentTopicBytes }))
    const { proofBytes, root, epoch, y, nullifier } = claim
    const externalNullifier = this.#externalNullifiers.of(epoch)
    const { timestampNs } = message
    return { peerId, timestampNs, epoch, proofBytes, signals: { y, root, nullifier, x, externalNullifier } }
  }

  async #judgeRoot({ signals, peerId }: Candidate, bytes: number): Promise<RefusalCode | undefined> {
    const { view } = this.#components
    if (!view.isSynced) return 'not_synced'
    if (view.acceptsRoot(signals.root)) return undefined
    const finding = await this.#parking.await(signals.root, { peerId, bytes })
    return finding === 'accepted' ? undefined : finding
  }

  /** Relaying goes on when the disk fails: until then only a restart can forget, and that is said loudly. */
  async #flush(): Promise<void> {
    try {
      await this.#components.nullifierLog.flush()
    } catch (error) {
      this.#recorder.recordError('nullifier_log', 'nullifiers are not on disk: a restart now forgets them', error)
    }
  }

  /**
   * Forgets epochs that are over for twice the clock gap. Only an accepted message moves this on: a clock that runs ahead
   * accepts nothing, so it cannot make us forget an epoch that comes back when it is set right.
   */
  #pruneBehind(timestampNs: bigint): void {
    const nowNs = msToNs(this.#components.clock.nowMs())
    const newestNs = timestampNs < nowNs ? timestampNs : nowNs
    const oldestEpoch = epochOf(newestNs - msToNs(2 * MAX_CLOCK_GAP_MS), this.#options.epochSizeSeconds)
    if (oldestEpoch <= this.#oldestEpoch) return
    this.#oldestEpoch = oldestEpoch
    this.#components.nullifierLog
      .prune(oldestEpoch)
      .catch((error) => this.#recorder.recordError('nullifier_log', 'old nullifiers could not be deleted', error))
  }
}
