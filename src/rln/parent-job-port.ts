import { parentPort } from 'node:worker_threads'
import type { JobPort } from './serve-jobs.ts'

/** The line from a worker thread of Node to the thread that started it. */
export function parentJobPort(): JobPort {
  const port = parentPort
  if (!port) throw new Error('this file is the script of a worker thread')
  return {
    post: (answer, transfer) => port.postMessage(answer, transfer),
    listen: (listener) => void port.on('message', listener),
  }
}
