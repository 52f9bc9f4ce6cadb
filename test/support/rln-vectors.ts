import { readFileSync } from 'node:fs'

/** The test vectors made by zerokit-rln-wasm 0.2.1 and snarkjs under the network's key. Numbers are decimal strings. */
export interface RlnVector {
  readonly name: string
  readonly identity: Record<'seedUtf8' | 'trapdoor' | 'nullifier' | 'secretHash' | 'commitment', string>
  readonly userMessageLimit: string
  readonly messageId: string
  readonly leafIndex: number
  readonly leaf: string
  readonly pathElements: readonly string[]
  readonly identityPathIndex: readonly number[]
  readonly externalNullifierInputs: {
    readonly kind: string
    readonly epochHex: string
    readonly rlnIdentifierHex: string
    readonly epochField: string
    readonly rlnIdentifierField: string
  }
  readonly signalHex: string
  readonly wakuMessage?: { readonly payloadHex: string; readonly contentTopic: string; readonly timestampNs: string }
  readonly expected: Record<'externalNullifier' | 'x' | 'a1' | 'y' | 'nullifier' | 'root', string>
  readonly publicSignals: readonly string[]
  readonly zerokit: { readonly proofBytesLE: string; readonly serializedWitnessLE: string }
  readonly snarkjs: {
    readonly proof: { pi_a: string[]; pi_b: string[][]; pi_c: string[]; protocol: string; curve: string }
    readonly compressed128: string
  }
}

export interface RlnVectorFile {
  readonly fileName: string
  readonly verificationKey: Record<string, unknown>
  readonly tree: {
    readonly depth: number
    readonly zeros: readonly string[]
    readonly leaves: readonly (readonly [index: number, leaf: string])[]
    readonly root: string
    readonly rootFromZerokit0013: string
  }
  readonly poseidonKats: readonly { readonly in: readonly string[]; readonly out: string }[]
  readonly hashToFieldKats: readonly { readonly utf8: string; readonly out: string }[]
  readonly vectors: readonly RlnVector[]
  readonly recovery: { readonly from: readonly [string, string]; readonly secretHash: string }
  readonly zerokit021Negatives: { readonly on: string; readonly results: Record<string, boolean | string> }
}

export const rlnVectorFiles: readonly RlnVectorFile[] = ['rln-v2.json', 'rln-v2-hashed-waku.json'].map((fileName) => ({
  fileName,
  ...JSON.parse(readFileSync(new URL(`../vectors/${fileName}`, import.meta.url), 'utf8')),
}))

/** Every vector of every file. */
export const rlnVectors: readonly RlnVector[] = rlnVectorFiles.flatMap((file) => file.vectors)

/** @throws Error when no vector has the name. */
export function rlnVector(name: string): RlnVector {
  const vector = rlnVectors.find((candidate) => candidate.name === name)
  if (!vector) throw new Error(`no vector is called ${name}`)
  return vector
}
