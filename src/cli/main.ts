import { Command, CommanderError } from 'commander'
import { RoomError } from '../foundation/index.ts'
import { type CliContext, ExitCode } from './cli-context.ts'
import { CliError } from './cli-error.ts'
import { commands } from './commands.ts'
import { packageVersion } from './package-version.ts'
import { processContext } from './process-context.ts'

const EXIT_FAILURE = 1
const EXIT_WRONG_USAGE = 2

/**
 * Runs `wakunode` with the arguments after the program's name.
 * @returns the exit code: 0 success, 1 failure, 2 wrong usage.
 */
export async function main(argv: readonly string[], context: CliContext = processContext): Promise<number> {
  try {
    const program = await buildProgram(argv, context)
    await program.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    return reportFailure(error, argv.includes('--json'), context)
  }
}

async function buildProgram(argv: readonly string[], context: CliContext): Promise<Command> {
  const program = new Command('wakunode')
    .description('A Waku node whose relay is protected from spam by RLN')
    .version(packageVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.remark(text.trimEnd()),
    })
  const wanted = argv[0] === 'help' ? argv[1] : argv[0]
  for (const [name, { description, load }] of Object.entries(commands)) {
    // `command` hands the settings above on to the new command.
    const command = program.command(name).description(description)
    if (name === wanted) (await load())(command, context)
  }
  return program
}

/** One line for a person on stderr; for machines also an object on stdout. */
function reportFailure(error: unknown, json: boolean, context: CliContext): number {
  if (error instanceof ExitCode) return error.code
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_WRONG_USAGE
  const code = error instanceof RoomError ? error.code : 'unexpected'
  const message = error instanceof Error ? error.message : String(error)
  const line = error instanceof RoomError ? message : `unexpected: ${message.split('\n')[0]}`
  context.remark(`error: ${line}`)
  if (json) context.print(JSON.stringify({ ok: false, error: { code, message: line } }))
  return error instanceof CliError && error.code === 'wrong_usage' ? EXIT_WRONG_USAGE : EXIT_FAILURE
}
