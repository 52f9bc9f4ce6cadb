import { pageJobPort } from './page-job-port.ts'
import { serveJobs } from './serve-jobs.ts'
import { openWorkerJobs } from './worker-jobs.ts'

/** The script of a Web Worker: `new Worker(new URL('waku-rln-relay/rln/web-worker', import.meta.url), { type: 'module' })`. */
serveJobs(pageJobPort, openWorkerJobs)
