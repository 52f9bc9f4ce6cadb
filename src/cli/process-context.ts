import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import type { CliContext } from './cli-context.ts'

/**
 * What asks this process to end. Its parent closing an IPC channel counts, because that also happens when it is killed, and
 * so does whoever read the output leaving (`wakunode listen | head`).
 */
const STOP_EVENTS = ['SIGINT', 'SIGTERM', 'disconnect', 'outputClosed'] as const

const EXIT_FAILURE = 1

/** The real process. */
export const processContext: CliContext = {
  print: (line) => {
    if (process.stdout.writable) process.stdout.write(`${line}\n`)
  },
  remark: (line) => {
    if (process.stderr.writable) process.stderr.write(`${line}\n`)
  },
  environment: process.env,
  untilStopped: (patienceMs) =>
    new Promise((resolve) => {
      const listeners = STOP_EVENTS.map((event) => ({ event, stop: () => onStop(event) }))
      const onStop = (event: (typeof STOP_EVENTS)[number]): void => {
        // A second signal finds no listener, and ends the process at once. A listener for `disconnect` would keep the
        // channel, and with it the process, alive.
        for (const { event: other, stop } of listeners) process.removeListener(other, stop)
        if (patienceMs !== undefined) endWithin(patienceMs, event)
        resolve()
      }
      for (const { event, stop } of listeners) process.on(event, stop)
    }),
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
}

/** Ends the process when something still keeps it after that time; as killed by the signal, if the work was not done. */
function endWithin(patienceMs: number, event: (typeof STOP_EVENTS)[number]): void {
  const end = (): void => {
    if (process.exitCode === undefined) {
      processContext.remark(`not everything had ended ${patienceMs} ms after ${event}: the rest is not waited for`)
      process.exitCode = event === 'SIGINT' || event === 'SIGTERM' ? 128 + constants.signals[event] : EXIT_FAILURE
    }
    process.exit()
  }
  setTimeout(end, patienceMs).unref()
}

function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  return new Promise((resolve) => {
    // Ctrl-C and Ctrl-D close the terminal without an answer.
    terminal.once('close', () => resolve(''))
    terminal.question(question, (answer) => {
      resolve(answer)
      terminal.close()
    })
  })
}
