import { Interface, ZeroAddress } from 'ethers'
import type { ChainProvider } from './chain-provider.ts'
import { checkedMembershipContract } from './checked-contract.ts'
import { membershipInterface, tokenAbi } from './contract.ts'
import type { PlannedTransaction } from './planned-transaction.ts'
import { checkFunds, checkRegistrable, existingMembership, quoteFor, type RegistrationQuote } from './registration.ts'
import { readTokenInfo, type TokenInfo } from './token-info.ts'

export interface RegistrationPlanRequest {
  readonly provider: ChainProvider
  /** Who would pay and hold the membership. Unknown: nothing is presumed of its tokens and allowance. */
  readonly account?: string
  readonly contractAddress: string
  readonly chainId: number
  readonly idCommitment: bigint
  readonly rateLimit: number
  readonly idCommitmentsToErase?: readonly bigint[]
  /** Buy missing test tokens first. For development chains. */
  readonly mintTestTokens?: boolean
}

export type RegistrationPlan =
  | { readonly status: 'already_member'; readonly index: number; readonly rateLimit: number }
  | {
      readonly status: 'to_register'
      readonly token: TokenInfo
      readonly deposit: bigint
      /** In the order they must be sent. */
      readonly transactions: readonly PlannedTransaction[]
    }

const tokenInterface = new Interface(tokenAbi)

/** Of the test token, measured and rounded up. */
const APPROVAL_GAS = 55_000n
const MINT_GAS = 75_000n
/** Reusing an index in a tree of 100 000 leaves: docs/gas.md, rounded up. A new index takes a third of it. */
const REGISTRATION_GAS = 910_000n

/**
 * What registering would take. Sends nothing.
 * @throws MembershipError as `registerMembership` before it sends something
 */
export async function planRegistration(request: RegistrationPlanRequest): Promise<RegistrationPlan> {
  const { provider, account, contractAddress, chainId, idCommitment, rateLimit } = request
  const contract = await checkedMembershipContract(provider, contractAddress, chainId)
  const existing = await existingMembership(contract, idCommitment)
  if (existing !== undefined) return { status: 'already_member', ...existing }
  await checkRegistrable(contract, request)
  const quote = await quoteFor(contract, account ?? ZeroAddress, rateLimit)
  if (account !== undefined) {
    const missing = request.mintTestTokens ? { ...quote, balance: quote.deposit } : quote
    await checkFunds(provider, account, missing)
  }
  return {
    status: 'to_register',
    token: await readTokenInfo(provider, quote.token),
    deposit: quote.deposit,
    transactions: plannedRegistration(quote, request),
  }
}

/** What is sent for a registration, in order, the registration itself last. */
export function plannedRegistration(
  quote: RegistrationQuote,
  request: Omit<RegistrationPlanRequest, 'provider'>,
): PlannedTransaction[] {
  const { account, contractAddress, chainId } = request
  return [
    ...(request.mintTestTokens && account !== undefined ? mint(quote, account, chainId) : []),
    ...approve(quote, contractAddress, chainId),
    register(request),
  ]
}

function mint({ token, deposit, balance }: RegistrationQuote, account: string, chainId: number): PlannedTransaction[] {
  if (balance >= deposit) return []
  const data = tokenInterface.encodeFunctionData('mintWithETH', [account])
  return [{ what: 'mint test tokens', to: token, data, value: deposit - balance, chainId, typicalGas: MINT_GAS }]
}

function approve(quote: RegistrationQuote, contractAddress: string, chainId: number): PlannedTransaction[] {
  const { token, deposit, allowance } = quote
  if (allowance >= deposit) return []
  const data = tokenInterface.encodeFunctionData('approve', [contractAddress, deposit])
  return [{ what: 'approve the deposit', to: token, data, value: 0n, chainId, typicalGas: APPROVAL_GAS }]
}

function register(request: Omit<RegistrationPlanRequest, 'provider'>): PlannedTransaction {
  const { contractAddress, chainId, idCommitment, rateLimit, idCommitmentsToErase = [] } = request
  const data = membershipInterface.encodeFunctionData('register', [idCommitment, rateLimit, idCommitmentsToErase])
  return { what: 'register', to: contractAddress, data, value: 0n, chainId, typicalGas: REGISTRATION_GAS }
}
