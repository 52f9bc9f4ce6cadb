import type { Command } from 'commander'
import { bytesToHex, systemClock, systemRandom } from '../../foundation/index.ts'
import {
  formatTokens,
  MembershipError,
  planSlash,
  readMembershipReport,
  type TokenInfo,
} from '../../membership/server.ts'
import { earlierSaltOf, readEvidenceFile, SlashAttemptFile, secretOf, slashWithEvidence } from '../../node/server.ts'
import type { DoubleSignalEvidence } from '../../spam-protection/index.ts'
import { accountAddress, contractAddressOf, rpcUrlOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { idCommitmentHex } from './membership-subject.ts'
import {
  addTransactionFlags,
  confirmCost,
  type Payer,
  payerOf,
  printOffline,
  type TransactionFlags,
  waitingRemarks,
} from './membership-transactions.ts'

interface SlashFlags extends TransactionFlags {
  readonly evidence: string
  readonly receiver?: string
}

export function addMembershipSlashCommand(membership: Command, context: CliContext): void {
  addTransactionFlags(membership.command('slash'))
    .description('Take the deposit of a member that signalled twice, by commit and reveal')
    .requiredOption('--evidence <file>', 'evidence a node kept, in the folder evidence of its --local-storage-path')
    .option('--receiver <address>', 'who gets the reward (default: the paying account)', accountAddress)
    .addHelpText(
      'after',
      '\nExample:\n  wakunode membership slash --evidence .wakunode/node-60000/evidence/ID_COMMITMENT.json\n\nThe attempt is kept in EVIDENCE.slash.json: run the same again to finish one that was interrupted.',
    )
    .action((flags: SlashFlags) => slash(flags, context))
}

async function slash(flags: SlashFlags, context: CliContext): Promise<void> {
  const evidence = await readEvidence(flags.evidence)
  const identitySecretHash = secretOf(evidence)
  const payer = await payerOf(flags, context)
  const { chainId, account: sender } = payer
  if (sender === undefined) {
    throw new CliError(
      'wrong_usage',
      'who slashes? the commit is bound to the sender: --offline needs --account ADDRESS',
    )
  }
  const contractAddress = await contractAddressOf(flags, context, chainId)
  const report = await readMembershipReport({
    rpcUrl: rpcUrlOf(flags, context),
    chainId,
    contractAddress,
    idCommitment: evidence.idCommitment,
  })
  const { membership, deposit, state } = report.status
  if (state === 'slashed') return printAlreadySlashed(flags, context, evidence)
  const amount = membership?.depositAmount ?? deposit?.amount
  if (amount === undefined) {
    const text = 'the identity behind this evidence has neither a membership nor a deposit in release'
    throw new MembershipError('nothing_to_slash', text)
  }
  const receiver = flags.receiver ?? sender
  const target = { chainId, contract: contractAddress, sender, receiver }
  const salt = (await earlierSaltOf(flags.evidence, target)) ?? systemRandom.bytes(32)
  const transactions = planSlash({ chainId, contractAddress, sender, receiver, identitySecretHash, salt })
  await confirmCost(context, flags, payer, {
    summary: membership ? `slash member ${membership.index}` : 'slash the deposit of an erased membership',
    facts: [
      ['at stake', `${formatTokens(amount, report.token)}: a part is the reward, the rest is burned`],
      ['receiver', receiver],
    ],
    transactions,
    isTriedOut: false,
  })
  if (payer.signer === undefined) {
    const file = new SlashAttemptFile(flags.evidence)
    await file.save({ ...target, salt: `0x${bytesToHex(salt)}`, settled: null })
    return printOffline(context, flags, transactions, {
      idCommitment: idCommitmentHex(evidence.idCommitment),
      receiver,
    })
  }
  await sendSlash(flags, context, payer, { evidence, contractAddress, token: report.token })
}

async function sendSlash(
  flags: SlashFlags,
  context: CliContext,
  payer: Payer,
  what: { readonly evidence: DoubleSignalEvidence; readonly contractAddress: string; readonly token: TokenInfo },
): Promise<void> {
  const { evidence, contractAddress, token } = what
  const waiting = waitingRemarks(context)
  try {
    const outcome = await slashWithEvidence(
      { clock: systemClock, random: systemRandom },
      {
        signer: payer.signer!,
        chainId: payer.chainId,
        contractAddress,
        evidence,
        evidencePath: flags.evidence,
        ...(flags.receiver !== undefined && { receiver: flags.receiver }),
        onSent: (step, hash) => waiting.begin(step === 'commit' ? 'commit the slash' : 'slash', hash),
      },
    )
    if (outcome.status === 'already_slashed') return printAlreadySlashed(flags, context, evidence)
    const { index, reward = 0n, burned = 0n, transactionHash } = outcome
    const result = { ...outcome, idCommitment: idCommitmentHex(evidence.idCommitment), token }
    printResult(context, flags.json, result, [
      `slashed member ${index}: reward ${formatTokens(reward, token)}, burned ${formatTokens(burned, token)}`,
      '  take the reward out with wakunode membership withdraw',
      `  transaction  ${transactionHash}`,
    ])
  } finally {
    waiting.end()
  }
}

function printAlreadySlashed(flags: SlashFlags, context: CliContext, evidence: DoubleSignalEvidence): void {
  const idCommitment = idCommitmentHex(evidence.idCommitment)
  printResult(context, flags.json, { status: 'already_slashed', idCommitment, transactionHash: null }, [
    'it was slashed already; nothing is left to gain',
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
