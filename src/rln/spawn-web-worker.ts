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
    const worker = createdBy(create)
    let hasAnswered = false
    const onFailure = (cause: unknown): void => {
      worker.terminate()
      onEnd(hasAnswered ? new RlnError('worker_crashed', 'the Web Worker failed', { cause }) : notStarted(cause))
    }
    worker.addEventListener('message', ({ data }) => {
      hasAnswered = true
      onAnswer(data as Parameters<typeof onAnswer>[0])
    })
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

function createdBy(create: () => WebWorker): WebWorker {
  try {
    return create()
  } catch (cause) {
    throw notStarted(cause)
  }
}

/** A browser says of a script that does not load nothing but that. */
function notStarted(cause: unknown): RlnError {
  const { message } = (cause ?? {}) as { readonly message?: unknown }
  const reason = typeof message === 'string' && message !== '' ? `: ${message}` : ''
  const advice = 'serve waku-rln-relay/rln/web-worker at the address given, and allow it in the policy (worker-src)'
  return new RlnError('worker_not_started', `the Web Worker did not start${reason}; ${advice}`, { cause })
}
