import { parentPort } from 'node:worker_threads'
import { RlnError, type RlnErrorCode } from './rln-error.ts'

/** What a worker thread posts: first that it is ready, then one answer for each job. */
export type WorkerAnswer<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'failure'; readonly code: RlnErrorCode | undefined; readonly message: string }

/** The worker's side of a WorkerLane: takes jobs from the thread that started it, in order. */
export function serveJobs<Job, Result>(handle: (job: Job) => Promise<Result> | Result): void {
  const port = parentPort
  if (!port) throw new Error('this file is the script of a worker thread')
  const answer = (message: WorkerAnswer<Result>): void => port.postMessage(message)
  port.on('message', async (job: Job) => {
    try {
      answer({ kind: 'result', result: await handle(job) })
    } catch (error) {
      const code = error instanceof RlnError ? error.code : undefined
      answer({ kind: 'failure', code, message: error instanceof Error ? error.message : String(error) })
    }
  })
  answer({ kind: 'ready' })
}
