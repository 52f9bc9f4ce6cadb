import type { Command } from 'commander'
import { planExtension, readMembershipReport } from '../../membership/server.ts'
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

type ExtendFlags = SubjectFlags & TransactionFlags

export function addMembershipExtendCommand(membership: Command, context: CliContext): void {
  addSubjectFlags(addTransactionFlags(membership.command('extend')))
    .description('Make a membership in its grace period active again; costs gas only')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode membership extend --rln-relay-cred-path alice.json --rln-relay-cred-password-file alice.password',
    )
    .action((flags: ExtendFlags) => extend(flags, context))
}

async function extend(flags: ExtendFlags, context: CliContext): Promise<void> {
  const subject = await membershipSubjectOf(flags, context)
  const payer = await payerOf(flags, context, subject.chainId)
  const report = await readMembershipReport(subject)
  const plan = planExtension(report, subject, payer.account)
  if (plan.status === 'already_active') {
    const { graceStartsAtSeconds, expiresAtSeconds } = report.status
    const times = { graceStartsAt: isoTime(graceStartsAtSeconds), expiresAt: isoTime(expiresAtSeconds) }
    printResult(context, flags.json, { status: plan.status, ...times, transactionHash: null }, [
      `the membership is active until ${times.graceStartsAt}; nothing was sent. It can be extended from then on, until ${times.expiresAt}`,
    ])
    return
  }
  const { transactions } = plan
  const summary = `extend the membership of member ${report.status.membership?.index}`
  await confirmCost(context, flags, payer, { summary, transactions })
  if (payer.signer === undefined) return printOffline(context, flags, transactions)
  const [transactionHash] = await sendAll(context, payer, transactions)
  const { status } = await readMembershipReport(subject)
  const times = { graceStartsAt: isoTime(status.graceStartsAtSeconds), expiresAt: isoTime(status.expiresAtSeconds) }
  printResult(context, flags.json, { status: 'extended', ...times, transactionHash }, [
    `extended: active until ${times.graceStartsAt}, expires ${times.expiresAt}`,
    `  transaction  ${transactionHash}`,
  ])
}
