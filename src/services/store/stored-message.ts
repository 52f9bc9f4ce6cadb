import type { Counter } from '../../foundation/index.ts'
import type { ProofFinding, WakuMessage } from '../../message/index.ts'

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

/** The messages with what the check says of each. Missing: nothing is known of them. */
export async function withFindings(
  messages: readonly Omit<StoredMessage, 'proof'>[],
  checkProof: StoredProofCheck | undefined,
  findings: Counter,
): Promise<StoredMessage[]> {
  const checked: StoredMessage[] = []
  // One after the other: a page must not take the verifier from relay.
  for (const message of messages) {
    const proof = (await checkProof?.(message.pubsubTopic, message.data)) ?? 'unchecked'
    findings.add(1, { finding: proof })
    checked.push({ ...message, proof })
  }
  return checked
}
