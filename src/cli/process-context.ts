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
    }),
  isInteractive: process.stderr.isTTY === true,
}
