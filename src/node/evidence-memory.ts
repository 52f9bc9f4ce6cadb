import { BoundedMap } from '../foundation/index.ts'
import type { DoubleSignalEvidence, EvidenceStore } from '../spam-protection/index.ts'

/** As many convicts as are burned at once. */
const MAX_KEPT = 1024

/** Evidence of a node that keeps no state on disk. */
export class EvidenceMemory implements EvidenceStore {
  readonly #kept = new BoundedMap<bigint, DoubleSignalEvidence>(MAX_KEPT)

  async save(evidence: DoubleSignalEvidence): Promise<void> {
    this.#kept.set(evidence.idCommitment, evidence)
  }

  async list(): Promise<readonly DoubleSignalEvidence[]> {
    return [...this.#kept.values()]
  }
}
