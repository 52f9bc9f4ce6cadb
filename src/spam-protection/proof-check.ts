import type { MembershipView } from '../membership/index.ts'
import { type ProofFinding, rlnSignal } from '../message/index.ts'
import { epochOf, messageX, type Verifier } from '../rln/index.ts'
import { type Autosharding, inspectMessage } from './message-inspection.ts'
import type { OwnShareWatch } from './own-share-watch.ts'
import { ExternalNullifiers, type RateLimitRules } from './rate-limit-rules.ts'

export interface ProofCheckComponents {
  readonly verifier: Pick<Verifier, 'verify'>
  readonly view: Pick<MembershipView, 'acceptsRoot'>
  /** Shown the shares of messages whose proof holds, for who sends, too. */
  readonly ownShares?: Pick<OwnShareWatch, 'inspect'>
}

export interface ProofCheckOptions extends RateLimitRules {
  /** Missing under static sharding. */
  readonly autosharding?: Autosharding
}

/**
 * Looks at the proofs of messages that a service node hands over, from its archive or to a filter. Time and message ids are
 * not judged: a message of last year was as good as one of now, and who sees a part of the messages sees no double signal.
 */
export class ProofCheck {
  readonly #components: ProofCheckComponents
  readonly #options: ProofCheckOptions
  readonly #externalNullifiers: ExternalNullifiers

  constructor(components: ProofCheckComponents, options: ProofCheckOptions) {
    this.#components = components
    this.#options = options
    this.#externalNullifiers = new ExternalNullifiers(options)
  }

  /** Never rejects. @param data the encoded message, as it was relayed */
  async check(pubsubTopic: string, data: Uint8Array): Promise<ProofFinding> {
    const { rlnIdentifier } = this.#externalNullifiers
    const { autosharding, epochSizeSeconds } = this.#options
    const inspection = inspectMessage(pubsubTopic, data, { rlnIdentifier, ...(autosharding && { autosharding }) })
    if (!inspection.ok) return 'invalid'
    const { message, contentTopicBytes, claim } = inspection.inspected
    if (message.timestampNs < 0n || epochOf(message.timestampNs, epochSizeSeconds) !== claim.epoch) return 'invalid'
    const x = messageX(rlnSignal({ ...message, contentTopic: contentTopicBytes }))
    if (x !== claim.x) return 'invalid'
    const { proofBytes, root, y, nullifier } = claim
    const externalNullifier = this.#externalNullifiers.of(claim.epoch)
    const { verifier, view, ownShares } = this.#components
    try {
      const verdict = await verifier.verify(proofBytes, { y, root, nullifier, x, externalNullifier })
      if (!verdict.valid) return 'invalid'
    } catch {
      // Overloaded, closed or crashed: that says nothing of the message, and this is the answer that says so.
      return 'unchecked'
    }
    ownShares?.inspect({ epoch: claim.epoch, externalNullifier, nullifier, x, y })
    return view.acceptsRoot(root) ? 'valid' : 'root_unknown'
  }
}
