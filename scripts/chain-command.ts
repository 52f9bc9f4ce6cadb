/** What the scripts for `npx hardhat run` share: they run a command of wakunode on the network Hardhat was given. */
import { network } from 'hardhat'
import { main } from '../src/cli/index.ts'

/** Wrong input of a script; its message is all that a person gets to see. */
export class ScriptError extends Error {}

/**
 * Runs a script's work and sets the exit code: 0, or 1 with one line that says what was wrong.
 * Errors that are nobody's input keep their stack trace.
 */
export async function runScript(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    if (error.message !== '') console.error(`error: ${error.message}`)
    process.exitCode = 1
  }
}

/** JSON-RPC endpoint of the network that `--network` names. @throws ScriptError when it is none behind a URL */
export async function networkUrl(): Promise<string> {
  const { networkConfig, networkName } = await network.getOrCreate()
  if (networkConfig.type === 'http') return networkConfig.url.getUrl()
  throw new ScriptError(`the network "${networkName}" ends with this process: add --network localhost`)
}

/**
 * Runs `wakunode` with these arguments. Of the environment it sees `variables` only, so that what was exported for a
 * node does not redirect a script.
 * @throws ScriptError without a message when the command failed: it has said why.
 */
export async function runCommand(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const exitCode = await main(args, {
    print: console.log,
    remark: console.error,
    environment: variables,
    untilStopped: () => Promise.reject(new Error('the commands of scripts end by themselves')),
  })
  if (exitCode !== 0) throw new ScriptError('')
}
