import { checkedMembershipContract } from './checked-contract.ts'
import type { ConnectedWallet } from './connected-wallet.ts'
import { type MembershipContract, tokenAt } from './contract.ts'
import {
  type DepositPermit,
  type PermitSignature,
  permitSignatureOf,
  plannedWithPermit,
  readPermitDomain,
  takesPermits,
  typedDataOf,
} from './deposit-permit.ts'
import type { Registrar } from './enrolment.ts'
import { MembershipError } from './membership-error.ts'
import type { PlannedTransaction } from './planned-transaction.ts'
import { existingMembership, type RegistrationOutcome } from './registration.ts'
import { planRegistration, type RegistrationPlan } from './registration-plan.ts'
import { isOvertaken, type WalletSender, type WalletSendOptions } from './wallet-sender.ts'

/** How long a permit can be used: the person may be asked twice, and then the chain may be slow. */
const PERMIT_LIFETIME_SECONDS = 3600n

/** How the contract is allowed to take the deposit: by a signature, or by a transaction. */
export type DepositPayment = 'permit' | 'approve'

export interface WalletRegistrarOptions extends WalletSendOptions {
  readonly contractAddress: string
  readonly rateLimit: number
  readonly payment?: DepositPayment
  readonly maxDeposit?: bigint
  readonly idCommitmentsToErase?: readonly bigint[]
  readonly mintTestTokens?: boolean
}

type ToRegister = Extract<RegistrationPlan, { status: 'to_register' }>

type OnSent = (transactionHash: string) => Promise<void>

/** Registers through a wallet: mints test tokens if asked to, allows the deposit, registers, and waits each time. */
export class WalletRegistrar implements Registrar {
  readonly #wallet: ConnectedWallet
  readonly #sender: WalletSender
  readonly #options: WalletRegistrarOptions

  constructor(
    { wallet, sender }: { readonly wallet: ConnectedWallet; readonly sender: WalletSender },
    options: WalletRegistrarOptions,
  ) {
    this.#wallet = wallet
    this.#sender = sender
    this.#options = options
  }

  async settle(transactionHash: string): Promise<void> {
    if (!(await this.#sender.isKnown(transactionHash))) return
    await this.#sender.untilMined('register', transactionHash, this.#options).catch((error) => {
      // What came of it is looked up next.
      if (!isOvertaken(error)) throw error
    })
  }

  async register(idCommitment: bigint, onSent: OnSent): Promise<RegistrationOutcome> {
    await this.#wallet.requireUnchanged()
    const plan = await this.#plan(idCommitment)
    if (plan.status === 'already_member') return plan
    const { maxDeposit } = this.#options
    if (maxDeposit !== undefined && plan.deposit > maxDeposit) {
      const text = `the deposit is ${plan.deposit} now, and may be ${maxDeposit} at most (smallest units); look at the price again`
      throw new MembershipError('price_above_limit', text)
    }
    const contract = await this.#contract()
    const transactionHash = await this.#carryOut(contract, plan, idCommitment, onSent)
    const registered = await existingMembership(contract, idCommitment)
    if (registered !== undefined)
      return { status: 'registered', ...registered, ...(transactionHash !== undefined && { transactionHash }) }
    // Only a chain that dropped the block again gets here.
    throw new MembershipError(
      'transaction_not_mined',
      `register: ${transactionHash ?? 'it'} was dropped by the chain; run again`,
    )
  }

  #plan(idCommitment: bigint): Promise<RegistrationPlan> {
    const { contractAddress, rateLimit, idCommitmentsToErase, mintTestTokens } = this.#options
    const { chain: provider, account, chainId } = this.#wallet
    return planRegistration({
      ...{ provider, account, contractAddress, chainId, idCommitment, rateLimit },
      ...(idCommitmentsToErase && { idCommitmentsToErase }),
      ...(mintTestTokens !== undefined && { mintTestTokens }),
    })
  }

  #contract(): Promise<MembershipContract> {
    return checkedMembershipContract(this.#wallet.chain, this.#options.contractAddress, this.#wallet.chainId)
  }

  /** @returns the hash of the registration, where it is known */
  async #carryOut(
    contract: MembershipContract,
    { transactions, token, deposit }: ToRegister,
    idCommitment: bigint,
    onSent: OnSent,
  ): Promise<string | undefined> {
    const registration = transactions.at(-1)!
    const options = { ...this.#options, onSent }
    const isAllowed = async (): Promise<boolean> => {
      const { account, chain } = this.#wallet
      return (await tokenAt(token.address, chain).allowance(account, this.#options.contractAddress)) >= deposit
    }
    const isMember = async (): Promise<boolean> => (await existingMembership(contract, idCommitment)) !== undefined
    for (const transaction of transactions.slice(0, -1)) {
      if (transaction.what === 'approve the deposit') {
        const permitted = await this.#withPermit(contract, token.address, deposit, registration)
        if (permitted !== undefined) return this.#sender.send(permitted, { ...options, isDone: isMember })
        await this.#sender.send(transaction, { ...options, isDone: isAllowed })
      } else await this.#sender.send(transaction, options)
    }
    return this.#sender.send(registration, { ...options, isDone: isMember })
  }

  /** The registration with a permit; undefined when it takes an approval. */
  async #withPermit(
    contract: MembershipContract,
    token: string,
    deposit: bigint,
    registration: PlannedTransaction,
  ): Promise<PlannedTransaction | undefined> {
    const { payment } = this.#options
    if (payment === 'approve') return undefined
    const permit = await this.#sign(contract, token, deposit)
    const planned = permit && plannedWithPermit(registration, permit, permit)
    if (planned !== undefined && (await this.#isTaken(planned))) return planned
    if (payment !== 'permit') return undefined
    const text = 'the contract, its token or the wallet does not do permits; register with payment `approve`'
    throw new MembershipError('permit_unsupported', text)
  }

  async #sign(
    contract: MembershipContract,
    token: string,
    value: bigint,
  ): Promise<(DepositPermit & PermitSignature) | undefined> {
    const { account: owner, chain, chainId, requests } = this.#wallet
    if (!(await takesPermits(contract, owner))) return undefined
    const domain = await readPermitDomain(chain, chainId, token, owner)
    if (domain === undefined) return undefined
    const deadline = (await this.#chainTimeSeconds()) + PERMIT_LIFETIME_SECONDS
    const permit = { owner, spender: this.#options.contractAddress, value, nonce: domain.nonce, deadline }
    const { signal, onProgress } = this.#options
    onProgress?.({ what: 'confirming', step: 'sign the permit' })
    let reply: unknown
    try {
      reply = await requests.ask('eth_signTypedData_v4', [owner, typedDataOf(domain, permit)], signal)
    } catch (error) {
      if (error instanceof MembershipError && error.code === 'wallet_unsupported') return undefined
      throw error
    }
    onProgress?.({ what: 'done', step: 'sign the permit' })
    const signature = permitSignatureOf(reply)
    return signature && { ...permit, ...signature }
  }

  /** Whether the chain would take it: a wallet may sign in ways that the token does not know. */
  async #isTaken(planned: PlannedTransaction): Promise<boolean> {
    try {
      await this.#sender.simulate(planned)
      return true
    } catch (error) {
      if (error instanceof MembershipError && error.code === 'transaction_reverted') return false
      throw error
    }
  }

  /** A development chain's time may be far from ours. */
  async #chainTimeSeconds(): Promise<bigint> {
    const block = await this.#wallet.chain.getBlock('latest')
    return BigInt(Math.max(block?.timestamp ?? 0, Math.floor(this.#wallet.clock.nowMs() / 1000)))
  }
}
