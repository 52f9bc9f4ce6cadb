import { main } from '../../src/cli/index.ts'

export interface CommandOutcome {
  readonly exitCode: number
  /** Lines of stdout. */
  readonly output: readonly string[]
  /** Lines of stderr. */
  readonly remarks: readonly string[]
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Asked by commands that run until they are told to stop. Default: a failure, as no such command was expected. */
  readonly untilStopped?: () => Promise<void>
  /** The person at the terminal. Default: nobody is there. */
  readonly ask?: (question: string) => Promise<string>
}

/** Runs `wakunode` in this process, with nothing of its environment but what is given. */
export async function runCommandLine(
  args: readonly string[],
  { environment = {}, untilStopped = async () => undefined, ask }: CommandOptions = {},
): Promise<CommandOutcome> {
  const output: string[] = []
  const remarks: string[] = []
  const exitCode = await main(args, {
    print: (text) => output.push(...text.split('\n')),
    remark: (text) => remarks.push(...text.split('\n')),
    environment,
    untilStopped,
    ...(ask && { ask }),
  })
  return { exitCode, output, remarks }
}
