import { type Clock, systemClock } from '../foundation/index.ts'
import type { ProvingArtifacts } from './groth16-prover.ts'
import type { Prover, Verifier } from './proof.ts'
import { PooledProver } from './prover.ts'
import type { VerificationKey } from './verification-key.ts'
import { PooledVerifier } from './verifier.ts'
import { WorkerLane } from './worker-lane.ts'

/** Far beyond a proof's 1.5 s and a verification's 20 ms, also on a machine under load: what takes longer hangs. */
const JOB_TIMEOUT_MS = 60_000
/** Each thread holds its own engine, and a prover's the 6 MB of its artifacts. */
const MAX_THREADS = 64

export interface WorkerOptions {
  /** Worker threads, 1 to 64. Default 1. */
  readonly threads?: number
  readonly clock?: Clock
}

/** A prover on worker threads, each making one proof at a time. Resolves when all have started. */
export async function createWorkerProver(artifacts: ProvingArtifacts, options: WorkerOptions = {}): Promise<Prover> {
  const { circuitWasm, provingKey } = artifacts
  return new PooledProver(await startLanes('./prover-worker', { circuitWasm, provingKey }, options))
}

/** A verifier on worker threads, each verifying one proof at a time. Resolves when all have started. */
export async function createWorkerVerifier(
  verificationKey: VerificationKey,
  options: WorkerOptions = {},
): Promise<Verifier> {
  return new PooledVerifier(await startLanes('./verifier-worker', { verificationKey }, options))
}

async function startLanes<Job, Result>(
  script: string,
  setup: object,
  { threads = 1, clock = systemClock }: WorkerOptions,
): Promise<WorkerLane<Job, Result>[]> {
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new RangeError(`threads must be an integer in 1..${MAX_THREADS}, not ${threads}`)
  }
  const lanes = Array.from({ length: threads }, () => {
    return new WorkerLane<Job, Result>({ clock }, { script, setup, timeoutMs: JOB_TIMEOUT_MS })
  })
  try {
    await Promise.all(lanes.map((lane) => lane.start()))
  } catch (error) {
    await Promise.all(lanes.map((lane) => lane.close()))
    throw error
  }
  return lanes
}
