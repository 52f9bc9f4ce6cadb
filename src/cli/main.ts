import { Command, CommanderError } from 'commander'
import { ConfigError } from '../config/index.ts'
import { RoomError } from '../foundation/index.ts'
import { type CliContext, ExitCode } from './cli-context.ts'
import { CliError } from './cli-error.ts'
import { addArtifactsCommands } from './commands/artifacts.ts'
import { addContractCommands } from './commands/contract.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addDevnetCommand } from './commands/devnet.ts'
import { addKeystoreCommands } from './commands/keystore.ts'
import { addListenCommand } from './commands/listen.ts'
import { addMembershipCommands } from './commands/membership.ts'
import { addRlnCommands } from './commands/rln.ts'
import { addRunCommand } from './commands/run.ts'
import { addSendCommand } from './commands/send.ts'
import { processContext } from './process-context.ts'

const EXIT_FAILURE = 1
const EXIT_WRONG_USAGE = 2

/**
 * Runs `wakunode` with the arguments after the program's name.
 * @returns the exit code: 0 success, 1 failure, 2 wrong usage.
 */
export async function main(argv: readonly string[], context: CliContext = processContext): Promise<number> {
  const program = buildProgram(context)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    return reportFailure(error, argv.includes('--json'), context)
  }
}

function buildProgram(context: CliContext): Command {
  const program = new Command('wakunode')
    .description('A Waku node whose relay is protected from spam by RLN')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.remark(text.trimEnd()),
    })
  addRunCommand(program, context)
  addDevnetCommand(program, context)
  addDemoCommand(program, context)
  addSendCommand(program, context)
  addListenCommand(program, context)
  addContractCommands(program, context)
  addMembershipCommands(program, context)
  addKeystoreCommands(program, context)
  addRlnCommands(program, context)
  addArtifactsCommands(program, context)
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
  const isUsage = (error instanceof CliError && error.code === 'wrong_usage') || error instanceof ConfigError
  return isUsage ? EXIT_WRONG_USAGE : EXIT_FAILURE
}
