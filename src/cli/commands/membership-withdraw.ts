import type { Command } from 'commander'
import {
  formatTokens,
  type MembershipReport,
  type PlannedTransaction,
  planWithdrawal,
  readMembershipReport,
  readWithdrawable,
} from '../../membership/server.ts'
import { accountAddress, contractAddressOf } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { isoTime } from './membership-next-steps.ts'
import {
  addSubjectFlags,
  isSubjectGiven,
  type MembershipSubject,
  membershipSubjectOf,
  type SubjectFlags,
} from './membership-subject.ts'
import {
  addTransactionFlags,
  confirmCost,
  type Payer,
  payerOf,
  printOffline,
  sendAll,
  type TransactionFlags,
} from './membership-transactions.ts'

interface WithdrawFlags extends SubjectFlags, TransactionFlags {
  readonly token?: string
}

/** An account at a contract, and the erased membership whose deposit it wants, if any. */
interface Withdrawal {
  readonly payer: Payer
  readonly account: string
  readonly contractAddress: string
  readonly erased?: { readonly report: MembershipReport } & MembershipSubject
}

export function addMembershipWithdrawCommand(membership: Command, context: CliContext): void {
  addSubjectFlags(addTransactionFlags(membership.command('withdraw')))
    .description('Take out the deposit of an erased membership, and rewards for slashing')
    .option(
      '--token <address>',
      'what to withdraw (default: the token of the membership, or the one deposits are paid in)',
      accountAddress,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  wakunode membership withdraw --rln-relay-cred-path alice.json --rln-relay-cred-password-file alice.password\n  wakunode membership withdraw    # rewards',
    )
    .action((flags: WithdrawFlags) => withdraw(flags, context))
}

async function withdraw(flags: WithdrawFlags, context: CliContext): Promise<void> {
  const withdrawal = await withdrawalOf(flags, context)
  const { payer, account, contractAddress, erased } = withdrawal
  const wanted = flags.token ?? erased?.report.token.address
  const { token, amount } = await readWithdrawable({
    provider: payer.provider,
    contractAddress,
    account,
    ...(wanted !== undefined && { token: wanted }),
  })
  const plan = planWithdrawal({
    contractAddress,
    chainId: payer.chainId,
    account,
    token: token.address,
    withdrawable: amount,
    ...(erased && { erased }),
  })
  if (plan.status === 'nothing_to_withdraw') {
    const { at, lines } = remaining(erased?.report)
    printResult(
      context,
      flags.json,
      { status: plan.status, account, token, withdrawn: 0n, releasableAt: at, transactionHash: null },
      [`account ${account} has nothing to withdraw now; nothing was sent`, ...lines],
    )
    return
  }
  await carryOut(flags, context, withdrawal, plan.transactions, { token, amount })
}

async function carryOut(
  flags: WithdrawFlags,
  context: CliContext,
  { payer, account, erased }: Withdrawal,
  transactions: readonly PlannedTransaction[],
  { token, amount }: Awaited<ReturnType<typeof readWithdrawable>>,
): Promise<void> {
  const isReleased = transactions.some(({ what }) => what === 'release the deposit')
  const withdrawn = amount + (isReleased ? (erased?.report.status.deposit?.amount ?? 0n) : 0n)
  const summary =
    withdrawn > 0n ? `withdraw ${formatTokens(withdrawn, token)}` : 'clear the leaf the deposit is held for'
  await confirmCost(context, flags, payer, { summary, transactions })
  if (payer.signer === undefined) return printOffline(context, flags, transactions)
  const hashes = await sendAll(context, payer, transactions)
  const after = erased && (await readMembershipReport(erased))
  const left = remaining(after)
  const status = withdrawn > 0n ? 'withdrawn' : 'leaf_cleared'
  const transactionHash = hashes.at(-1)
  const result = {
    status,
    account,
    token,
    withdrawn,
    releasableAt: left.at,
    transactionHash,
    transactionHashes: hashes,
  }
  printResult(context, flags.json, result, [
    withdrawn > 0n ? `withdrew ${formatTokens(withdrawn, token)} to ${account}` : 'the leaf is cleared',
    ...left.lines,
    `  transaction  ${hashes.join(', ')}`,
  ])
}

async function withdrawalOf(flags: WithdrawFlags, context: CliContext): Promise<Withdrawal> {
  const subject = isSubjectGiven(flags, context) ? await membershipSubjectOf(flags, context) : undefined
  const payer = await payerOf(flags, context, subject?.chainId)
  const contractAddress = subject?.contractAddress ?? (await contractAddressOf(flags, context, payer.chainId))
  const report = subject && (await readMembershipReport(subject))
  const account = payer.account ?? report?.holder
  if (account === undefined) throw new CliError('wrong_usage', 'whose tokens? --offline needs --account ADDRESS')
  return { payer, account, contractAddress, ...(subject && report && { erased: { ...subject, report } }) }
}

/** The deposit that cannot be had yet. */
function remaining(report: MembershipReport | undefined): { at: string | null; lines: string[] } {
  const deposit = report?.status.deposit
  if (report === undefined || deposit === undefined) return { at: null, lines: [] }
  const at = isoTime(deposit.releaseTimeSeconds) ?? null
  const from = at === null ? 'once its leaf is cleared (needs the keystore)' : `from ${at} on`
  return { at, lines: [`  deposit      ${formatTokens(deposit.amount, report.token)} can be withdrawn ${from}`] }
}
