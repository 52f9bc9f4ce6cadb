import type { DoubleSignalEvidence, EvidenceStore } from '../../../src/spam-protection/index.ts'

/** Evidence in an array, to be looked at. */
export class MemoryEvidence implements EvidenceStore {
  readonly saved: DoubleSignalEvidence[] = []

  async save(evidence: DoubleSignalEvidence): Promise<void> {
    this.saved.push(evidence)
  }

  async list(): Promise<readonly DoubleSignalEvidence[]> {
    return this.saved
  }
}
