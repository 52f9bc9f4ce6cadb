import type { Random } from '../../foundation/index.ts'
import { type Groth16Checker, MAX_PROOFS, WEIGHT_BYTES, type WeightedProof } from '../bn254/groth16-checker.ts'
import type { ProofDefect } from '../proof.ts'

/** Proofs of one batch: more gain little and let each wait for all. */
export const MAX_BATCH = MAX_PROOFS

/** One proof of a batch, past the free checks. */
export interface BatchEntry {
  /** 128 bytes that passed `checkProofEncoding`. */
  readonly proofBytes: Uint8Array
  /** The five public signals, below r. */
  readonly signals: readonly bigint[]
}

/**
 * Weights for a batch, 16 bytes each, uniform in [1, 2^128). To be drawn when the batch is fixed: who knows a weight
 * before can make bad proofs that cancel out.
 */
export function drawWeights(random: Random, count: number): Uint8Array {
  const weights = random.bytes(count * WEIGHT_BYTES)
  for (let offset = 0; offset < weights.length; offset += WEIGHT_BYTES) {
    while (weights.subarray(offset, offset + WEIGHT_BYTES).every((byte) => byte === 0)) {
      weights.set(random.bytes(WEIGHT_BYTES), offset)
    }
  }
  return weights
}

/**
 * Each entry's defect, or undefined for what holds. A batch that does not hold is halved until the bad ones are alone;
 * the weights serve again, as nobody has learned them meanwhile.
 */
export function verifyBatch(
  checker: Groth16Checker,
  entries: readonly BatchEntry[],
  weights: Uint8Array,
): (ProofDefect | undefined)[] {
  const defects: (ProofDefect | undefined)[] = entries.map(({ proofBytes }, slot) => checker.load(slot, proofBytes))
  const loaded = entries.flatMap(({ signals }, slot): WeightedProof[] => {
    if (defects[slot]) return []
    return [{ slot, signals, weight: weights.subarray(slot * WEIGHT_BYTES, (slot + 1) * WEIGHT_BYTES) }]
  })
  if (loaded.length > 1) checker.weigh(loaded)
  for (const { slot } of badOnes(checker, loaded)) defects[slot] = 'pairing_failed'
  return defects
}

function badOnes(checker: Groth16Checker, proofs: readonly WeightedProof[]): readonly WeightedProof[] {
  return proofs.length === 0 || holdTogether(checker, proofs) ? [] : badOnesOfBad(checker, proofs, false)
}

/**
 * The bad ones of proofs that do not hold together. `isHalfOfBad`: neither did the other half of what they are a half of.
 * When that comes twice in a row there are many, and one by one they are found with less work.
 */
function badOnesOfBad(
  checker: Groth16Checker,
  proofs: readonly WeightedProof[],
  isHalfOfBad: boolean,
): readonly WeightedProof[] {
  if (proofs.length === 1) return proofs
  const middle = proofs.length >> 1
  const [left, right] = [proofs.slice(0, middle), proofs.slice(middle)]
  // What is bad and not in the left half is in the right one.
  if (holdTogether(checker, left)) return badOnesOfBad(checker, right, false)
  if (holdTogether(checker, right)) return badOnesOfBad(checker, left, false)
  if (isHalfOfBad) return proofs.filter((proof) => !holdTogether(checker, [proof]))
  return [...badOnesOfBad(checker, left, true), ...badOnesOfBad(checker, right, true)]
}

function holdTogether(checker: Groth16Checker, proofs: readonly WeightedProof[]): boolean {
  const [first] = proofs
  return proofs.length === 1 ? checker.holds(first!.slot, first!.signals) : checker.hold(proofs)
}
