import type { WakuMessage } from '../../message/index.ts'

export const proofFindings = [
  /** The proof holds, and its root is one the contract had. */
  'valid',
  /** The proof holds under the root it names, which this node cannot tell from an invented one: it is too old. */
  'root_unknown',
  /** There is no proof, or it is none of this message. */
  'invalid',
  /** Nobody here can check proofs. */
  'unchecked',
] as const

/** What is known of the proof of a message that comes out of an archive. */
export type ProofFinding = (typeof proofFindings)[number]

/** Looks at the proof of a stored message. Never rejects. */
export type StoredProofCheck = (pubsubTopic: string, data: Uint8Array) => Promise<ProofFinding>

/** A message from a store, its hash computed here. */
export interface StoredMessage {
  /** 32 bytes. */
  readonly messageHash: Uint8Array
  readonly pubsubTopic: string
  readonly message: WakuMessage
  /** As it was relayed, its proof included. */
  readonly data: Uint8Array
  readonly proof: ProofFinding
}
