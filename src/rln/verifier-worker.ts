import { workerData } from 'node:worker_threads'
import { Groth16Checker } from './bn254/groth16-checker.ts'
import { serveJobs } from './serve-jobs.ts'
import { runTask, type VerificationTask } from './verification/verification-task.ts'
import type { VerificationKey } from './verification-key.ts'

const { verificationKey }: { verificationKey: VerificationKey } = workerData
const checker = await Groth16Checker.create(verificationKey)
serveJobs((task: VerificationTask) => runTask(checker, task))
