import { RlnError } from './rln-error.ts'
import type { SpawnWorker } from './worker-thread.ts'

/** As much of a Web Worker as is used. */
export interface WebWorker {
  postMessage(message: unknown): void
  terminate(): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'error' | 'messageerror', listener: (event: unknown) => void): void
}

/**
 * Starts Web Workers.
 * @param create starts one whose script is this room's `web-worker.ts`, as an application's bundler has it
 */
export function webWorkerSpawner(create: () => WebWorker): SpawnWorker {
  return ({ onAnswer, onEnd }) => {
    const worker = create()
    const onFailure = (cause: unknown): void => {
      worker.terminate()
      onEnd(new RlnError('worker_crashed', 'the Web Worker failed', { cause }))
    }
    worker.addEventListener('message', ({ data }) => onAnswer(data as Parameters<typeof onAnswer>[0]))
    worker.addEventListener('error', onFailure)
    worker.addEventListener('messageerror', onFailure)
    return {
      post: (message) => worker.postMessage(message),
      terminate: async () => {
        worker.terminate()
        // Nobody else says so: a Web Worker ends without an event.
        onEnd(new RlnError('worker_crashed', 'the Web Worker was terminated'))
      },
      keepProcessUp: () => undefined,
    }
  }
}
