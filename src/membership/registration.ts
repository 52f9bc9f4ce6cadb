import type { Signer } from 'ethers'
import { isFieldElement } from '../rln/index.ts'
import { type ChainProvider, type ChainRunner, providerOf } from './chain-provider.ts'
import { checkedMembershipContract, notAMembershipContract, optionalView } from './checked-contract.ts'
import { type MembershipContract, priceCalculatorAt, tokenAt } from './contract.ts'
import { MembershipError } from './membership-error.ts'
import { sendAndWait } from './transaction.ts'

export interface RegistrationRequest {
  /** Pays and becomes the membership's holder. Must be connected to a provider. */
  readonly signer: Signer
  readonly contractAddress: string
  /** The chain the contract is on. Without it, whichever the signer is connected to. */
  readonly chainId?: number
  readonly idCommitment: bigint
  /** Messages per epoch. */
  readonly rateLimit: number
  /** Expired memberships whose rate and index the new one may take. */
  readonly idCommitmentsToErase?: readonly bigint[]
  /** How long to wait for each transaction. */
  readonly miningTimeoutMs?: number
  readonly onProgress?: (progress: RegistrationProgress) => void
  /** Awaited after each transaction is sent, before it is waited for. */
  readonly onSent?: (transactionHash: string) => Promise<void>
}

export type RegistrationProgress =
  | { readonly step: 'approving' | 'registering'; readonly token: string; readonly deposit: bigint }
  | { readonly step: 'waiting'; readonly transactionHash: string }

export interface RegistrationOutcome {
  /** `already_member`: the identity had a membership, nothing was sent, and index and rate limit are what it has. */
  readonly status: 'registered' | 'already_member'
  readonly index: number
  readonly rateLimit: number
  readonly transactionHash?: string
  readonly blockNumber?: number
}

/** What a registration will cost. */
export interface RegistrationQuote {
  readonly token: string
  readonly deposit: bigint
  /** What the account may already spend through the contract, and has. */
  readonly allowance: bigint
  readonly balance: bigint
}

/**
 * Registers an identity: checks everything that can be checked for free, approves the deposit, registers, waits for the
 * receipts. May be run again after a failure anywhere: a member is told so, an allowance is not given twice.
 * @throws MembershipError `wrong_chain_id`, `no_contract_code`, `not_a_membership_contract`, `id_commitment_invalid`,
 * `rate_limit_out_of_range`, `membership_set_full`, `identity_slashed`, `deposit_in_release`, `insufficient_tokens`,
 * `insufficient_gas_funds`, `transaction_reverted`, `transaction_not_mined`, or an `rpc_*` code.
 */
export async function registerMembership(request: RegistrationRequest): Promise<RegistrationOutcome> {
  const { signer, contractAddress, idCommitment, rateLimit } = request
  if (idCommitment === 0n || !isFieldElement(idCommitment)) {
    throw new MembershipError('id_commitment_invalid', 'the identity commitment must be a field element other than 0')
  }
  const contract = await checkedMembershipContract(signer, contractAddress, request.chainId)
  const existing = await existingMembership(contract, idCommitment)
  if (existing !== undefined) return { status: 'already_member', ...existing }
  await checkRegistrable(contract, request)
  const quote = await quoteRegistration({ signer, contractAddress, rateLimit })
  await checkFunds(providerOf(signer), await signer.getAddress(), quote)

  const waiting = waitingOptions(request)
  if (quote.allowance < quote.deposit) {
    request.onProgress?.({ step: 'approving', token: quote.token, deposit: quote.deposit })
    const token = tokenAt(quote.token, signer)
    await sendAndWait('approve the deposit', () => token.approve(contractAddress, quote.deposit), waiting)
  }
  request.onProgress?.({ step: 'registering', token: quote.token, deposit: quote.deposit })
  const erased = [...(request.idCommitmentsToErase ?? [])]
  const receipt = await sendAndWait('register', () => contract.register(idCommitment, rateLimit, erased), waiting)
  const registered = await existingMembership(contract, idCommitment)
  if (registered === undefined) {
    // Only a chain that dropped the block again gets here: the receipt says it was registered.
    throw new MembershipError('transaction_not_mined', `register: ${receipt.hash} was dropped by the chain; run again`)
  }
  return { status: 'registered', ...registered, transactionHash: receipt.hash, blockNumber: receipt.blockNumber }
}

/**
 * What registering with `rateLimit` will cost the signer's account.
 * @throws MembershipError `no_contract_code`, `not_a_membership_contract`, or an `rpc_*` code.
 */
export async function quoteRegistration(request: {
  readonly signer: Signer
  readonly contractAddress: string
  readonly rateLimit: number
}): Promise<RegistrationQuote> {
  const { signer, contractAddress, rateLimit } = request
  const contract = await checkedMembershipContract(signer, contractAddress)
  return quoteFor(contract, await signer.getAddress(), rateLimit)
}

/** What registering with `rateLimit` will cost an account. @throws MembershipError as `quoteRegistration` */
export async function quoteFor(
  contract: MembershipContract,
  account: string,
  rateLimit: number,
): Promise<RegistrationQuote> {
  const contractAddress = String(contract.target)
  const runner: ChainRunner = contract.runner!
  const calculatorAddress = await contract.priceCalculator().catch((error) => {
    throw notAMembershipContract(error, contractAddress)
  })
  const calculator = priceCalculatorAt(calculatorAddress, runner)
  const { token, price } = await calculator.calculate(rateLimit)
  const [allowance, balance] = await Promise.all([
    tokenAt(token, runner).allowance(account, contractAddress),
    tokenAt(token, runner).balanceOf(account),
  ])
  return { token, deposit: price, allowance, balance }
}

/** Index and rate limit of a live membership. @throws MembershipError `not_a_membership_contract`, or an `rpc_*` code. */
export async function existingMembership(
  contract: MembershipContract,
  idCommitment: bigint,
): Promise<{ index: number; rateLimit: number } | undefined> {
  try {
    if (!(await contract.isInMembershipSet(idCommitment))) return undefined
    const { index, rateLimit } = await contract.getMembershipInfo(idCommitment)
    return { index: Number(index), rateLimit: Number(rateLimit) }
  } catch (error) {
    throw notAMembershipContract(error, String(contract.target))
  }
}

/** Everything the contract would refuse, for free. @throws MembershipError as `registerMembership` */
export async function checkRegistrable(
  contract: MembershipContract,
  request: Pick<RegistrationRequest, 'idCommitment' | 'rateLimit' | 'idCommitmentsToErase'>,
): Promise<void> {
  const { idCommitment, rateLimit } = request
  const [minimum, maximum, total, maxTotal] = await Promise.all([
    contract.minMembershipRateLimit(),
    contract.maxMembershipRateLimit(),
    contract.currentTotalRateLimit(),
    contract.maxTotalRateLimit(),
  ])
  if (!Number.isSafeInteger(rateLimit) || BigInt(rateLimit) < minimum || BigInt(rateLimit) > maximum) {
    const text = `rate limit ${rateLimit} is not within the contract's ${minimum} to ${maximum} messages per epoch; change it`
    throw new MembershipError('rate_limit_out_of_range', text)
  }
  const frees = (request.idCommitmentsToErase ?? []).length > 0
  if (!frees && total + BigInt(rateLimit) > maxTotal) {
    const text = `only ${maxTotal - total} of the contract's total rate limit are left; ask for less or name expired memberships to erase`
    throw new MembershipError('membership_set_full', text)
  }
  const [slashed, pending] = await Promise.all([
    optionalView(contract.slashed(idCommitment)),
    optionalView(contract.pendingRelease(idCommitment)),
  ])
  if (slashed) throw new MembershipError('identity_slashed', 'this identity was slashed; make a new one')
  if (pending !== undefined && pending.amount > 0n) {
    const until = new Date(Number(pending.releaseTime) * 1000).toISOString()
    const text = `the erased membership of this identity holds its deposit until ${until}; release it then, or use a new identity`
    throw new MembershipError('deposit_in_release', text)
  }
}

/** @throws MembershipError `insufficient_tokens`, `insufficient_gas_funds` */
export async function checkFunds(provider: ChainProvider, account: string, quote: RegistrationQuote): Promise<void> {
  if (quote.balance < quote.deposit) {
    const text = `account ${account} has ${quote.balance} of token ${quote.token}, the deposit is ${quote.deposit} (smallest units); send tokens to it`
    throw new MembershipError('insufficient_tokens', text)
  }
  if ((await provider.getBalance(account)) === 0n) {
    const text = `account ${account} cannot pay for gas; send some of the chain's currency to it`
    throw new MembershipError('insufficient_gas_funds', text)
  }
}

function waitingOptions(request: RegistrationRequest): { timeoutMs?: number; onSent: (hash: string) => Promise<void> } {
  const onSent = async (transactionHash: string): Promise<void> => {
    request.onProgress?.({ step: 'waiting', transactionHash })
    await request.onSent?.(transactionHash)
  }
  return request.miningTimeoutMs === undefined ? { onSent } : { onSent, timeoutMs: request.miningTimeoutMs }
}
