import { bytesToHex, hexToBytes } from '../../src/foundation/index.ts'
import { type PublicSignals, unsafe } from '../../src/rln/index.ts'

/** A proof as it goes from one page to another. Hexadecimal and decimal. */
export interface PageProof {
  readonly proofHex: string
  /** y, root, nullifier, x, external nullifier. */
  readonly signals: readonly string[]
  /** What x is the hash of. */
  readonly signalHex: string
}

export function toPageProof(proofBytes: Uint8Array, publicSignals: PublicSignals, signal: Uint8Array): PageProof {
  const { y, root, nullifier, x, externalNullifier } = publicSignals
  return {
    proofHex: bytesToHex(proofBytes),
    signals: [y, root, nullifier, x, externalNullifier].map(String),
    signalHex: bytesToHex(signal),
  }
}

export function fromPageProof({ proofHex, signals, signalHex }: PageProof): {
  readonly proofBytes: Uint8Array
  readonly publicSignals: PublicSignals
  readonly signal: Uint8Array
} {
  const [y, root, nullifier, x, externalNullifier] = signals.map(BigInt)
  return {
    proofBytes: hexToBytes(proofHex),
    publicSignals: unsafe.signalsOfNumbers([y!, root!, nullifier!, x!, externalNullifier!]),
    signal: hexToBytes(signalHex),
  }
}
