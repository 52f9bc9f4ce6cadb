import { workerData } from 'node:worker_threads'
import { type ProvingArtifacts, proveWithSnarkjs } from './groth16-prover.ts'
import type { RlnWitness } from './proof.ts'
import { serveJobs } from './serve-jobs.ts'
import { useSingleThreadedCurve } from './snarkjs-curve.ts'

const artifacts: ProvingArtifacts = workerData
await useSingleThreadedCurve()
serveJobs((witness: RlnWitness) => proveWithSnarkjs(artifacts, witness))
