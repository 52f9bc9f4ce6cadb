import type { RlnError, RlnErrorCode } from './rln-error.ts'

/** What a worker posts: first that it is ready, then one answer for each job. */
export type WorkerAnswer<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'failure'; readonly code: RlnErrorCode | undefined; readonly message: string }

/** Who started a thread, as the thread's events see it. */
export interface WorkerListener {
  onAnswer(answer: WorkerAnswer<unknown>): void
  /** The thread is gone, and why. May be called more than once. */
  onEnd(error: RlnError): void
}

/** A thread that takes one setup and then jobs, one after the other: of Node, or a Web Worker. Messages are cloned. */
export interface WorkerThread {
  post(message: unknown): void
  terminate(): Promise<void>
  /** Whether the thread keeps its process up, as one at work shall. Means nothing in a browser. */
  keepProcessUp(yes: boolean): void
}

/** Starts a thread whose script serves the jobs of this room: `worker-jobs.ts` has them. */
export type SpawnWorker = (listener: WorkerListener) => WorkerThread
