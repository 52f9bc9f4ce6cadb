import { readFileSync } from 'node:fs'
import { bytesToBigIntLE } from '../../src/foundation/index.ts'
import { messageX, PROOF_BYTES, type PublicSignals, unsafe } from '../../src/rln/index.ts'

/**
 * For each member root, nullifier and external nullifier, then for each of its proofs 128 bytes and y; numbers are 32
 * bytes, little-endian. Written by test/support/generate-proof-corpus.ts. The same bytes again and again: see the SHA-256.
 */
export const corpusFile = new URL('../vectors/proof-corpus.bin', import.meta.url)

export const MEMBERS = 40
export const PROOFS_PER_MEMBER = 50

const FIELD_BYTES = 32
const MEMBER_BYTES = 3 * FIELD_BYTES + PROOFS_PER_MEMBER * (PROOF_BYTES + FIELD_BYTES)

export interface CorpusProof {
  readonly name: string
  readonly proofBytes: Uint8Array
  readonly signals: PublicSignals
  /** What x is the hash of. */
  readonly signal: Uint8Array
}

/** What a member of the corpus signs. */
export function corpusSignal(member: number, proof: number): Uint8Array {
  return new TextEncoder().encode(`message ${proof} of member ${member}`)
}

/** The valid proofs. */
export function readCorpus(): CorpusProof[] {
  const bytes = new Uint8Array(readFileSync(corpusFile))
  if (bytes.length !== MEMBERS * MEMBER_BYTES) throw new Error(`${corpusFile} has ${bytes.length} bytes`)
  return Array.from({ length: MEMBERS * PROOFS_PER_MEMBER }, (_, index) => {
    return readProof(bytes, Math.floor(index / PROOFS_PER_MEMBER), index % PROOFS_PER_MEMBER)
  })
}

function readProof(bytes: Uint8Array, member: number, proof: number): CorpusProof {
  const memberAt = member * MEMBER_BYTES
  const proofAt = memberAt + 3 * FIELD_BYTES + proof * (PROOF_BYTES + FIELD_BYTES)
  const field = (offset: number): bigint => bytesToBigIntLE(bytes.subarray(offset, offset + FIELD_BYTES))
  const signal = corpusSignal(member, proof)
  const [root, nullifier, external] = [0, 1, 2].map((index) => field(memberAt + index * FIELD_BYTES))
  return {
    name: `member ${member}, message ${proof}`,
    proofBytes: bytes.slice(proofAt, proofAt + PROOF_BYTES),
    signals: unsafe.signalsOfNumbers([field(proofAt + PROOF_BYTES), root!, nullifier!, messageX(signal), external!]),
    signal,
  }
}
