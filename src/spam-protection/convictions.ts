import type { Clock, Counter, Logger, Metrics, Startable } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import { recoverSecret, type Share } from '../rln/index.ts'
import type { BurnedNullifiers } from './burned-nullifiers.ts'
import type { DoubleSignalEvidence, EvidenceStore } from './double-signal-evidence.ts'

/** Two verified shares under one nullifier. */
export interface DoubleSignal {
  readonly epoch: bigint
  readonly nullifier: bigint
  readonly shares: readonly [Share, Share]
  readonly peers: readonly [string | undefined, string]
}

export interface ConvictionsComponents {
  readonly clock: Clock
  readonly view: Pick<MembershipView, 'memberOf' | 'onSlashed'>
  readonly burned: Pick<BurnedNullifiers, 'burn' | 'convict' | 'isConvicted'>
  readonly evidence: EvidenceStore
  readonly logger: Logger
  readonly metrics: Metrics
}

/**
 * Convicts members who signalled twice or were slashed on chain: keeps the evidence and burns what they can still send.
 * Slashing them is for whoever listens.
 */
export class Convictions implements Startable {
  readonly #components: ConvictionsComponents
  readonly #convictions: Counter
  readonly #listeners = new Set<(evidence: DoubleSignalEvidence) => void>()
  readonly #saving = new Set<Promise<void>>()
  #unsubscribe: () => void = () => undefined

  constructor(components: ConvictionsComponents) {
    this.#components = components
    this.#convictions = components.metrics.counter(
      'waku_rln_convictions_total',
      'Members convicted, by how it became known',
      ['by'],
    )
  }

  /** Burns again who was convicted before a restart, and listens for slashings. */
  async start(): Promise<void> {
    const { view, evidence, burned } = this.#components
    this.#unsubscribe = view.onSlashed(({ idCommitment, identitySecretHash }) => {
      if (burned.isConvicted(idCommitment)) return
      burned.convict({ idCommitment, identitySecret: identitySecretHash })
      this.#convictions.add(1, { by: 'slashing' })
      this.#components.logger.info('a member was slashed: its messages are dropped', { idCommitment })
    })
    for (const { shares } of await evidence.list()) burned.convict(recoverSecret(...shares))
  }

  async stop(): Promise<void> {
    this.#unsubscribe()
    await Promise.all(this.#saving)
  }

  /** Calls the listener once for each member convicted by its own messages. The returned function ends that. */
  onConviction(listener: (evidence: DoubleSignalEvidence) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Synchronous up to where the nullifier is burned, so that no third share of it is verified. */
  convict(signal: DoubleSignal): void {
    const { clock, view, burned, logger } = this.#components
    burned.burn(signal.epoch, signal.nullifier)
    const { identitySecret, idCommitment } = recoverSecret(...signal.shares)
    if (burned.isConvicted(idCommitment)) return
    burned.convict({ idCommitment, identitySecret })
    this.#convictions.add(1, { by: 'double_signal' })

    const member = view.memberOf(idCommitment)
    const evidence: DoubleSignalEvidence = {
      ...signal,
      idCommitment,
      detectedAtMs: clock.nowMs(),
      ...(member && { memberIndex: member.index }),
    }
    logger.warn('a member signalled twice in one epoch: its messages are dropped', {
      idCommitment,
      epoch: signal.epoch,
      isStillMember: member !== undefined,
    })
    this.#save(evidence)
    for (const listener of this.#listeners) this.#tell(listener, evidence)
  }

  #save(evidence: DoubleSignalEvidence): void {
    const saving = this.#components.evidence
      .save(evidence)
      .catch((error) => this.#components.logger.error('evidence of a double signal could not be stored', { error }))
      .finally(() => this.#saving.delete(saving))
    this.#saving.add(saving)
  }

  /** What a listener throws must not change the verdict on the message. */
  #tell(listener: (evidence: DoubleSignalEvidence) => void, evidence: DoubleSignalEvidence): void {
    try {
      listener(evidence)
    } catch (error) {
      this.#components.logger.error('a listener failed on a conviction', { error })
    }
  }
}
