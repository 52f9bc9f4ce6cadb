import type { Command } from 'commander'
import { formatTokens, type MembershipReport, readMembershipReport } from '../../membership/server.ts'
import { accountAddress, addChainFlags } from '../chain-flags.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { isoTime, nextSteps } from './membership-next-steps.ts'
import {
  addSubjectFlags,
  idCommitmentHex,
  type MembershipSubject,
  membershipSubjectOf,
  type SubjectFlags,
} from './membership-subject.ts'

interface StatusFlags extends SubjectFlags {
  readonly account?: string
  readonly json?: boolean
}

export function addMembershipStatusCommand(membership: Command, context: CliContext): void {
  addSubjectFlags(addChainFlags(membership.command('status')))
    .description('Tell where a membership is in its life, and what its owner can do next')
    .option(
      '--account <address>',
      'whose withdrawable tokens to show, when the contract names no holder',
      accountAddress,
    )
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode membership status --rln-relay-cred-path alice.json --rln-relay-cred-password-file alice.password',
    )
    .action((flags: StatusFlags) => status(flags, context))
}

async function status(flags: StatusFlags, context: CliContext): Promise<void> {
  const subject = await membershipSubjectOf(flags, context)
  const report = await readMembershipReport({ ...subject, ...(flags.account && { account: flags.account }) })
  printResult(context, flags.json, toJson(subject, report), toLines(subject, report))
}

/** Amounts in the token's smallest unit as decimal strings, times in ISO 8601; null is unknown or does not apply. */
function toJson(subject: MembershipSubject, report: MembershipReport) {
  const { membership, deposit, state, ...times } = report.status
  return {
    state,
    idCommitment: idCommitmentHex(subject.idCommitment),
    contract: subject.contractAddress,
    chainId: subject.chainId,
    index: membership?.index ?? null,
    rateLimit: membership?.rateLimit ?? null,
    holder: report.holder ?? null,
    blockTime: isoTime(times.blockTimeSeconds),
    graceStartsAt: isoTime(times.graceStartsAtSeconds) ?? null,
    expiresAt: isoTime(times.expiresAtSeconds) ?? null,
    token: report.token,
    deposit: membership?.depositAmount ?? deposit?.amount ?? null,
    depositReleasableAt: isoTime(deposit?.releaseTimeSeconds) ?? null,
    withdrawable: report.withdrawable ?? null,
    next: nextSteps(report),
  }
}

function toLines(subject: MembershipSubject, report: MembershipReport): string[] {
  const { token, withdrawable, holder } = report
  const { state, membership, deposit, graceStartsAtSeconds, expiresAtSeconds } = report.status
  const amount = membership?.depositAmount ?? deposit?.amount
  return [
    membership
      ? `member ${membership.index}, ${membership.rateLimit} messages an epoch: ${state}`
      : `no live membership: ${state}`,
    line('identity', idCommitmentHex(subject.idCommitment)),
    line('contract', `${subject.contractAddress} on chain ${subject.chainId}`),
    ...(holder === undefined ? [] : [line('holder', holder)]),
    ...(graceStartsAtSeconds === undefined ? [] : [line('grace', `from ${isoTime(graceStartsAtSeconds)}`)]),
    ...(expiresAtSeconds === undefined ? [] : [line('expires', `${isoTime(expiresAtSeconds)}`)]),
    ...(amount === undefined ? [] : [line('deposit', formatTokens(amount, token))]),
    ...(withdrawable === undefined
      ? []
      : [line('withdrawable', `${formatTokens(withdrawable.amount, token)} by ${withdrawable.account}`)]),
    ...nextSteps(report).map(({ explanation }, position) => line(position === 0 ? 'next' : '', explanation)),
  ]
}

function line(name: string, value: string): string {
  return `  ${name.padEnd(13)} ${value}`
}
