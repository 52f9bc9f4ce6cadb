import { workerData } from 'node:worker_threads'
import { systemClock } from '../foundation/index.ts'
import type { ProvingArtifacts } from './proving/proving-key.ts'
import { ProvingLane } from './proving/proving-lane.ts'
import type { ProvingTask } from './proving/proving-task.ts'
import { serveJobs } from './serve-jobs.ts'

const artifacts: ProvingArtifacts = workerData
const lane = await ProvingLane.create(artifacts, systemClock)
serveJobs((task: ProvingTask) => lane.take(task))
