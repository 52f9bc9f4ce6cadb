import type { Command } from 'commander'
import { changeKeystorePassword, readAllCredentials, readKeystoreFile } from '../../membership/server.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { addKeystoreFlags, type KeystoreFlags, keystorePasswordOf, keystorePathOf } from '../keystore-flags.ts'
import { readTextFile } from '../text-file.ts'

const NEW_PASSWORD_VARIABLE = 'NEW_KEYSTORE_PASSWORD'

export function addKeystoreCommands(keystore: Command, context: CliContext): void {
  addKeystoreFlags(keystore.command('show'))
    .description('List the credentials a keystore holds; secrets are not shown')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  wakunode keystore show --rln-relay-cred-path alice.json')
    .action((flags: KeystoreFlags & { json?: boolean }) => show(flags, context))
  addKeystoreFlags(keystore.command('change-password'))
    .description('Encrypt all credentials of a keystore under a new password')
    .option('--new-password-file <file>', `file that holds the new password; or ${NEW_PASSWORD_VARIABLE}`)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode keystore change-password --rln-relay-cred-path alice.json --new-password-file new.txt',
    )
    .action((flags: KeystoreFlags & { newPasswordFile?: string; json?: boolean }) => changePassword(flags, context))
}

async function show(flags: KeystoreFlags & { json?: boolean }, context: CliContext): Promise<void> {
  const path = keystorePathOf(flags, context)
  const credentials = await readAllCredentials(await readKeystoreFile(path), keystorePasswordOf(flags, context))
  const shown = credentials.map(({ identity, membershipContract, treeIndex, userMessageLimit }) => ({
    treeIndex,
    rateLimit: userMessageLimit,
    chainId: String(membershipContract.chainId),
    contract: membershipContract.address,
    idCommitment: `0x${identity.commitment.toString(16).padStart(64, '0')}`,
  }))
  printResult(
    context,
    flags.json,
    { keystore: path, credentials: shown },
    shown.map(
      ({ treeIndex, rateLimit, chainId, contract, idCommitment }) =>
        `member ${treeIndex} of ${contract} on chain ${chainId}, ${rateLimit} messages an epoch\n  id commitment ${idCommitment}`,
    ),
  )
}

async function changePassword(
  flags: KeystoreFlags & { newPasswordFile?: string; json?: boolean },
  context: CliContext,
): Promise<void> {
  const path = keystorePathOf(flags, context)
  const oldPassword = keystorePasswordOf(flags, context)
  const file = flags.newPasswordFile
  const newPassword =
    file === undefined ? context.environment[NEW_PASSWORD_VARIABLE] : readTextFile(file).replace(/\r?\n$/, '')
  if (!newPassword) {
    throw new CliError('wrong_usage', `no new password: give --new-password-file FILE or ${NEW_PASSWORD_VARIABLE}`)
  }
  await changeKeystorePassword(path, oldPassword, newPassword)
  printResult(context, flags.json, { keystore: path, changed: true }, [`the password of ${path} is changed`])
}
