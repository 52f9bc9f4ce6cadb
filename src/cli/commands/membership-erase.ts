import type { Command } from 'commander'
import { formatTokens, type MembershipReport, planErasure, readMembershipReport } from '../../membership/server.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { isoTime } from './membership-next-steps.ts'
import { addSubjectFlags, membershipSubjectOf, type SubjectFlags } from './membership-subject.ts'
import {
  addTransactionFlags,
  confirmCost,
  payerOf,
  printOffline,
  sendAll,
  type TransactionFlags,
} from './membership-transactions.ts'

type EraseFlags = SubjectFlags & TransactionFlags

export function addMembershipEraseCommand(membership: Command, context: CliContext): void {
  addSubjectFlags(addTransactionFlags(membership.command('erase')))
    .description('End a membership in its grace period, or any expired one; its holder gets the deposit back')
    .addHelpText(
      'after',
      '\nExamples:\n  wakunode membership erase --rln-relay-cred-path alice.json --rln-relay-cred-password-file alice.password\n  wakunode membership erase --id-commitment 0x1f..',
    )
    .action((flags: EraseFlags) => erase(flags, context))
}

async function erase(flags: EraseFlags, context: CliContext): Promise<void> {
  const subject = await membershipSubjectOf(flags, context)
  const payer = await payerOf(flags, context, subject.chainId)
  const report = await readMembershipReport(subject)
  const plan = planErasure(report, subject, payer.account)
  if (plan.status !== 'to_send') {
    const lines = [`${alreadyGone[plan.status]}; nothing was sent`, ...depositLines(report)]
    printResult(context, flags.json, { status: plan.status, ...depositOf(report), transactionHash: null }, lines)
    return
  }
  const { transactions } = plan
  const { membership } = report.status
  const back = `${formatTokens(membership?.depositAmount ?? 0n, report.token)} go back to ${report.holder}`
  const summary = `erase member ${membership?.index}`
  await confirmCost(context, flags, payer, { summary, facts: [['deposit', back]], transactions })
  if (payer.signer === undefined) return printOffline(context, flags, transactions)
  const [transactionHash] = await sendAll(context, payer, transactions)
  const after = await readMembershipReport({ ...subject, ...(report.holder && { account: report.holder }) })
  printResult(context, flags.json, { status: 'erased', ...depositOf(after), transactionHash }, [
    'erased: the identity can prove nothing any more',
    ...depositLines(after),
    `  transaction  ${transactionHash}`,
  ])
}

const alreadyGone = {
  already_erased: 'the membership is erased already',
  already_slashed: 'the membership was slashed',
  no_membership: 'there is no membership of this identity',
}

function depositOf({ status, withdrawable }: MembershipReport) {
  return {
    depositReleasableAt: isoTime(status.deposit?.releaseTimeSeconds) ?? null,
    withdrawable: withdrawable?.amount ?? null,
  }
}

/** What became of the deposit, and when it can be had. */
function depositLines({ status, withdrawable, token, holder }: MembershipReport): string[] {
  if (status.deposit !== undefined) {
    const when = isoTime(status.deposit.releaseTimeSeconds)
    const from = when === undefined ? 'once its leaf is cleared' : `from ${when} on`
    return [`  deposit      ${holder} can withdraw ${formatTokens(status.deposit.amount, token)} ${from}`]
  }
  if (withdrawable === undefined || withdrawable.amount === 0n) return []
  return [`  deposit      ${withdrawable.account} can withdraw ${formatTokens(withdrawable.amount, token)} now`]
}
