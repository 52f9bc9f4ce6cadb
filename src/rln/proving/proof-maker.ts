import { bytesToBigIntLE, type Random } from '../../foundation/index.ts'
import { FIELD_BYTES } from '../field.ts'
import type { PublicSignals, RlnProof, RlnWitness } from '../proof.ts'
import { signalsOfNumbers } from '../unsafe.ts'
import { type CircuitInput, encodeCircuitInput } from './circuit-input.ts'
import type { LaneScheduler } from './lane-scheduler.ts'
import { PathCache, type PathChange } from './path-cache.ts'
import { encodeProofPoints } from './point-bytes.ts'
import type { ProvingStep } from './proving-task.ts'
import { drawScalar } from './scalar-bytes.ts'
import { PROOF_POINTS_BYTES } from './slot-coefficients.ts'
import { MAX_PARTS, SUM_NAMES, type SumName, Workspace } from './workspace.ts'

export interface ProofMakerComponents {
  readonly scheduler: LaneScheduler
  readonly random: Random
}

export interface ProofMakerOptions {
  /** Whether lanes are other threads. */
  readonly shared: boolean
}

/** What is made ahead. The sum of what lanes worked for it is an upper bound of the processor time. */
export interface MadeSlot {
  readonly coefficients: Uint8Array
  readonly root: bigint
  readonly busyMs: number
}

/** Any x and message serve to compute what does not hang on them. */
const ANY_MESSAGE = { messageId: 0n, x: 1n, externalNullifier: 0n }

/** Slots wait behind every message: ranks of messages are counted from 0. */
const SLOT_RANK = Number.MAX_SAFE_INTEGER

/** Costs of a step, in points of G1: which step goes first decides how evenly lanes end. */
const QUOTIENT_WEIGHT = 20_000
const G2_WEIGHT = 3

/** One step of a job, to be run; resolves when done. */
type Take = (step: ProvingStep, weight?: number) => Promise<void>

/** Takes proving jobs apart into steps for the lanes. Keeps the sums of the last path. */
export class ProofMaker {
  readonly #scheduler: LaneScheduler
  readonly #random: Random
  readonly #shared: boolean
  readonly #cache = new PathCache()
  #curvature: Uint8Array | undefined
  #jobs = 0

  constructor({ scheduler, random }: ProofMakerComponents, { shared }: ProofMakerOptions) {
    this.#scheduler = scheduler
    this.#random = random
    this.#shared = shared
  }

  /** @throws RlnError `circuit_refused`, `closed`, and what lanes throw. */
  async prove(witness: RlnWitness): Promise<RlnProof> {
    return await this.#job(this.#jobs++, async (work, take) => {
      const change = await this.#begin(witness, work, take)
      drawScalar(this.#random, work.region('r'))
      drawScalar(this.#random, work.region('s'))
      await Promise.all([
        this.#quotientSums(take),
        ...this.#pathSums(change, take),
        ...SUM_NAMES.map((sum) => take({ kind: 'message-sum', sum })),
      ])
      await take({ kind: 'proof', fold: this.#foldNeeded(change, work) })
      this.#cache.store(work)
      return {
        proofBytes: encodeProofPoints(work.region('output').subarray(0, PROOF_POINTS_BYTES)),
        publicSignals: signalsIn(work),
        kind: change.isCached ? 'path' : 'full',
      }
    })
  }

  /** Makes sure that the next proof for this path finds its sums. */
  async preparePath(member: Omit<CircuitInput, keyof typeof ANY_MESSAGE>): Promise<{ readonly busyMs: number }> {
    return await this.#idleJob(async (work, take) => {
      const change = await this.#begin({ ...member, ...ANY_MESSAGE }, work, take)
      await inTurn(this.#pathSteps(change), take)
      if (this.#foldNeeded(change, work)) await take({ kind: 'fold-path' })
      this.#cache.store(work)
      return {}
    })
  }

  /** Makes the coefficients of a proof for any x, one step after the other: a message takes the lane in between. */
  async prepareSlot(input: Omit<CircuitInput, 'x'>): Promise<MadeSlot> {
    const curvature = await this.#curvatureOfKey()
    return await this.#idleJob(async (work, take) => {
      const change = await this.#begin({ ...input, x: 0n }, work, take)
      for (const secret of ['r', 's', 'checkX'] as const) drawScalar(this.#random, work.region(secret))
      work.region('curvature').set(curvature)
      await take({ kind: 'quotient-in-x' })
      await inTurn(
        [
          ...this.#pathSteps(change),
          ...SUM_NAMES.map((sum) => ({ kind: 'message-sum', sum }) as const),
          { kind: 'quotient-sum', of: 'quotient', part: 0, parts: 1 },
          { kind: 'quotient-sum', of: 'linear', part: 0, parts: 1 },
        ],
        take,
      )
      await take({ kind: 'slot', fold: this.#foldNeeded(change, work) })
      this.#cache.store(work)
      const { root } = signalsIn(work)
      return { coefficients: work.region('output').slice(), root }
    })
  }

  /** Forgets the path. */
  forget(): void {
    this.#cache.drop()
  }

  async #begin(input: CircuitInput, work: Workspace, take: Take): Promise<PathChange> {
    encodeCircuitInput(input, work.region('input'))
    await take({ kind: 'witness' })
    return this.#cache.load(work)
  }

  async #quotientSums(take: Take): Promise<void> {
    await take({ kind: 'quotient' }, QUOTIENT_WEIGHT)
    const parts = Math.min(this.#scheduler.laneCount, MAX_PARTS)
    const steps = Array.from({ length: parts }, (_, part) => {
      return take({ kind: 'quotient-sum', of: 'quotient', part, parts }, QUOTIENT_WEIGHT / parts)
    })
    await Promise.all(steps)
  }

  #pathSums(change: PathChange, take: Take): Promise<void>[] {
    return this.#pathSteps(change).map((step) => take(step, step.wires.length * (step.sum === 'b2' ? G2_WEIGHT : 1)))
  }

  #pathSteps({ wires }: PathChange): { kind: 'path-sum'; sum: SumName; wires: Uint32Array }[] {
    return wires.length === 0 ? [] : SUM_NAMES.map((sum) => ({ kind: 'path-sum', sum, wires }))
  }

  /** Cached sums that fit as they are need no addition. */
  #foldNeeded({ wires }: PathChange, work: Workspace): boolean {
    if (wires.length > 0) return true
    work.region('path').set(work.region('cached'))
    return false
  }

  async #curvatureOfKey(): Promise<Uint8Array> {
    this.#curvature ??= await this.#job(SLOT_RANK, async (work, take) => {
      await take({ kind: 'curvature' })
      return work.region('curvature').slice()
    })
    return this.#curvature
  }

  async #idleJob<Result>(
    body: (work: Workspace, take: Take) => Promise<Result>,
  ): Promise<Result & { readonly busyMs: number }> {
    let busyMs = 0
    const result = await this.#job(SLOT_RANK, body, (ms) => {
      busyMs += ms
    })
    return { ...result, busyMs }
  }

  /** Gives a job its memory, and wipes that when no lane works in it any more. */
  async #job<Result>(
    rank: number,
    body: (work: Workspace, take: Take) => Promise<Result>,
    onBusy: (ms: number) => void = () => undefined,
  ): Promise<Result> {
    const work = Workspace.create({ shared: this.#shared })
    const steps: Promise<void>[] = []
    const take: Take = (step, weight = 0) => {
      const done = this.#scheduler.run(step, work, { rank, weight }).then(({ busyMs }) => onBusy(busyMs))
      steps.push(done)
      return done
    }
    try {
      return await body(work, take)
    } finally {
      await Promise.allSettled(steps)
      work.wipe()
    }
  }
}

async function inTurn(steps: readonly ProvingStep[], take: Take): Promise<void> {
  for (const step of steps) await take(step)
}

function signalsIn(work: Workspace): PublicSignals {
  const wire = (index: number) => bytesToBigIntLE(work.part('witness', index, FIELD_BYTES))
  return signalsOfNumbers([wire(1), wire(2), wire(3), wire(4), wire(5)])
}
