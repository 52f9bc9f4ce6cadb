import { toQuantity } from 'ethers'
import { sleep } from '../foundation/index.ts'
import type { ConnectedWallet } from './connected-wallet.ts'
import { MembershipError } from './membership-error.ts'
import type { PlannedTransaction, TransactionStep } from './planned-transaction.ts'
import { explainSendFailure } from './transaction.ts'
import { quantityOf, revertOf } from './wallet-provider.ts'
import { abortedError } from './wallet-requests.ts'

/** How often the chain is asked whether a transaction was mined: blocks come every 2 s on the network's chain. */
const POLLING_INTERVAL_MS = 1000

/** A public chain under load takes a minute; after two the person shall look for themselves. */
export const DEFAULT_MINING_TIMEOUT_MS = 120_000

/** What the person is asked for, or what was sent for them. */
export type WalletStep = TransactionStep | 'sign the permit'

export type WalletProgress =
  /** The person is asked, in the wallet. */
  | { readonly what: 'confirming'; readonly step: WalletStep }
  /** Sent, and not mined. */
  | { readonly what: 'waiting'; readonly step: WalletStep; readonly transactionHash: string }
  | { readonly what: 'done'; readonly step: WalletStep; readonly transactionHash?: string }

export interface WalletSendOptions {
  /** Gives up waiting for the person and for the chain: `wallet_aborted`. What was asked may still happen. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: WalletProgress) => void
}

export interface PlannedSendOptions extends WalletSendOptions {
  /** Awaited before anything else is done: what was sent must be known after a crash. */
  readonly onSent?: (transactionHash: string) => Promise<void>
  /** Whether what the transaction was for has come about, by whichever transaction. */
  readonly isDone?: () => Promise<boolean>
}

/** Sends planned transactions through a wallet, and waits until they are mined. */
export class WalletSender {
  readonly #wallet: ConnectedWallet
  readonly #miningTimeoutMs: number

  constructor({ wallet }: { readonly wallet: ConnectedWallet }, { miningTimeoutMs = DEFAULT_MINING_TIMEOUT_MS } = {}) {
    this.#wallet = wallet
    this.#miningTimeoutMs = miningTimeoutMs
  }

  /**
   * Simulates the transaction, so that nobody is asked to confirm what would be refused, has it confirmed, and waits.
   * @returns its hash; undefined when another transaction brought about what it was for
   * @throws MembershipError `transaction_reverted`, `transaction_not_mined`, `transaction_replaced`,
   * `insufficient_gas_funds`, a `wallet_*` code, or an `rpc_*` code
   */
  async send(planned: PlannedTransaction, options: PlannedSendOptions = {}): Promise<string | undefined> {
    try {
      return await this.#sendAndWait(planned, options)
    } catch (error) {
      if (!isOvertaken(error) || !(await this.#isDone(options))) throw error
      options.onProgress?.({ what: 'done', step: planned.what })
      return undefined
    }
  }

  async #sendAndWait(planned: PlannedTransaction, options: PlannedSendOptions): Promise<string> {
    const { account, requests } = this.#wallet
    const { what: step, to, data, value, chainId } = planned
    await this.#wallet.requireUnchanged()
    await this.simulate(planned)
    options.onProgress?.({ what: 'confirming', step })
    const transaction = { from: account, to, data, value: toQuantity(value), chainId: toQuantity(chainId) }
    const hash = await requests.ask('eth_sendTransaction', [transaction], options.signal).catch((error) => {
      throw isPoor(error)
        ? poorAccount(step, error)
        : explainSendFailure(step, revertOf('call', planned, error) ?? error)
    })
    if (typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/i.test(hash)) {
      const text = `${step}: the wallet gave no transaction hash; look there whether it sent something, and run again`
      throw new MembershipError('wallet_refused', text)
    }
    await options.onSent?.(hash)
    await this.untilMined(step, hash, options)
    return hash
  }

  /** @throws MembershipError `transaction_reverted`, `insufficient_gas_funds`, or an `rpc_*` code */
  async simulate({ what, to, data, value }: PlannedTransaction): Promise<bigint> {
    try {
      return await this.#wallet.chain.estimateGas({ from: this.#wallet.account, to, data, value })
    } catch (error) {
      throw isPoor(error) ? poorAccount(what, error) : explainSendFailure(what, error)
    }
  }

  /**
   * Waits for a transaction that was sent.
   * @throws MembershipError `transaction_reverted`, `transaction_not_mined`, `transaction_replaced`, `wallet_aborted`, or
   * an `rpc_*` code
   */
  async untilMined(step: WalletStep, hash: string, options: PlannedSendOptions = {}): Promise<void> {
    const { clock } = this.#wallet
    options.onProgress?.({ what: 'waiting', step, transactionHash: hash })
    const deadlineMs = clock.monotonicMs() + this.#miningTimeoutMs
    let nonce: bigint | undefined
    for (;;) {
      const status = await this.#statusOf(hash)
      if (status === '0x1' || (status === undefined && (await this.#isDone(options)))) break
      if (status !== undefined) {
        throw new MembershipError('transaction_reverted', `${step}: the contract refused transaction ${hash}`)
      }
      nonce = (await this.#nonceOf(hash)) ?? nonce
      if (nonce !== undefined && (await this.#isSpent(nonce)) && (await this.#statusOf(hash)) === undefined) {
        const text = `${step}: another transaction took the place of ${hash}; look in the wallet, and run again`
        throw new MembershipError('transaction_replaced', text)
      }
      if (clock.monotonicMs() >= deadlineMs) throw this.#notMined(step, hash)
      await this.#pause(step, hash, options.signal)
    }
    options.onProgress?.({ what: 'done', step, transactionHash: hash })
  }

  /** @throws MembershipError `wallet_changed` where another chain's lack of the contract would be told; else as `isDone` */
  async #isDone({ isDone }: PlannedSendOptions): Promise<boolean> {
    try {
      return (await isDone?.()) ?? false
    } catch (error) {
      await this.#wallet.requireUnchanged()
      throw error
    }
  }

  /** Whether the chain behind the wallet has heard of a transaction. @throws MembershipError an `rpc_*` code */
  async isKnown(hash: string): Promise<boolean> {
    return (await this.#statusOf(hash)) !== undefined || (await this.#nonceOf(hash)) !== undefined
  }

  async #pause(step: WalletStep, hash: string, signal: AbortSignal | undefined): Promise<void> {
    try {
      await sleep(this.#wallet.clock, POLLING_INTERVAL_MS, signal)
    } catch {
      throw abortedError(signal!, `${step}: waiting for transaction ${hash}`)
    }
  }

  /** Undefined while it is not mined. */
  async #statusOf(hash: string): Promise<string | undefined> {
    const receipt = await this.#wallet.requests.request('eth_getTransactionReceipt', [hash])
    return receipt === null ? undefined : String((receipt as Record<string, unknown>).status)
  }

  async #nonceOf(hash: string): Promise<bigint | undefined> {
    const method = 'eth_getTransactionByHash'
    const found = await this.#wallet.requests.request(method, [hash])
    return found === null ? undefined : quantityOf(method, (found as Record<string, unknown>).nonce)
  }

  async #isSpent(nonce: bigint): Promise<boolean> {
    const method = 'eth_getTransactionCount'
    return quantityOf(method, await this.#wallet.requests.request(method, [this.#wallet.account, 'latest'])) > nonce
  }

  #notMined(step: WalletStep, hash: string): MembershipError {
    const text = `${step}: transaction ${hash} is not mined after ${this.#miningTimeoutMs} ms; it may still be: run again`
    return new MembershipError('transaction_not_mined', text)
  }
}

/** Whether something else may have come about instead of what was waited for. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof MembershipError && ['transaction_replaced', 'transaction_reverted'].includes(error.code)
}

/** Wallets and nodes word it differently. */
function isPoor(error: unknown): boolean {
  if (!(error instanceof MembershipError) || !['wallet_refused', 'rpc_refused'].includes(error.code)) return false
  return /insufficient funds|enough funds/i.test(String((error.cause as { message?: unknown })?.message))
}

function poorAccount(step: WalletStep, cause: unknown): MembershipError {
  const text = `${step}: the account cannot pay for gas; send some of the chain's currency to it`
  return new MembershipError('insufficient_gas_funds', text, { cause })
}
