import { type Clock, systemClock, systemRandom } from '../foundation/index.ts'
import type { Lane } from './job-pool.ts'
import type { PreparingProver } from './preparing-prover.ts'
import type { Verifier } from './proof.ts'
import { type ProverOptions, proverOn } from './prover.ts'
import type { ProvingArtifacts } from './proving/proving-key.ts'
import type { ProvingTask, TaskResult } from './proving/proving-task.ts'
import { RlnError } from './rln-error.ts'
import { BatchingVerifier } from './verification/batching-verifier.ts'
import type { TaskVerdicts, VerificationTask } from './verification/verification-task.ts'
import type { VerificationKey } from './verification-key.ts'
import type { VerifierOptions } from './verifier.ts'
import type { WorkerSetup } from './worker-jobs.ts'
import { WorkerLane } from './worker-lane.ts'
import type { SpawnWorker } from './worker-thread.ts'

/** Far beyond a proof's half second and a batch's tenth, also on a machine under load: what takes longer hangs. */
const JOB_TIMEOUT_MS = 60_000
/** Each thread holds its own engine, and a prover's 20 MB of keys and circuit. */
const MAX_THREADS = 64
/** Two threads make a proof in little over half the time; more would wait for its longest sum. */
const MAX_PROVER_THREADS = 2

export interface WorkerOptions {
  /** Worker threads, 1 to 64. */
  readonly threads?: number
  readonly clock?: Clock
}

/**
 * A prover on worker threads. Where threads can share memory it splits each proof, over two by default where there are two
 * processors; elsewhere, as on pages that are not cross-origin isolated, it has one, which is lent the memory step by step.
 * Resolves when all have started. A proof whose thread dies is made again, once, on a new one.
 * @param options `shared`: whether threads can share memory. Default: as this platform has it.
 */
export async function createProverOnWorkers(
  spawn: SpawnWorker,
  artifacts: ProvingArtifacts,
  options: WorkerOptions & ProverOptions & { readonly shared?: boolean } = {},
): Promise<PreparingProver> {
  const { shared = canShareMemory() } = options
  const { threads = shared ? Math.min(MAX_PROVER_THREADS, processorCount()) : 1, random = systemRandom } = options
  if (threads > 1 && !shared)
    throw new RangeError('only threads that share memory can split a proof: threads must be 1')
  const { circuitWasm, provingKey } = artifacts
  const setup: WorkerSetup = { kind: 'prover', circuitWasm, provingKey }
  const lanes = await startLanes<ProvingTask, TaskResult>(spawn, setup, { ...options, threads })
  return await proverOn(shared ? lanes : lanes.map(lendingMemory), { random, shared })
}

/** A verifier on threads, each with a batch of proofs at a time. Resolves when all have started. */
export async function createVerifierOnWorkers(
  spawn: SpawnWorker,
  verificationKey: VerificationKey,
  options: WorkerOptions & VerifierOptions = {},
): Promise<Verifier> {
  const { clock = systemClock, random = systemRandom } = options
  const setup: WorkerSetup = { kind: 'verifier', verificationKey }
  const lanes = await startLanes<VerificationTask, TaskVerdicts>(spawn, setup, options)
  return new BatchingVerifier({ clock, random }, lanes)
}

async function startLanes<Job, Result>(
  spawn: SpawnWorker,
  setup: WorkerSetup,
  { threads = 1, clock = systemClock }: WorkerOptions,
): Promise<WorkerLane<Job, Result>[]> {
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new RangeError(`threads must be an integer in 1..${MAX_THREADS}, not ${threads}`)
  }
  const lanes = Array.from({ length: threads }, () => {
    return new WorkerLane<Job, Result>({ clock, spawn }, { setup, timeoutMs: JOB_TIMEOUT_MS })
  })
  try {
    await Promise.all(lanes.map((lane) => lane.start()))
  } catch (error) {
    await Promise.all(lanes.map((lane) => lane.close()))
    throw error
  }
  return lanes
}

/** Puts what a thread did to the copy of a job's memory into that memory. Good for one lane: two would undo each other's. */
function lendingMemory(lane: Lane<ProvingTask, TaskResult>): Lane<ProvingTask, TaskResult> {
  return {
    get isBroken() {
      return lane.isBroken
    },
    run: async (task) => {
      const { busyMs, memory } = await lane.run(task)
      if (memory === undefined) throw new RlnError('worker_crashed', 'the worker thread kept the memory of a job')
      const returned = new Uint8Array(memory)
      new Uint8Array(task.memory).set(returned)
      returned.fill(0)
      return { busyMs }
    },
    close: () => lane.close(),
  }
}

/** Browsers have the class on cross-origin isolated pages only. */
function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function'
}

/** Node has it since 21, every browser for longer. */
function processorCount(): number {
  return navigator.hardwareConcurrency
}
