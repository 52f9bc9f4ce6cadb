import type { JobPort } from './serve-jobs.ts'

/**
 * The line from a Web Worker to the page that started it. What the page sends before `listen` is kept: a worker hands out its
 * messages as soon as its script first waits for anything, and this room waits for its arithmetic while it is loaded. So this
 * file imports nothing, and the script imports it before all else.
 */
const early: unknown[] = []
let hand: (message: unknown) => void = (message) => {
  early.push(message)
}
globalThis.addEventListener('message', ({ data }) => hand(data))

export const pageJobPort: JobPort = {
  post: (answer, transfer) => globalThis.postMessage(answer, { transfer: [...transfer] }),
  listen: (listener) => {
    hand = listener
    for (const message of early.splice(0)) listener(message)
  },
}
