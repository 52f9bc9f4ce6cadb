/**
 * Verification: CPU time on one thread each, ours and theirs in turns. zerokit takes part where the network's proving key
 * lies in ../shared/artifacts. What a batch costs is given for each of its proofs, decoding and subgroup check included.
 */
import { buildBn128 } from 'ffjavascript'
import { groth16 } from 'snarkjs'
import { bigIntToBytesLE, hexToBytes } from '../src/foundation/index.ts'
import {
  createVerifier,
  decodeProof,
  loadVerificationKey,
  PROOF_BYTES,
  type SnarkjsProof,
  toSnarkjsProof,
  unsafe,
  type VerificationKey,
  type Verifier,
} from '../src/rln/index.ts'
import { fileArtifactSource } from '../src/rln/server.ts'
import { rerandomized } from '../test/support/rerandomized-proofs.ts'
import { type RlnVector, rlnVectors } from '../test/support/rln-vectors.ts'
import { openZerokit, type Zerokit } from '../test/support/zerokit.ts'
import { type BenchOutcome, type BenchResult, summarize } from './bench-suite.ts'

const ROUNDS = 30
const WARM_UP_ROUNDS = 5
const BATCHES = [16, 64]
const PROOFS = 64

/** A proof in every form that a contestant takes. */
interface BenchProof {
  readonly proofBytes: Uint8Array
  readonly signals: ReturnType<typeof unsafe.signalsOfNumbers>
  readonly publicSignals: readonly string[]
  readonly signalBytes: readonly Uint8Array[]
  readonly signal: Uint8Array
  readonly snarkjsProof: SnarkjsProof
}

/** Names what it measures; does it for the proofs of a round. */
interface Contestant {
  readonly name: string
  readonly proofs: number
  readonly verify: (proofs: readonly BenchProof[]) => Promise<boolean>
}

function distinctProofs(): BenchProof[] {
  const sources = rlnVectors.flatMap((vector) => [
    { vector, proof: hexToBytes(vector.snarkjs.compressed128) },
    { vector, proof: hexToBytes(vector.zerokit.proofBytesLE).subarray(0, PROOF_BYTES) },
  ])
  return Array.from({ length: PROOFS }, (_, index) => {
    const { vector, proof } = sources[index % sources.length]!
    return toBenchProof(vector, rerandomized(proof, BigInt(index + 2) ** 50n))
  })
}

function toBenchProof({ publicSignals, signalHex }: RlnVector, proofBytes: Uint8Array): BenchProof {
  const [y, root, nullifier, x, externalNullifier] = publicSignals.map(BigInt)
  const decoded = decodeProof(proofBytes)
  if (!decoded.ok) throw new Error(`not a proof: ${decoded.defect}`)
  return {
    proofBytes,
    signals: unsafe.signalsOfNumbers([y!, root!, nullifier!, x!, externalNullifier!]),
    publicSignals,
    signalBytes: publicSignals.map((value) => bigIntToBytesLE(BigInt(value), 32)),
    signal: hexToBytes(signalHex),
    snarkjsProof: toSnarkjsProof(decoded.proof),
  }
}

function ours(verifier: Verifier, proofs: number): Contestant {
  return {
    name: proofs === 1 ? 'ours, one' : `ours, batch of ${proofs}, each`,
    proofs,
    verify: async (batch) => {
      const verdicts = await Promise.all(batch.map(({ proofBytes, signals }) => verifier.verify(proofBytes, signals)))
      return verdicts.every(({ valid }) => valid)
    },
  }
}

/** It gets points that were decoded before, and does not check the subgroup. */
function snarkjs(verificationKey: VerificationKey): Contestant {
  return {
    name: 'snarkjs, one',
    proofs: 1,
    verify: async ([proof]) => await groth16.verify(verificationKey, [...proof!.publicSignals], proof!.snarkjsProof),
  }
}

function zerokit(instance: Zerokit): Contestant {
  return {
    name: 'zerokit-wasm, one',
    proofs: 1,
    verify: async ([proof]) => instance.verify(proof!.proofBytes, proof!.signalBytes, proof!.signal),
  }
}

async function cpuMs(work: () => Promise<boolean>): Promise<number> {
  const before = process.cpuUsage()
  const valid = await work()
  const { user, system } = process.cpuUsage(before)
  if (!valid) throw new Error('a valid proof was refused')
  return (user + system) / 1000
}

async function compete(contestants: readonly Contestant[], proofs: readonly BenchProof[]): Promise<BenchResult[]> {
  const samples = contestants.map((): number[] => [])
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const offset = Math.abs(round) % (PROOFS - contestant.proofs + 1)
      const batch = proofs.slice(offset, offset + contestant.proofs)
      const spentMs = await cpuMs(() => contestant.verify(batch))
      if (round >= 0) samples[index]!.push(spentMs / contestant.proofs)
    }
  }
  return contestants.map(({ name }, index) => summarize(name, 'ms', samples[index]!))
}

function ratiosOf(results: readonly BenchResult[]): Record<string, number> {
  const medianOf = (start: string): number | undefined => results.find(({ name }) => name.startsWith(start))?.median
  const ratios: Record<string, number> = {}
  for (const [name, start] of [
    ['verify one', 'ours, one'],
    ...BATCHES.map((size) => [`verify in batches of ${size}`, `ours, batch of ${size},`]),
  ] as [string, string][]) {
    for (const [peer, median] of [
      ['snarkjs', medianOf('snarkjs')],
      ['zerokit-wasm', medianOf('zerokit-wasm')],
    ] as const) {
      if (median !== undefined) ratios[`${name}, x ${peer}`] = medianOf(start)! / median
    }
  }
  return ratios
}

export async function suite(): Promise<BenchOutcome> {
  const verificationKey = await loadVerificationKey(fileArtifactSource(), 'network')
  const verifier = await createVerifier(verificationKey)
  // snarkjs takes its curve from here; with one thread, as all that is measured.
  Object.assign(globalThis, { curve_bn128: await buildBn128(true) })
  const theirs = openZerokit()
  if (!theirs) console.error('without zerokit-wasm: it needs ../shared/artifacts/rln-20-network.zkey')
  const contestants = [
    ours(verifier, 1),
    ...BATCHES.map((size) => ours(verifier, size)),
    snarkjs(verificationKey),
    ...(theirs ? [zerokit(theirs)] : []),
  ]
  const results = await compete(contestants, distinctProofs())
  await verifier.close()
  return { results, ratios: ratiosOf(results) }
}
