import { parentJobPort } from './parent-job-port.ts'
import { serveJobs } from './serve-jobs.ts'
import { openWorkerJobs } from './worker-jobs.ts'

/** The script of a worker thread of Node. */
serveJobs(parentJobPort(), openWorkerJobs)
