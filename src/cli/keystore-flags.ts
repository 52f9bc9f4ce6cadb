import type { Command } from 'commander'
import type { CliContext } from './cli-context.ts'
import { CliError } from './cli-error.ts'
import { readTextFile } from './text-file.ts'

/** Flags of every command that opens a keystore; nwaku's names. */
export interface KeystoreFlags {
  readonly rlnRelayCredPath?: string
  readonly rlnRelayCredPassword?: string
  readonly rlnRelayCredPasswordFile?: string
}

const PATH_VARIABLE = 'WAKUNODE2_RLN_RELAY_CRED_PATH'
const PASSWORD_VARIABLE = 'WAKUNODE2_RLN_RELAY_CRED_PASSWORD'

export function addKeystoreFlags(command: Command): Command {
  return command
    .option('--rln-relay-cred-path <file>', 'keystore')
    .option('--rln-relay-cred-password <text>', `its password; better by ${PASSWORD_VARIABLE}`)
    .option('--rln-relay-cred-password-file <file>', 'file that holds the password')
}

export function isKeystoreGiven(flags: KeystoreFlags, { environment }: CliContext): boolean {
  return (flags.rlnRelayCredPath ?? environment[PATH_VARIABLE]) !== undefined
}

/** @throws CliError `wrong_usage` when none is given */
export function keystorePathOf(flags: KeystoreFlags, { environment }: CliContext): string {
  const path = flags.rlnRelayCredPath ?? environment[PATH_VARIABLE]
  if (path !== undefined) return path
  throw new CliError('wrong_usage', `no keystore: give --rln-relay-cred-path FILE or ${PATH_VARIABLE}`)
}

/** @throws CliError `wrong_usage` when none is given, or an empty one */
export function keystorePasswordOf(flags: KeystoreFlags, { environment }: CliContext): string {
  const file = flags.rlnRelayCredPasswordFile
  const fromFile = file === undefined ? undefined : readTextFile(file).replace(/\r?\n$/, '')
  const password = flags.rlnRelayCredPassword ?? fromFile ?? environment[PASSWORD_VARIABLE]
  if (password) return password
  throw new CliError(
    'wrong_usage',
    `no keystore password: give --rln-relay-cred-password-file FILE or ${PASSWORD_VARIABLE}`,
  )
}
