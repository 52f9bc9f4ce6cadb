import { workerData } from 'node:worker_threads'
import { verifyWithSnarkjs } from './groth16-verifier.ts'
import { serveJobs } from './serve-jobs.ts'
import { leaseCurve, useSingleThreadedCurve } from './snarkjs-curve.ts'
import type { VerificationKey } from './verification-key.ts'
import type { VerificationJob } from './verifier.ts'

const { verificationKey }: { verificationKey: VerificationKey } = workerData
await useSingleThreadedCurve()
const { curve } = await leaseCurve()
serveJobs(({ proofBytes, signals }: VerificationJob) => verifyWithSnarkjs(curve, verificationKey, proofBytes, signals))
