import type { ExternalNullifier } from './external-nullifier.ts'
import { JobPool, type Lane } from './job-pool.ts'
import type { Prover, PublicSignals, RlnProof, RlnWitness } from './proof.ts'
import type { LaneScheduler } from './proving/lane-scheduler.ts'
import { encodeProofPoints } from './proving/point-bytes.ts'
import type { ProofMaker } from './proving/proof-maker.ts'
import type { GroupArithmetic } from './proving/proving-engine.ts'
import { evaluateAt } from './proving/slot-coefficients.ts'
import { type PreparedSlot, SlotStore, type StoredSlot } from './proving/slot-store.ts'
import { RlnError } from './rln-error.ts'
import { computeShare, nullifierOf } from './share.ts'
import type { ProvingMember } from './witness.ts'
import { requireProvable } from './witness-check.ts'

/** A proof takes some hundred milliseconds, and its message must arrive within 20 s: more would come too late. */
const MAX_WAITING_PROOFS = 64
/** A second proof fills lanes that wait for the first one's last step; a third would only take memory. */
const PROOFS_AT_ONCE = 2

/** A message id to come, for which all of a proof but x can be computed ahead. */
export interface SlotRequest {
  readonly member: ProvingMember
  readonly externalNullifier: ExternalNullifier
  readonly messageId: number
}

/** A prover that computes ahead what it is told to. It decides nothing about when. */
export interface PreparingProver extends Prover {
  /** Whether no proof is under way or waiting. */
  readonly isIdle: boolean
  /** The prepared proofs that are left. */
  readonly slots: readonly PreparedSlot[]
  /**
   * Sums up what hangs on the member's path alone, in part where a path is known already.
   * @returns how long lanes worked, in milliseconds
   * @throws as {@link Prover.prove}
   */
  preparePath(member: ProvingMember): Promise<number>
  /**
   * Prepares one proof. It is used up by the first `prove` for its message id, and wiped when that has another path, unless
   * {@link retainRoots} named its root; it takes the place of an earlier one for the same id.
   * @returns how long lanes worked, in milliseconds
   * @throws as {@link Prover.prove}
   */
  prepareSlot(request: SlotRequest): Promise<number>
  /** Wipes prepared proofs under all other roots. Those under these serve messages with a newer path too. */
  retainRoots(roots: ReadonlySet<bigint>): void
  /** Wipes the prepared proofs of which this is true. */
  dropSlots(isUnwanted: (slot: PreparedSlot) => boolean): void
}

export interface ThreeWayProverComponents {
  readonly scheduler: Pick<LaneScheduler, 'isBroken' | 'close'>
  readonly maker: Pick<ProofMaker, 'prove' | 'preparePath' | 'prepareSlot' | 'forget'>
  /** For the last step with a prepared slot: on the caller's thread, where it waits for no lane. */
  readonly arithmetic: GroupArithmetic
}

/** Answers with a prepared slot, else with the sums of a known path, else in full; checks what goes in and comes out. */
export class ThreeWayProver implements PreparingProver {
  readonly #scheduler: ThreeWayProverComponents['scheduler']
  readonly #maker: ThreeWayProverComponents['maker']
  readonly #arithmetic: GroupArithmetic
  readonly #pool: JobPool<RlnWitness, RlnProof>
  readonly #slots = new SlotStore()
  /** Nullifiers of slots under preparation; those that were spent meanwhile are taken out. */
  readonly #preparing = new Set<bigint>()
  #usableRoots: ReadonlySet<bigint> = new Set()
  #underWay = 0

  constructor({ scheduler, maker, arithmetic }: ThreeWayProverComponents) {
    this.#scheduler = scheduler
    this.#maker = maker
    this.#arithmetic = arithmetic
    const lanes = Array.from({ length: PROOFS_AT_ONCE }, () => this.#proofLane())
    this.#pool = new JobPool(lanes, MAX_WAITING_PROOFS)
  }

  get isIdle(): boolean {
    return this.#underWay === 0
  }

  get slots(): readonly PreparedSlot[] {
    return this.#slots.slots
  }

  async prove(witness: RlnWitness): Promise<RlnProof> {
    requireProvable(witness)
    const { identitySecret, externalNullifier, messageId, x } = witness
    const share = computeShare(identitySecret, externalNullifier, messageId, x)
    const slot = this.#takeSlot(share.nullifier, witness)
    if (slot) return this.#finish(slot, { ...share, root: slot.root, x, externalNullifier })
    const proof = await this.#counted(this.#proveInFull(witness))
    requireShare(proof.publicSignals, { ...share, root: proof.publicSignals.root, x, externalNullifier })
    return proof
  }

  async preparePath({ identitySecret, rateLimit, path }: ProvingMember): Promise<number> {
    const { busyMs } = await this.#maker.preparePath({ identitySecret, userMessageLimit: BigInt(rateLimit), ...path })
    return busyMs
  }

  async prepareSlot({ member, externalNullifier, messageId }: SlotRequest): Promise<number> {
    const { identitySecret, rateLimit, path } = member
    const nullifier = nullifierOf(identitySecret, externalNullifier, BigInt(messageId))
    this.#preparing.add(nullifier)
    const { pathElements, identityPathIndex } = path
    const { coefficients, root, busyMs } = await this.#maker
      .prepareSlot({
        identitySecret,
        userMessageLimit: BigInt(rateLimit),
        messageId: BigInt(messageId),
        pathElements,
        identityPathIndex,
        externalNullifier,
      })
      .catch((error: unknown) => {
        this.#preparing.delete(nullifier)
        throw error
      })
    const isStillWanted = this.#preparing.delete(nullifier)
    if (isStillWanted) this.#slots.add({ externalNullifier, messageId, root, nullifier, pathElements, coefficients })
    else coefficients.fill(0)
    return busyMs
  }

  retainRoots(roots: ReadonlySet<bigint>): void {
    this.#usableRoots = roots
    this.#slots.drop(({ root }) => !roots.has(root))
  }

  dropSlots(isUnwanted: (slot: PreparedSlot) => boolean): void {
    this.#slots.drop(isUnwanted)
  }

  async close(): Promise<void> {
    this.#preparing.clear()
    this.#slots.drop(() => true)
    // Proofs under way are finished: their message ids are spent.
    await this.#pool.close()
    await this.#scheduler.close()
    this.#maker.forget()
  }

  /** Once more on a new thread where one dies: it is the same share, so the message id reveals nothing more. */
  async #proveInFull(witness: RlnWitness): Promise<RlnProof> {
    try {
      return await this.#pool.run(witness)
    } catch (error) {
      if (!(error instanceof RlnError) || error.code !== 'worker_crashed') throw error
      return await this.#pool.run(witness)
    }
  }

  /** Whatever comes of it, the id is spent: nothing prepared for it may serve another x. */
  #takeSlot(nullifier: bigint, { pathElements }: RlnWitness): StoredSlot | undefined {
    this.#preparing.delete(nullifier)
    const slot = this.#slots.take(nullifier)
    if (slot === undefined) return undefined
    const isOfPath = slot.pathElements.every((element, level) => element === pathElements[level])
    if (isOfPath || this.#usableRoots.has(slot.root)) return slot
    slot.coefficients.fill(0)
    return undefined
  }

  #finish({ coefficients }: StoredSlot, publicSignals: PublicSignals): RlnProof {
    const points = evaluateAt(this.#arithmetic, coefficients, publicSignals.x)
    coefficients.fill(0)
    return { proofBytes: encodeProofPoints(points), publicSignals, kind: 'slot' }
  }

  #proofLane(): Lane<RlnWitness, RlnProof> {
    const scheduler = this.#scheduler
    let underWay: Promise<unknown> = Promise.resolve()
    return {
      get isBroken() {
        return scheduler.isBroken
      },
      run: (witness) => {
        const proof = this.#maker.prove(witness)
        underWay = proof
        return proof
      },
      close: async () => {
        await Promise.allSettled([underWay])
      },
    }
  }

  async #counted<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay++
    try {
      return await work
    } finally {
      this.#underWay--
    }
  }
}

/** Against artifacts that would put something else, in the worst case the secret, where the share belongs. */
function requireShare(found: PublicSignals, expected: PublicSignals): void {
  const names = Object.keys(expected) as (keyof PublicSignals)[]
  if (names.every((name) => found[name] === expected[name])) return
  throw new RlnError('circuit_mismatch', 'circuit and proving key gave a share that is not of this witness: not used')
}
