import { getAddress, isAddress } from 'ethers'
import { type Random, systemRandom } from '../foundation/index.ts'
import { createIdentity, type Identity } from '../rln/index.ts'
import { checkedMembershipContract, noContractCode, notAMembershipContract } from './checked-contract.ts'
import type { ConnectedWallet } from './connected-wallet.ts'
import { PERMIT_GAS, readPermitDomain, takesPermits } from './deposit-permit.ts'
import { type Enrolment, enrol } from './enrolment.ts'
import {
  type LifecyclePlan,
  type MembershipPlace,
  planErasure,
  planExtension,
  planWithdrawal,
} from './lifecycle-plans.ts'
import { type MembershipReport, readWithdrawable, reportMembership } from './membership-report.ts'
import { type GasQuote, type PlannedTransaction, quoteGas } from './planned-transaction.ts'
import { quoteFor } from './registration.ts'
import { plannedRegistration } from './registration-plan.ts'
import type { StoredKeystore } from './stored-keystore.ts'
import { readTokenInfo, type TokenInfo } from './token-info.ts'
import { type DepositPayment, WalletRegistrar, type WalletRegistrarOptions } from './wallet-registrar.ts'
import { WalletSender, type WalletSendOptions, type WalletStep } from './wallet-sender.ts'

/** Messages an epoch. */
export interface MembershipLimits {
  readonly minRateLimit: number
  readonly maxRateLimit: number
  /** What is left of the sum of all rate limits. */
  readonly freeRateLimit: number
  readonly totalRateLimit: number
}

/** What a membership costs, in the token's smallest units, and what the account has. */
export interface MembershipPrice {
  readonly token: TokenInfo
  /** Given back after the membership. */
  readonly deposit: bigint
  readonly allowance: bigint
  readonly balance: bigint
  /** How the deposit would be allowed; `allowed`: it is. */
  readonly payment: DepositPayment | 'allowed'
  /** What would be confirmed in the wallet, in order. */
  readonly steps: readonly WalletStep[]
  /** The first step is simulated where it can be; the rest is reckoned high. */
  readonly gas: GasQuote
}

export interface WalletEnrolmentRequest extends Omit<WalletRegistrarOptions, 'contractAddress'> {
  /** Where the identity is kept, before anything of it leaves the page. */
  readonly keystore: StoredKeystore
  readonly password: string
  /** Default: drawn at random. */
  readonly identity?: Identity
}

export interface WalletOutcome {
  /** `nothing_to_do`: it was so already; nothing was sent. */
  readonly status: 'done' | 'nothing_to_do'
  readonly transactionHashes: readonly string[]
}

export interface WithdrawalOutcome extends WalletOutcome {
  readonly token: TokenInfo
  /** What the account got, in the token's smallest units. */
  readonly amount: bigint
}

/** The memberships of a contract, through a wallet: what they cost, how they stand, and everything their holder can do. */
export class WalletMembership {
  readonly #wallet: ConnectedWallet
  readonly #random: Random
  readonly #sender: WalletSender
  readonly #contractAddress: string

  /** @throws MembershipError `no_contract_code` for what is no address */
  constructor(
    { wallet, random = systemRandom }: { readonly wallet: ConnectedWallet; readonly random?: Random },
    { contractAddress, miningTimeoutMs }: { readonly contractAddress: string; readonly miningTimeoutMs?: number },
  ) {
    if (!isAddress(contractAddress)) throw noContractCode(contractAddress, wallet.chainId)
    this.#wallet = wallet
    this.#random = random
    this.#contractAddress = getAddress(contractAddress)
    this.#sender = new WalletSender({ wallet }, miningTimeoutMs === undefined ? {} : { miningTimeoutMs })
  }

  /** @throws MembershipError `wrong_chain_id`, `no_contract_code`, `not_a_membership_contract`, or an `rpc_*` code */
  async limits(): Promise<MembershipLimits> {
    const contract = await this.#contract()
    const [minimum, maximum, used, total] = await Promise.all([
      contract.minMembershipRateLimit(),
      contract.maxMembershipRateLimit(),
      contract.currentTotalRateLimit(),
      contract.maxTotalRateLimit(),
    ]).catch((error) => {
      throw notAMembershipContract(error, this.#contractAddress)
    })
    return {
      minRateLimit: Number(minimum),
      maxRateLimit: Number(maximum),
      freeRateLimit: Number(total - used),
      totalRateLimit: Number(total),
    }
  }

  /**
   * What registering with `rateLimit` takes. A balance that is too small is told, not thrown.
   * @throws MembershipError as `limits`
   */
  async price(rateLimit: number, options: { readonly mintTestTokens?: boolean } = {}): Promise<MembershipPrice> {
    const { chain, account, chainId } = this.#wallet
    const contract = await this.#contract()
    const quote = await quoteFor(contract, account, rateLimit)
    // Whose commitment it is does not matter for the price, and ours is not shown before it is kept.
    const { commitment: idCommitment } = createIdentity(this.#random)
    const transactions = plannedRegistration(quote, {
      ...{ account, contractAddress: this.#contractAddress, chainId, idCommitment, rateLimit },
      mintTestTokens: options.mintTestTokens ?? false,
    })
    const needsAllowance = transactions.some(({ what }) => what === 'approve the deposit')
    const payment = needsAllowance ? await this.#payment(quote.token) : 'allowed'
    const steps = transactions.map(({ what }): WalletStep => {
      return what === 'approve the deposit' && payment === 'permit' ? 'sign the permit' : what
    })
    const isPaid = quote.balance >= quote.deposit || transactions[0]!.what === 'mint test tokens'
    return {
      token: await readTokenInfo(chain, quote.token),
      ...{ deposit: quote.deposit, allowance: quote.allowance, balance: quote.balance, payment, steps },
      gas: await this.#gasOf(transactions, payment, isPaid),
    }
  }

  /** How a membership, or its deposit, stands. @throws MembershipError as `limits` */
  status(idCommitment: bigint): Promise<MembershipReport> {
    const { chain: provider, requests: endpoint, account } = this.#wallet
    return reportMembership({ provider, endpoint }, { ...this.#place(idCommitment), account })
  }

  /**
   * Makes an identity, keeps it, registers it and keeps its membership, as `enrol` does; whatever interrupts it, the same
   * again goes on where it stopped.
   * @throws MembershipError `price_above_limit`, `permit_unsupported`, for the keystore, and as `registerMembership`; a
   * `wallet_*` code; what the keystore's store throws
   */
  enrol({ keystore, password, identity, ...request }: WalletEnrolmentRequest): Promise<Enrolment> {
    const wallet = this.#wallet
    const contractAddress = this.#contractAddress
    const registrar = new WalletRegistrar({ wallet, sender: this.#sender }, { ...request, contractAddress })
    const place = keystore.enrolment(password, { chainId: BigInt(wallet.chainId), address: contractAddress })
    const { rateLimit } = request
    return enrol({ place, registrar, random: this.#random }, { rateLimit, ...(identity && { identity }) })
  }

  /** Prolongs a membership in its grace period. @throws MembershipError as `planExtension` and when sending */
  async extend(idCommitment: bigint, options: WalletSendOptions = {}): Promise<WalletOutcome> {
    const report = await this.status(idCommitment)
    return this.#carryOut(planExtension(report, this.#place(idCommitment), this.#wallet.account), options)
  }

  /** Ends a membership, and starts the release of its deposit. @throws MembershipError as `planErasure` and when sending */
  async erase(idCommitment: bigint, options: WalletSendOptions = {}): Promise<WalletOutcome> {
    const report = await this.status(idCommitment)
    return this.#carryOut(planErasure(report, this.#place(idCommitment), this.#wallet.account), options)
  }

  /**
   * Pays out what the account can withdraw; with an `idCommitment` also the deposit of that erased membership, if its time
   * has come. `treeIndex` clears the leaf that a lazy erasure left.
   * @throws MembershipError `not_the_holder`, and when sending
   */
  async withdraw(
    options: WalletSendOptions & { readonly idCommitment?: bigint; readonly treeIndex?: number } = {},
  ): Promise<WithdrawalOutcome> {
    const { idCommitment, treeIndex, ...sendOptions } = options
    const { chain: provider, account, chainId } = this.#wallet
    const contractAddress = this.#contractAddress
    const report = idCommitment === undefined ? undefined : await this.status(idCommitment)
    const { token, amount: withdrawable } = await readWithdrawable({
      ...{ provider, contractAddress, account },
      ...(report && { token: report.token.address }),
    })
    const plan = planWithdrawal({
      ...{ contractAddress, chainId, account, token: token.address, withdrawable },
      ...(report && { erased: { report, idCommitment: idCommitment!, ...(treeIndex !== undefined && { treeIndex }) } }),
    })
    const outcome = await this.#carryOut(plan, sendOptions)
    const steps = plan.status === 'to_send' ? plan.transactions.map(({ what }) => what) : []
    const released = steps.includes('release the deposit') ? (report?.status.deposit?.amount ?? 0n) : 0n
    return { ...outcome, token, amount: steps.includes('withdraw') ? withdrawable + released : 0n }
  }

  async #carryOut(plan: LifecyclePlan<string>, options: WalletSendOptions): Promise<WalletOutcome> {
    if (!isToSend(plan)) return { status: 'nothing_to_do', transactionHashes: [] }
    const transactionHashes: string[] = []
    for (const transaction of plan.transactions) {
      const hash = await this.#sender.send(transaction, options)
      if (hash !== undefined) transactionHashes.push(hash)
    }
    return { status: 'done', transactionHashes }
  }

  #contract(): ReturnType<typeof checkedMembershipContract> {
    return checkedMembershipContract(this.#wallet.chain, this.#contractAddress, this.#wallet.chainId)
  }

  #place(idCommitment: bigint): MembershipPlace {
    return { contractAddress: this.#contractAddress, chainId: this.#wallet.chainId, idCommitment }
  }

  async #payment(token: string): Promise<DepositPayment> {
    const { chain, chainId, account } = this.#wallet
    if (!(await takesPermits(await this.#contract(), account))) return 'approve'
    return (await readPermitDomain(chain, chainId, token, account)) === undefined ? 'approve' : 'permit'
  }

  /** Only the first transaction can be simulated, and that only where it needs no signature and the tokens are there. */
  #gasOf(
    transactions: readonly PlannedTransaction[],
    payment: MembershipPrice['payment'],
    isPaid: boolean,
  ): Promise<GasQuote> {
    const sent = transactions.flatMap((transaction) => {
      if (payment !== 'permit') return [transaction]
      if (transaction.what === 'approve the deposit') return []
      return [
        { ...transaction, typicalGas: transaction.typicalGas + (transaction.what === 'register' ? PERMIT_GAS : 0n) },
      ]
    })
    const canSimulate = isPaid && !(payment === 'permit' && sent[0]!.what === 'register')
    return quoteGas(this.#wallet.chain, canSimulate ? this.#wallet.account : undefined, sent)
  }
}

type ToSend = Extract<LifecyclePlan<'already_active'>, { status: 'to_send' }>

function isToSend(plan: LifecyclePlan<string>): plan is ToSend {
  return plan.status === 'to_send'
}
