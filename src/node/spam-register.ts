import { BoundedMap } from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import type { DoubleSignalEvidence, EvidenceStore } from '../spam-protection/index.ts'
import type { SlashReporter } from './slash-reporter.ts'
import type { SpamRecord } from './waku-node.ts'

/** Convicts shown, the newest. As many as are burned at once. */
const MAX_RECORDS = 1_024

export interface SpamRegisterComponents {
  readonly view: Pick<MembershipView, 'memberOf' | 'onSlashed'>
  /** Missing without --slash. */
  readonly slashReporter?: Pick<SlashReporter, 'reportOf'>
}

type Sighting = Pick<SpamRecord, 'idCommitment'> & Partial<Omit<SpamRecord, 'idCommitment' | 'fate' | 'slashReport'>>

/**
 * Who was convicted, when and why, for people to read. Of the evidence it keeps neither shares nor nullifiers: two shares
 * are the convict's secret.
 */
export class SpamRegister {
  readonly #components: SpamRegisterComponents
  readonly #sightings = new BoundedMap<bigint, Sighting>(MAX_RECORDS)
  readonly #slashed = new BoundedMap<bigint, true>(MAX_RECORDS)
  readonly #stopListening: () => void

  constructor(components: SpamRegisterComponents) {
    this.#components = components
    this.#stopListening = components.view.onSlashed(({ idCommitment }) => {
      this.#slashed.set(idCommitment, true)
      if (!this.#sightings.has(idCommitment)) this.#sightings.set(idCommitment, { idCommitment })
    })
  }

  close(): void {
    this.#stopListening()
  }

  /** The store, noting whom evidence is saved or read of. */
  watch(store: EvidenceStore): EvidenceStore {
    return {
      save: async (evidence) => {
        this.#note(evidence)
        await store.save(evidence)
      },
      list: async () => {
        const all = await store.list()
        for (const evidence of all.slice(-MAX_RECORDS)) this.#note(evidence)
        return all
      },
    }
  }

  /** Newest first. */
  records(): SpamRecord[] {
    return [...this.#sightings.values()].reverse().map((sighting) => {
      const slashReport = this.#components.slashReporter?.reportOf(sighting.idCommitment)
      return { ...sighting, fate: this.#fateOf(sighting.idCommitment), ...(slashReport && { slashReport }) }
    })
  }

  #fateOf(idCommitment: bigint): SpamRecord['fate'] {
    if (this.#slashed.has(idCommitment)) return 'slashed'
    return this.#components.view.memberOf(idCommitment) === undefined ? 'gone' : 'member'
  }

  #note({ idCommitment, epoch, detectedAtMs, memberIndex, peers }: DoubleSignalEvidence): void {
    this.#sightings.set(idCommitment, {
      idCommitment,
      epoch,
      detectedAtMs,
      ...(memberIndex !== undefined && { memberIndex }),
      peers: peers.filter((peerId) => peerId !== undefined),
    })
  }
}
