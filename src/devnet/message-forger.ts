import { encodeWakuMessage, type RateLimitProof, rlnSignal, type WakuMessage } from '../message/index.ts'
import {
  type ExternalNullifierMode,
  epochOf,
  epochToBytes,
  externalNullifierOf,
  fieldToBytesLE,
  type MerklePath,
  messageX,
  type Prover,
  RLN_IDENTIFIER,
  type RlnProof,
  unsafe,
} from '../rln/index.ts'

/** What a forged message claims and is proven with. No rule of the sending side is applied. */
export interface Forgery {
  readonly text: string
  readonly timestampNs: bigint
  readonly identitySecret: bigint
  readonly rateLimit: number
  /** May be one that was used before. */
  readonly messageId: number
  readonly path: MerklePath
}

/** Makes messages that an honest sender would not: message ids used twice, foreign trees, claims that do not hold. */
export class MessageForger {
  readonly #prover: Prover
  readonly #options: {
    readonly contentTopic: string
    readonly epochSizeSeconds: number
    readonly externalNullifierMode: ExternalNullifierMode
  }

  constructor(
    prover: Prover,
    options: { contentTopic: string; epochSizeSeconds: number; externalNullifierMode: ExternalNullifierMode },
  ) {
    this.#prover = prover
    this.#options = options
  }

  /** A message without a proof. */
  plain(text: string, timestampNs: bigint): WakuMessage {
    return {
      payload: new TextEncoder().encode(text),
      contentTopic: this.#options.contentTopic,
      version: 0,
      timestampNs,
      meta: new Uint8Array(),
      ephemeral: true,
    }
  }

  /**
   * A message with a real proof of the given claim.
   * @param claim fields of the RateLimitProof to write something else into
   */
  async prove(forgery: Forgery, claim: Partial<RateLimitProof> = {}): Promise<Uint8Array> {
    const { epochSizeSeconds, externalNullifierMode } = this.#options
    const message = this.plain(forgery.text, forgery.timestampNs)
    const epoch = epochOf(forgery.timestampNs, epochSizeSeconds)
    const proof = await this.#prover.prove(
      unsafe.witnessOfNumbers({
        identitySecret: forgery.identitySecret,
        userMessageLimit: BigInt(forgery.rateLimit),
        messageId: BigInt(forgery.messageId),
        pathElements: forgery.path.pathElements,
        identityPathIndex: forgery.path.identityPathIndex,
        x: messageX(rlnSignal(message)),
        externalNullifier: externalNullifierOf(epoch, RLN_IDENTIFIER, externalNullifierMode),
      }),
    )
    return encodeWakuMessage({ ...message, rateLimitProof: { ...rateLimitProofOf(proof, epoch), ...claim } })
  }
}

function rateLimitProofOf({ proofBytes, publicSignals }: RlnProof, epoch: bigint): RateLimitProof {
  return {
    proof: proofBytes,
    merkleRoot: fieldToBytesLE(publicSignals.root),
    epoch: epochToBytes(epoch),
    shareX: fieldToBytesLE(publicSignals.x),
    shareY: fieldToBytesLE(publicSignals.y),
    nullifier: fieldToBytesLE(publicSignals.nullifier),
    rlnIdentifier: RLN_IDENTIFIER,
  }
}
