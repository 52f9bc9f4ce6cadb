import { Worker } from 'node:worker_threads'
import { RlnError } from './rln-error.ts'
import type { SpawnWorker } from './worker-thread.ts'

/** Starts worker threads of Node with the script, by default with the one that serves the jobs of this room. */
export function threadSpawner(script: URL = ownScript()): SpawnWorker {
  return ({ onAnswer, onEnd }) => {
    const worker = new Worker(script)
    worker.on('message', onAnswer)
    worker.on('error', (cause) => {
      onEnd(new RlnError('worker_crashed', 'the worker thread threw an error', { cause }))
    })
    worker.on('exit', (exitCode) => {
      onEnd(new RlnError('worker_crashed', `the worker thread ended by itself with code ${exitCode}`))
    })
    return {
      post: (message) => worker.postMessage(message),
      terminate: async () => void (await worker.terminate()),
      keepProcessUp: (yes) => (yes ? worker.ref() : worker.unref()),
    }
  }
}

/** From sources and from the compiled package alike: the script lies beside this file and ends like it. */
function ownScript(): URL {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  return new URL(`./thread-worker${extension}`, import.meta.url)
}
