import { RlnError } from './rln-error.ts'
import type { WorkerAnswer } from './worker-thread.ts'

/** The thread's end of the line to who started it. */
export interface JobPort {
  /** What is in `transfer` goes over without a copy staying here. */
  post(answer: WorkerAnswer<unknown>, transfer: readonly ArrayBuffer[]): void
  /** Messages that came before are handed over, too. */
  listen(listener: (message: unknown) => void): void
}

/** What a thread does with its jobs, once it has its setup. */
export type OpenJobs<Setup, Job, Result> = (setup: Setup) => Promise<(job: Job) => Promise<Result> | Result>

/** The thread's side of a WorkerLane: takes the setup, then jobs, in order. */
export function serveJobs<Setup, Job, Result>(port: JobPort, open: OpenJobs<Setup, Job, Result>): void {
  let handle: ((job: Job) => Promise<Result> | Result) | undefined
  port.listen(async (message) => {
    try {
      if (handle !== undefined) {
        const result = await handle(message as Job)
        return port.post({ kind: 'result', result }, lentMemory(result))
      }
      handle = await open(message as Setup)
      port.post({ kind: 'ready' }, [])
    } catch (error) {
      const code = error instanceof RlnError ? error.code : undefined
      port.post({ kind: 'failure', code, message: error instanceof Error ? error.message : String(error) }, [])
    }
  })
}

/** The memory that a proving job lent to this thread, to be given back: it holds secrets. */
function lentMemory(result: unknown): ArrayBuffer[] {
  const { memory } = (result ?? {}) as { readonly memory?: unknown }
  return memory instanceof ArrayBuffer ? [memory] : []
}
