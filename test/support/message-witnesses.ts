import {
  type Identity,
  identityFromSecrets,
  MembershipTree,
  type MerklePath,
  messageX,
  type RlnWitness,
  rateCommitment,
  type SlotRequest,
  unsafe,
} from '../../src/rln/index.ts'

/** Members take turns, so that a proof is full when it is to be: what is kept is of the member before. */
export const MEMBERS = 2

export interface MessageWitness {
  readonly witness: RlnWitness
  /** What x is the hash of. */
  readonly signal: Uint8Array
}

interface Member {
  readonly identity: Identity
  readonly path: MerklePath
}

/** Witnesses of messages that nobody proved before. */
export class MessageWitnesses {
  readonly #rateLimit: number
  readonly #members: readonly Member[]
  #messages = 0

  constructor(rateLimit: number) {
    this.#rateLimit = rateLimit
    // Each in a tree of its own: neighbours share most of what a path's sums are made of.
    this.#members = Array.from({ length: MEMBERS }, (_, index) => {
      const identity = identityFromSecrets(BigInt(2 * index + 1), BigInt(2 * index + 2))
      const tree = new MembershipTree()
      tree.set(0, rateCommitment(identity.commitment, rateLimit))
      return { identity, path: tree.path(0) }
    })
  }

  next(memberIndex: number): MessageWitness {
    const message = this.#messages++
    const { identity, path } = this.#members[memberIndex]!
    const signal = new TextEncoder().encode(`message ${message}`)
    const witness = unsafe.witnessOfNumbers({
      identitySecret: identity.secretHash,
      userMessageLimit: BigInt(this.#rateLimit),
      messageId: BigInt(message % this.#rateLimit),
      pathElements: path.pathElements,
      identityPathIndex: path.identityPathIndex,
      x: messageX(signal),
      externalNullifier: BigInt(1_000 + Math.floor(message / this.#rateLimit)),
    })
    return { witness, signal }
  }

  /** What is prepared so that this witness finds it. */
  slotOf({ identitySecret, externalNullifier, messageId, pathElements, identityPathIndex }: RlnWitness): SlotRequest {
    return {
      member: { identitySecret, rateLimit: this.#rateLimit, path: { pathElements, identityPathIndex } },
      externalNullifier,
      messageId: Number(messageId),
    }
  }
}
