import { membershipInterface } from './contract.ts'
import { MembershipError } from './membership-error.ts'
import type { MembershipReport } from './membership-report.ts'
import type { PlannedTransaction, TransactionStep } from './planned-transaction.ts'

/** Whose membership, where. */
export interface MembershipPlace {
  readonly contractAddress: string
  readonly chainId: number
  readonly idCommitment: bigint
}

/** Transactions in the order they must be sent, or why there is nothing to send. */
export type LifecyclePlan<Done extends string> =
  | { readonly status: 'to_send'; readonly transactions: readonly PlannedTransaction[] }
  | { readonly status: Done }

/** For one membership in a tree of 100 000 leaves: docs/gas.md, rounded up. */
const EXTENSION_GAS = 45_000n
const ERASURE_GAS = 860_000n
const LEAF_CLEARING_GAS = 790_000n
const RELEASE_GAS = 60_000n
const WITHDRAWAL_GAS = 55_000n

/**
 * Extending a membership in its grace period. Costs nothing but gas.
 * @param account who would send it
 * @throws MembershipError `membership_expired`, `not_a_member`, `identity_slashed`, `not_the_holder`
 */
export function planExtension(
  { status, holder }: MembershipReport,
  place: MembershipPlace,
  account: string | undefined,
): LifecyclePlan<'already_active'> {
  switch (status.state) {
    case 'active':
      return { status: 'already_active' }
    case 'grace':
      requireHolder(holder, account, 'extend')
      return toSend(
        transaction(place, 'extend the membership', EXTENSION_GAS, 'extendMemberships', [[place.idCommitment]]),
      )
    case 'expired': {
      const since = isoTime(status.expiresAtSeconds!)
      const text = `the membership expired at ${since} and cannot be extended; erase it and register anew`
      throw new MembershipError('membership_expired', text)
    }
    case 'slashed':
      throw new MembershipError('identity_slashed', 'this identity was slashed; make a new one')
    case 'erased':
    case 'unknown':
      throw new MembershipError('not_a_member', 'there is no live membership of this identity; register')
  }
}

/**
 * Erasing a membership and its leaf: by its holder in the grace period, by anybody once it expired.
 * @throws MembershipError `membership_active`, `not_the_holder`
 */
export function planErasure(
  { status, holder }: MembershipReport,
  place: MembershipPlace,
  account: string | undefined,
): LifecyclePlan<'already_erased' | 'already_slashed' | 'no_membership'> {
  switch (status.state) {
    case 'erased':
      return { status: 'already_erased' }
    case 'slashed':
      return { status: 'already_slashed' }
    case 'unknown':
      return { status: 'no_membership' }
    case 'active': {
      const from = isoTime(status.graceStartsAtSeconds!)
      throw new MembershipError(
        'membership_active',
        `an active membership cannot be erased; its holder can from ${from} on`,
      )
    }
    case 'grace':
      requireHolder(holder, account, 'erase')
      break
    case 'expired':
  }
  // The original WakuRlnV2 would keep the leaf without the `true`.
  const method = 'eraseMemberships(uint256[],bool)'
  return toSend(transaction(place, 'erase the membership', ERASURE_GAS, method, [[place.idCommitment], true]))
}

export interface WithdrawalRequest {
  readonly contractAddress: string
  readonly chainId: number
  readonly account: string
  readonly token: string
  /** Of the account in this token. */
  readonly withdrawable: bigint
  /** An erased membership whose deposit shall come along, if it may. */
  readonly erased?: {
    readonly report: MembershipReport
    readonly idCommitment: bigint
    /** Needed to clear a leaf that a lazy erasure left. */
    readonly treeIndex?: number
  }
}

/**
 * Taking out what belongs to an account: releases the deposit of its erased membership first, when its time has come.
 * @throws MembershipError `not_the_holder`
 */
export function planWithdrawal(request: WithdrawalRequest): LifecyclePlan<'nothing_to_withdraw'> {
  const release = planRelease(request)
  const isMore = release.amount + request.withdrawable > 0n
  const withdrawal = isMore ? [transaction(request, 'withdraw', WITHDRAWAL_GAS, 'withdraw', [request.token])] : []
  const transactions = [...release.transactions, ...withdrawal]
  return transactions.length === 0 ? { status: 'nothing_to_withdraw' } : { status: 'to_send', transactions }
}

function planRelease(request: WithdrawalRequest): { amount: bigint; transactions: PlannedTransaction[] } {
  const nothing = { amount: 0n, transactions: [] }
  if (request.erased === undefined) return nothing
  const { report, idCommitment, treeIndex } = request.erased
  const { state, deposit, blockTimeSeconds } = report.status
  if (state !== 'erased' || deposit === undefined) return nothing
  requireHolder(report.holder, request.account, 'withdraw the deposit of')
  if (deposit.releaseTimeSeconds === undefined) {
    if (treeIndex === undefined) return nothing
    return {
      amount: 0n,
      transactions: [transaction(request, 'clear the leaf', LEAF_CLEARING_GAS, 'clearLeaf', [treeIndex])],
    }
  }
  if (deposit.releaseTimeSeconds > blockTimeSeconds) return nothing
  const release = transaction(request, 'release the deposit', RELEASE_GAS, 'releaseDeposits', [[idCommitment]])
  return { amount: deposit.amount, transactions: [release] }
}

function transaction(
  { contractAddress, chainId }: { readonly contractAddress: string; readonly chainId: number },
  what: TransactionStep,
  typicalGas: bigint,
  method: string,
  args: readonly unknown[],
): PlannedTransaction {
  const data = membershipInterface.encodeFunctionData(method, args)
  return { what, to: contractAddress, data, value: 0n, chainId, typicalGas }
}

function toSend(...transactions: PlannedTransaction[]): { status: 'to_send'; transactions: PlannedTransaction[] } {
  return { status: 'to_send', transactions }
}

function requireHolder(holder: string | undefined, account: string | undefined, action: string): void {
  if (account === undefined || account.toLowerCase() === holder?.toLowerCase()) return
  const text = `only the holder ${holder} can ${action} this membership, and the account is ${account}; use that account`
  throw new MembershipError('not_the_holder', text)
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
