import { isCallException, isError, type Signer, type TransactionReceipt, type TransactionResponse } from 'ethers'
import { membershipInterface } from './contract.ts'
import { MembershipError } from './membership-error.ts'

/** A public chain under load takes a minute; after two the sender shall look for itself. */
const defaultMiningTimeoutMs = 120_000

/** What a revert said: the name of a custom error, or the text of a `require`. Undefined when it is no revert. */
export function revertReasonOf(error: unknown): string | undefined {
  if (!isCallException(error)) return undefined
  const data = error.data
  const parsed = typeof data === 'string' && data.length >= 10 ? membershipInterface.parseError(data) : null
  if (error.revert != null) return error.revert.name === 'Error' ? String(error.revert.args[0]) : error.revert.name
  return parsed?.name ?? error.reason ?? 'without a reason'
}

/**
 * Sends a transaction and waits until it is mined.
 * @throws MembershipError `insufficient_gas_funds`, `transaction_reverted`, `transaction_not_mined`, or an `rpc_*` code.
 */
export async function sendAndWait(
  what: string,
  send: () => Promise<TransactionResponse>,
  options: { readonly timeoutMs?: number; readonly onSent?: (transactionHash: string) => Promise<void> | void } = {},
): Promise<TransactionReceipt> {
  let transaction: TransactionResponse
  try {
    transaction = await send()
  } catch (error) {
    throw explainSendFailure(what, error)
  }
  await options.onSent?.(transaction.hash)
  return untilMined(what, transaction, options.timeoutMs)
}

async function untilMined(
  what: string,
  transaction: TransactionResponse,
  timeoutMs = defaultMiningTimeoutMs,
): Promise<TransactionReceipt> {
  let receipt: TransactionReceipt | null
  try {
    receipt = await transaction.wait(1, timeoutMs)
  } catch (error) {
    if (!isError(error, 'TIMEOUT')) throw explainSendFailure(what, error)
    receipt = null
  }
  if (receipt === null) {
    const text = `${what}: transaction ${transaction.hash} is not mined after ${timeoutMs} ms; it may still be: look, then run again`
    throw new MembershipError('transaction_not_mined', text)
  }
  return receipt
}

/**
 * Waits for a transaction that an earlier run sent, if the chain knows it. That it failed is no error: what it was for is
 * looked up afterwards.
 * @throws MembershipError `transaction_not_mined`, or an `rpc_*` code
 */
export async function settleTransaction(signer: Signer, transactionHash: string): Promise<void> {
  const transaction = await signer.provider!.getTransaction(transactionHash)
  if (transaction === null) return
  await untilMined('an earlier transaction', transaction).catch((error) => {
    const isOvertaken = error instanceof MembershipError && error.code === 'transaction_reverted'
    if (!isOvertaken && !isError(error, 'TRANSACTION_REPLACED')) throw error
  })
}

export function explainSendFailure(what: string, error: unknown): unknown {
  if (error instanceof MembershipError) return error
  if (isError(error, 'INSUFFICIENT_FUNDS') || isPoorAccountMessage(error)) {
    const text = `${what}: the account cannot pay for gas; send some of the chain's currency to it`
    return new MembershipError('insufficient_gas_funds', text, { cause: error })
  }
  const reason = revertReasonOf(error)
  if (reason === undefined) return error
  return new MembershipError('transaction_reverted', `${what}: the contract refuses (${reason})`, { cause: error })
}

/** Nodes word it differently, and ethers knows only some of the wordings (not Hardhat's). */
function isPoorAccountMessage(error: unknown): boolean {
  return error instanceof Error && /doesn't have enough funds|insufficient funds/i.test(error.message)
}
