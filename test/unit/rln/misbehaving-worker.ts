import { threadId } from 'node:worker_threads'
import { parentJobPort } from '../../../src/rln/parent-job-port.ts'
import { RlnError } from '../../../src/rln/rln-error.ts'
import { serveJobs } from '../../../src/rln/serve-jobs.ts'

/** A worker thread that does what a job says, however bad. */
const handle = async (job: string): Promise<unknown> => {
  if (job === 'thread id') return threadId
  if (job === 'throw') throw new RlnError('x_is_zero', 'thrown by the job')
  if (job === 'exit') process.exit(3)
  if (job === 'throw outside') {
    setImmediate(() => {
      throw new Error('thrown outside any job')
    })
  }
  return await new Promise(() => undefined)
}

serveJobs(parentJobPort(), async (setup: string) => {
  if (setup === 'unusable') throw new RlnError('key_invalid', 'thrown by the setup')
  return handle
})
