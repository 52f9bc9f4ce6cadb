import { RoomError } from '../foundation/index.ts'
import { keystoreErrorCodes } from './keystore-error.ts'

export const membershipErrorCodes = [
  ...keystoreErrorCodes,
  /** An RPC URL is not an http or https URL. */
  'rpc_url_invalid',
  /** No connection to the RPC endpoint. */
  'rpc_unreachable',
  /** The RPC endpoint did not answer in time. */
  'rpc_timeout',
  /** The RPC endpoint answered 429. */
  'rpc_rate_limited',
  /** The RPC endpoint answered with another HTTP error. */
  'rpc_http_error',
  /** The RPC endpoint's answer is not JSON-RPC, is too large, or has not the shape it must have. */
  'rpc_malformed_reply',
  /** The RPC endpoint answered with a JSON-RPC error; `cause` carries it. */
  'rpc_refused',
  /** Answers of one RPC endpoint contradict each other. */
  'rpc_inconsistent',
  /** Two RPC endpoints disagree on a block hash or on the contract's root at the same block. */
  'rpc_disagreement',
  /** The RPC endpoint serves another chain than the configured one. */
  'wrong_chain_id',
  /** There is no contract at the configured address. */
  'no_contract_code',
  /** The contract at the configured address does not answer like a membership contract. */
  'not_a_membership_contract',
  /** The identity commitment is not in the field, or zero. */
  'id_commitment_invalid',
  /** The rate limit is outside what the contract accepts. */
  'rate_limit_out_of_range',
  /** The contract's total rate limit, or its set, is exhausted. */
  'membership_set_full',
  /** The identity was slashed and can never register again. */
  'identity_slashed',
  /** An erased membership of this identity still holds its deposit in release. */
  'deposit_in_release',
  /** The account has not enough of the chain's currency to pay for gas. */
  'insufficient_gas_funds',
  /** The account has not enough tokens for the deposit. */
  'insufficient_tokens',
  /** The identity has no live membership. */
  'not_a_member',
  /** Only the account that registered the membership may do this. */
  'not_the_holder',
  /** The membership is in its active period, in which it can be neither extended nor erased. */
  'membership_active',
  /** The membership expired and cannot be extended any more. */
  'membership_expired',
  /** There is neither a live membership nor a deposit in release to slash. */
  'nothing_to_slash',
  /** The contract is an original WakuRlnV2, which knows no slashing. */
  'slashing_unsupported',
  /** The contract refuses the transaction. */
  'transaction_reverted',
  /** The transaction was sent but not mined in time. */
  'transaction_not_mined',
  /** Another transaction of the account took this one's place. */
  'transaction_replaced',
  /** The private key is not 32 bytes in hexadecimal. */
  'private_key_invalid',
  /** The RPC endpoint keeps no account, or not this one, unlocked: it cannot sign. */
  'account_not_unlocked',
  /** The page has no wallet. */
  'wallet_missing',
  /** The person rejected the request in the wallet. */
  'wallet_rejected',
  /** The wallet is locked, or does not allow this page the account. */
  'wallet_unauthorized',
  /** The wallet gives the page no account. */
  'wallet_no_account',
  /** The wallet is on another chain and did not switch, or does not know the chain. */
  'wallet_wrong_chain',
  /** The wallet's account or chain is another one than when it was connected. */
  'wallet_changed',
  /** The wallet has no connection to the chain. */
  'wallet_disconnected',
  /** Another request is open in the wallet. */
  'wallet_request_pending',
  /** The wallet does not know what was asked of it. */
  'wallet_unsupported',
  /** The wallet failed in another way; `cause` carries what it said. */
  'wallet_refused',
  /** The page gave up waiting for the person or for the chain. What was asked may still happen: run again. */
  'wallet_aborted',
  /** The deposit is higher than the most it may be. */
  'price_above_limit',
  /** The contract or its token takes no permits, or the wallet's signature is none that the token can check. */
  'permit_unsupported',
  /** The deployments file cannot be read as one. */
  'deployment_file_invalid',
] as const

export type MembershipErrorCode = (typeof membershipErrorCodes)[number]

/** What goes wrong in the membership room. The message never holds more of an RPC URL than its origin. */
export class MembershipError extends RoomError<MembershipErrorCode> {}
