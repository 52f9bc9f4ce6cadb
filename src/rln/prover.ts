import { type Clock, type Random, systemClock, systemRandom } from '../foundation/index.ts'
import { createCurveEngine } from './bn254/curve-engine.ts'
import type { Lane } from './job-pool.ts'
import { type PreparingProver, ThreeWayProver } from './preparing-prover.ts'
import { CurveArithmetic } from './proving/curve-arithmetic.ts'
import { LaneScheduler } from './proving/lane-scheduler.ts'
import { LocalLane } from './proving/local-lane.ts'
import { ProofMaker } from './proving/proof-maker.ts'
import type { ProvingArtifacts } from './proving/proving-key.ts'
import { ProvingLane } from './proving/proving-lane.ts'
import type { ProvingTask, TaskResult } from './proving/proving-task.ts'

export interface ProverOptions {
  readonly clock?: Clock
  /** Where the blinding of proofs comes from. Default: the platform's secure generator. */
  readonly random?: Random
}

/**
 * A prover on this thread, which it holds up for some ten milliseconds at a time.
 * @throws RlnError `circuit_refused`, `key_invalid`
 */
export async function createProver(artifacts: ProvingArtifacts, options: ProverOptions = {}): Promise<PreparingProver> {
  const { clock = systemClock, random = systemRandom } = options
  const lane = await ProvingLane.create(artifacts, clock)
  return await proverOn([new LocalLane({ clock, lane })], { random, shared: false })
}

/** A prover over lanes that are ready. */
export async function proverOn(
  lanes: readonly Lane<ProvingTask, TaskResult>[],
  { random, shared }: { readonly random: Random; readonly shared: boolean },
): Promise<PreparingProver> {
  const scheduler = new LaneScheduler(lanes)
  const maker = new ProofMaker({ scheduler, random }, { shared })
  return new ThreeWayProver({ scheduler, maker, arithmetic: new CurveArithmetic(await createCurveEngine()) })
}
