import type { CliContext } from './cli-context.ts'

/** The real process. */
export const processContext: CliContext = {
  print: (line) => process.stdout.write(`${line}\n`),
  remark: (line) => process.stderr.write(`${line}\n`),
  environment: process.env,
  untilStopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', () => resolve())
      process.once('SIGTERM', () => resolve())
      // A parent that started this process with an IPC channel is gone when the channel closes, even after SIGKILL.
      process.once('disconnect', () => resolve())
    }),
  isInteractive: process.stderr.isTTY === true,
}
