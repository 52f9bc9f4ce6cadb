import { createInterface } from 'node:readline'
import type { CliContext } from './cli-context.ts'

/** What asks this process to end. Its parent closing an IPC channel counts, because that also happens when it is killed. */
const STOP_EVENTS = ['SIGINT', 'SIGTERM', 'disconnect'] as const

/** The real process. */
export const processContext: CliContext = {
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
  environment: process.env,
  untilStopped: () =>
    new Promise((resolve) => {
      const stop = (): void => {
        // A listener for `disconnect` would keep the channel, and with it the process, alive.
        for (const event of STOP_EVENTS) process.removeListener(event, stop)
        resolve()
      }
      for (const event of STOP_EVENTS) process.on(event, stop)
    }),
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
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
