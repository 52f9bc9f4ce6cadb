import type { Command } from 'commander'
import { slashMembership } from '../../membership/server.ts'
import { readEvidenceFile } from '../../node/server.ts'
import { recoverSecret } from '../../rln/index.ts'
import type { DoubleSignalEvidence } from '../../spam-protection/index.ts'
import { addSignerFlags, type ChainFlags, chainIdBehind, contractAddressOf, signerOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'

interface SlashFlags extends ChainFlags {
  readonly evidence: string
  readonly receiver?: string
  readonly json?: boolean
}

export function addMembershipSlashCommand(membership: Command, context: CliContext): void {
  addSignerFlags(membership.command('slash'))
    .description('Take the deposit of a member that signalled twice, by commit and reveal')
    .requiredOption('--evidence <file>', 'evidence a node kept, in the folder evidence of its --local-storage-path')
    .option('--receiver <address>', 'who gets the reward (default: the paying account)')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode membership slash --evidence .wakunode/node-60000/evidence/ID_COMMITMENT.json',
    )
    .action((flags: SlashFlags) => slash(flags, context))
}

async function slash(flags: SlashFlags, context: CliContext): Promise<void> {
  const { shares } = await readEvidence(flags.evidence)
  const { identitySecret } = recoverSecret(...shares)
  const signer = await signerOf(flags, context)
  const chainId = await chainIdBehind(signer)
  const outcome = await slashMembership({
    signer,
    chainId,
    contractAddress: await contractAddressOf(flags, context, chainId),
    identitySecretHash: identitySecret,
    ...(flags.receiver !== undefined && { receiver: flags.receiver }),
  })
  const { status, index, reward, burned, transactionHash } = outcome
  printResult(context, flags.json, outcome, [
    status === 'slashed'
      ? `slashed member ${index}: reward ${reward}, burned ${burned} (smallest units of the token)`
      : 'somebody else slashed it before; nothing was gained',
    ...(transactionHash === undefined ? [] : [`  transaction ${transactionHash}`]),
  ])
}

async function readEvidence(path: string): Promise<DoubleSignalEvidence> {
  try {
    return await readEvidenceFile(path)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const why = isMissing ? 'there is no such file' : 'it is no evidence of a double signal'
    throw new CliError('unreadable_file', `cannot read ${path}: ${why}`, { cause: error })
  }
}
