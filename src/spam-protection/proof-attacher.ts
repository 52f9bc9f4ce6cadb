import type { Clock, Counter, Gauge, Histogram, Metrics } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import { rlnSignal, type WakuMessage } from '../message/index.ts'
import {
  epochOf,
  epochToBytes,
  fieldToBytesLE,
  idCommitmentOf,
  type MessageIdAllocator,
  type MessageIdRequest,
  messageX,
  type ProofKind,
  type Prover,
  type Reservation,
  RlnError,
  type RlnProof,
  type RlnWitness,
  witnessOf,
} from '../rln/index.ts'
import { type OwnLeaf, ownLeaf } from './own-leaf.ts'
import { ExternalNullifiers, type RateLimitRules } from './rate-limit-rules.ts'
import { SpamProtectionError } from './spam-protection-error.ts'
import { msToNs, timestampDefect } from './time-window.ts'

/**
 * A sender keeps out of the end of an epoch by this much: nwaku computes a message's epoch in float64, where a timestamp
 * that close to the border can fall into the next one.
 */
export const EPOCH_END_MARGIN_NS = 1_000n

export interface ProofAttacherComponents {
  readonly clock: Clock
  readonly view: Pick<MembershipView, 'isSynced' | 'memberOf' | 'pathOf'>
  readonly allocator: Pick<MessageIdAllocator, 'reserve' | 'remaining'>
  readonly prover: Pick<Prover, 'prove'>
  readonly metrics: Metrics
}

export interface ProofAttacherOptions extends RateLimitRules {
  /** The member's secretHash. Stays in memory and in the prover. */
  readonly identitySecret: bigint
}

export interface ProvenMessage {
  readonly message: WakuMessage
  readonly proofKind: ProofKind
}

/**
 * Makes messages of one member provable: takes a message id that is bound to the message, on disk before anything of the
 * share leaves, and proves under the newest root. Attaching the same message again, for instance after the tree changed,
 * takes the same id and so reveals nothing new.
 */
export class ProofAttacher {
  readonly #components: ProofAttacherComponents
  readonly #options: ProofAttacherOptions
  readonly #idCommitment: bigint
  readonly #externalNullifiers: ExternalNullifiers
  readonly #proofs: Counter
  readonly #proofKinds: Counter
  readonly #lastProof: Gauge
  readonly #proofSeconds: Histogram
  readonly #remaining: Gauge

  constructor(components: ProofAttacherComponents, options: ProofAttacherOptions) {
    const { metrics } = components
    this.#components = components
    this.#options = options
    this.#idCommitment = idCommitmentOf(options.identitySecret)
    this.#externalNullifiers = new ExternalNullifiers(options)
    this.#proofs = metrics.counter('waku_rln_total_generated_proofs', 'Proofs generated')
    this.#proofKinds = metrics.counter('waku_rln_proofs_by_kind_total', 'Proofs by how they were made', ['kind'])
    this.#lastProof = metrics.gauge('waku_rln_proof_generation_duration_seconds', 'Wall time of the last proof')
    this.#proofSeconds = metrics.histogram('waku_rln_proof_generation_seconds', 'Wall time of one proof')
    this.#remaining = metrics.gauge('waku_rln_remaining_proofs_per_epoch', 'Message ids left in the epoch')
  }

  /**
   * The message with a proof for the epoch of its timestamp. A timestamp of 0 becomes the time of the clock, and one in
   * the last microsecond of an epoch is moved out of it: the message returned is the one that is signed.
   * @throws SpamProtectionError
   */
  async attach(message: WakuMessage): Promise<ProvenMessage> {
    const timestampNs = this.#sendingTimeOf(message.timestampNs)
    const { path, member } = this.#ownLeaf()
    const epoch = epochOf(timestampNs, this.#options.epochSizeSeconds)
    const externalNullifier = this.#externalNullifiers.of(epoch)
    const x = messageX(rlnSignal({ ...message, timestampNs }))
    const request = { epoch, externalNullifier, x }
    const { identitySecret } = this.#options
    const witness = witnessOf(this.#reserve(request), { identitySecret, rateLimit: member.rateLimit, path })
    const { proofBytes, publicSignals, kind } = await this.#prove(witness)
    await this.#requireDurable(request)
    const rateLimitProof = {
      proof: proofBytes,
      merkleRoot: fieldToBytesLE(publicSignals.root),
      epoch: epochToBytes(epoch),
      shareX: fieldToBytesLE(x),
      shareY: fieldToBytesLE(publicSignals.y),
      nullifier: fieldToBytesLE(publicSignals.nullifier),
      rlnIdentifier: this.#externalNullifiers.rlnIdentifier,
    }
    return { message: { ...message, timestampNs, rateLimitProof }, proofKind: kind }
  }

  /** Tells the metrics how many messages are left. To be called again and again, because epochs end by themselves. */
  measure(): void {
    const { clock, allocator } = this.#components
    this.#remaining.set(allocator.remaining(epochOf(msToNs(clock.nowMs()), this.#options.epochSizeSeconds)))
  }

  #sendingTimeOf(timestampNs: bigint): bigint {
    const nowMs = this.#components.clock.nowMs()
    const wantedNs = timestampNs === 0n ? msToNs(nowMs) : timestampNs
    if (timestampDefect(wantedNs, nowMs) !== undefined) {
      throw new SpamProtectionError(
        'timestamp_out_of_range',
        `the message's timestamp ${wantedNs} ns is more than 20 s away from the clock: no node would relay it`,
      )
    }
    const epochSizeNs = BigInt(this.#options.epochSizeSeconds) * msToNs(1000)
    const untilEpochEndsNs = epochSizeNs - (wantedNs % epochSizeNs)
    return untilEpochEndsNs <= EPOCH_END_MARGIN_NS ? wantedNs - EPOCH_END_MARGIN_NS : wantedNs
  }

  #ownLeaf(): OwnLeaf {
    const { view } = this.#components
    if (!view.isSynced) {
      throw new SpamProtectionError(
        'not_synced',
        'the membership tree is not synced with the chain yet: try again later',
      )
    }
    const leaf = ownLeaf(view, this.#idCommitment)
    if (leaf) return leaf
    throw new SpamProtectionError(
      'not_a_member',
      'the credential is not in the membership tree: register it, or wait until its registration is in a block',
    )
  }

  /** The message id bound to x. Its binding goes to disk while the proof is made. */
  #reserve(request: MessageIdRequest): Reservation {
    const { allocator } = this.#components
    try {
      return allocator.reserve(request)
    } catch (error) {
      throw this.#allocationError(error, request.epoch)
    } finally {
      this.#remaining.set(allocator.remaining(request.epoch))
    }
  }

  /** Asked again, because the epoch may have been stopped while the proof was made. */
  async #requireDurable(request: MessageIdRequest): Promise<void> {
    const { durable } = this.#reserve(request)
    try {
      await durable
    } catch (cause) {
      throw new SpamProtectionError('message_id_not_stored', 'the message id could not be stored: nothing was sent', {
        cause,
      })
    }
  }

  #allocationError(cause: unknown, epoch: bigint): SpamProtectionError {
    const nextEpochAtMs = Number(epoch + 1n) * this.#options.epochSizeSeconds * 1000
    const nextEpoch = new Date(nextEpochAtMs).toISOString()
    switch (cause instanceof RlnError ? cause.code : undefined) {
      case 'message_limit_reached':
        return new SpamProtectionError(
          'message_limit_reached',
          `every message of epoch ${epoch} is spent: the next epoch starts at ${nextEpoch}`,
          { cause, retryAtMs: nextEpochAtMs },
        )
      case 'credential_used_elsewhere':
        return new SpamProtectionError(
          'credential_used_elsewhere',
          `another device sends with this credential: nothing is sent before ${nextEpoch}; give each device its own ids`,
          { cause, retryAtMs: nextEpochAtMs },
        )
      case 'credential_cooling_down':
        return coolingDown(cause as RlnError)
      case 'x_is_zero':
        return new SpamProtectionError(
          'signal_not_provable',
          'the signal hashes to 0, and a share of it would be the secret itself: change the payload or the timestamp',
          { cause },
        )
      case 'epoch_pruned':
        return new SpamProtectionError(
          'timestamp_out_of_range',
          `epoch ${epoch} is closed for this credential: the clock was set back, or the message is too old`,
          { cause },
        )
      default:
        return new SpamProtectionError('message_id_refused', `no message id could be taken in epoch ${epoch}`, {
          cause,
        })
    }
  }

  async #prove(witness: RlnWitness): Promise<RlnProof> {
    const { clock, prover } = this.#components
    const startedAtMs = clock.nowMs()
    try {
      const proof = await prover.prove(witness)
      this.#proofs.add()
      this.#proofKinds.add(1, { kind: proof.kind })
      const seconds = (clock.nowMs() - startedAtMs) / 1000
      this.#lastProof.set(seconds)
      this.#proofSeconds.observe(seconds)
      return proof
    } catch (cause) {
      throw new SpamProtectionError(
        'proving_failed',
        'no proof could be made: attaching again uses the same message id',
        {
          cause,
        },
      )
    }
  }
}

function coolingDown(cause: RlnError): SpamProtectionError {
  const { availableAtMs } = cause
  const until = availableAtMs === undefined ? 'the next epoch' : new Date(availableAtMs).toISOString()
  return new SpamProtectionError(
    'credential_cooling_down',
    `what this credential sent before is not known here: it may send from ${until} on`,
    { cause, ...(availableAtMs !== undefined && { retryAtMs: availableAtMs }) },
  )
}
