import { systemClock } from '../foundation/index.ts'
import { Groth16Checker } from './bn254/groth16-checker.ts'
import { type NullifierJob, nullifiersOf } from './nullifier-range.ts'
import type { ProvingArtifacts } from './proving/proving-key.ts'
import { ProvingLane } from './proving/proving-lane.ts'
import type { ProvingTask, TaskResult } from './proving/proving-task.ts'
import { runTask, type VerificationTask } from './verification/verification-task.ts'
import type { VerificationKey } from './verification-key.ts'

/** What a thread is started for, and what it needs once. */
export type WorkerSetup =
  | ({ readonly kind: 'prover' } & ProvingArtifacts)
  | { readonly kind: 'verifier'; readonly verificationKey: VerificationKey }
  | { readonly kind: 'nullifiers' }

/** What the threads of this room do, on whatever platform. */
export async function openWorkerJobs(setup: WorkerSetup): Promise<(job: never) => Promise<unknown> | unknown> {
  switch (setup.kind) {
    case 'prover': {
      const lane = await ProvingLane.create(setup, systemClock)
      return (task: ProvingTask): TaskResult => {
        const result = lane.take(task)
        return task.memory instanceof ArrayBuffer ? { ...result, memory: task.memory } : result
      }
    }
    case 'verifier': {
      const checker = await Groth16Checker.create(setup.verificationKey)
      return (task: VerificationTask) => runTask(checker, task)
    }
    case 'nullifiers':
      return ({ identitySecret, externalNullifier, from, to }: NullifierJob) =>
        nullifiersOf(identitySecret, externalNullifier, from, to)
  }
}
