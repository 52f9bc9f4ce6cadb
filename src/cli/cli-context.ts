/** What a command may touch of the process. Tests hand in their own. */
export interface CliContext {
  /** The result, on stdout. */
  readonly print: (line: string) => void
  /** Progress and remarks, on stderr. */
  readonly remark: (line: string) => void
  readonly environment: Readonly<Record<string, string | undefined>>
  /**
   * Resolves when the user or the system asks the process to end.
   * @param patienceMs what has not ended that long after is not waited for
   */
  readonly untilStopped: (patienceMs?: number) => Promise<void>
  /** Puts a question to the person at the terminal; '' when none comes back. Missing when nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>
}

/** Ends a command that did its work with another exit code than 0, without an error line. */
export class ExitCode extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit code ${code}`)
    this.code = code
  }
}

/** Prints a result: one line of JSON for machines, or the lines for people. */
export function printResult(
  context: CliContext,
  json: boolean | undefined,
  result: unknown,
  lines: readonly string[],
): void {
  if (json)
    context.print(JSON.stringify(result, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)))
  else for (const line of lines) context.print(line)
}
