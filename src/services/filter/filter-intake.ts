import { BoundedMap, bytesToHex, type Clock, type Logger } from '../../foundation/index.ts'
import { decodeWakuMessage, messageHash, type ProofFinding, type WakuMessage } from '../../message/index.ts'
import type { FilterPush } from './filter-messages.ts'
import type { FilterClientMetrics } from './filter-metrics.ts'

/** A message that several filter nodes push is handed on once within this time; nwaku's. */
export const RECEIVED_BEFORE_MS = 2 * 60_000

/** Hashes remembered for that. */
const MAX_RECEIVED_BEFORE = 4_096

/** Proofs being checked at once: each takes some milliseconds of a core. What comes on top is dropped. */
export const MAX_PROOF_CHECKS = 64

/** A message that was asked for and pushed. */
export interface FilteredMessage {
  readonly message: WakuMessage
  readonly pubsubTopic: string
  /** Deterministic, 32 bytes; computed here. */
  readonly messageHash: Uint8Array
  /** `root_unknown`: made under a root this node does not know; `unchecked`: nothing here can check proofs. */
  readonly proof: Exclude<ProofFinding, 'invalid'>
  /** The filter node that sent it first. */
  readonly peerId: string
}

/** What became of a push. */
export type PushOutcome =
  | 'received'
  /** Not from a node this one is subscribed at. */
  | 'stranger'
  | 'undecodable'
  /** On topics nobody here asked for. */
  | 'not_asked'
  | 'duplicate'
  | 'proof_invalid'
  /** Too many proofs are being checked. */
  | 'overloaded'

export interface FilterIntakeComponents {
  readonly isServicePeer: (peerId: string) => boolean
  readonly isWanted: (pubsubTopic: string, contentTopic: string) => boolean
  /** Missing: nothing here can check proofs. Its failure counts as `root_unknown`. */
  readonly checkProof?: (push: FilterPush, message: WakuMessage) => Promise<ProofFinding>
  /** Takes what was asked for and is not known to be invalid. */
  readonly deliver: (received: FilteredMessage) => void
  /** Told of a filter node that pushed what no honest one does. */
  readonly blame: (peerId: string) => void
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: FilterClientMetrics
}

/** Judges what filter nodes push: only what was asked for, from whom it was asked, once, and with a proof that holds. */
export class FilterIntake {
  readonly #components: FilterIntakeComponents
  readonly #receivedAtMs = new BoundedMap<string, number>(MAX_RECEIVED_BEFORE)
  #checking = 0

  constructor(components: FilterIntakeComponents) {
    this.#components = components
  }

  /** Never rejects. */
  async take(push: FilterPush, peerId: string): Promise<PushOutcome> {
    const outcome = await this.#judge(push, peerId)
    this.#components.metrics.received.add(1, { outcome })
    const isBlamed = outcome === 'undecodable' || outcome === 'proof_invalid'
    if (isBlamed) this.#components.blame(peerId)
    return outcome
  }

  async #judge(push: FilterPush, peerId: string): Promise<PushOutcome> {
    const { isServicePeer, isWanted, deliver } = this.#components
    if (!isServicePeer(peerId)) return 'stranger'
    const decoded = decodeWakuMessage(push.data)
    if (!decoded.ok) return 'undecodable'
    const { message } = decoded
    const { pubsubTopic } = push
    if (!isWanted(pubsubTopic, message.contentTopic)) return 'not_asked'
    const hash = messageHash(pubsubTopic, message)
    const key = bytesToHex(hash)
    if (this.#wasReceived(key)) return 'duplicate'
    const proof = await this.#proofOf(push, message)
    if (proof === 'invalid') return 'proof_invalid'
    if (proof === 'overloaded') return 'overloaded'
    // Again, because copies are checked side by side: the proof is not part of the hash, so one that is invalid must not
    // keep a valid one out.
    if (this.#wasReceived(key)) return 'duplicate'
    this.#receivedAtMs.set(key, this.#components.clock.monotonicMs())
    deliver({ message, pubsubTopic, messageHash: hash, proof, peerId })
    return 'received'
  }

  async #proofOf(push: FilterPush, message: WakuMessage): Promise<ProofFinding | 'overloaded'> {
    const { checkProof, logger } = this.#components
    if (checkProof === undefined) return 'unchecked'
    if (this.#checking >= MAX_PROOF_CHECKS) return 'overloaded'
    this.#checking++
    try {
      return await checkProof(push, message)
    } catch (error) {
      logger.error('the proof of a pushed message could not be checked', { error })
      return 'root_unknown'
    } finally {
      this.#checking--
    }
  }

  #wasReceived(key: string): boolean {
    const receivedAtMs = this.#receivedAtMs.get(key)
    return receivedAtMs !== undefined && this.#components.clock.monotonicMs() - receivedAtMs < RECEIVED_BEFORE_MS
  }
}
