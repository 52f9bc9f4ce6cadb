import type { ChainProvider } from './chain-provider.ts'
import { ChainReader } from './chain-reader.ts'
import { checkedMembershipContract, notAMembershipContract, optionalView } from './checked-contract.ts'
import { type MembershipContract, priceCalculatorAt } from './contract.ts'
import { type MembershipStatus, membershipStatusAt } from './membership-state.ts'
import { HttpRpcEndpoint, type RpcEndpoint } from './rpc-endpoint.ts'
import { openRpcProvider } from './rpc-provider.ts'
import { readTokenInfo, type TokenInfo } from './token-info.ts'

export interface MembershipReportRequest {
  readonly rpcUrl: string
  readonly chainId: number
  readonly contractAddress: string
  readonly idCommitment: bigint
  /** Whose withdrawable amount to look up where the contract names no holder. */
  readonly account?: string
}

/** Everything the contract says of one identity and of the deposit behind it. */
export interface MembershipReport {
  readonly status: MembershipStatus
  /** Who registered it: of a live membership, or of a deposit in release. */
  readonly holder?: string
  /** What the deposit is in; without a deposit, what the contract takes now. */
  readonly token: TokenInfo
  /** What the holder, or else the account asked for, can withdraw at once. Missing when neither is known. */
  readonly withdrawable?: { readonly account: string; readonly amount: bigint }
}

/**
 * Looks an identity up. For people: a node asks its own tree.
 * @throws MembershipError `no_contract_code`, `not_a_membership_contract`, or an `rpc_*` code
 */
export async function readMembershipReport(request: MembershipReportRequest): Promise<MembershipReport> {
  const { rpcUrl, chainId } = request
  const provider = await openRpcProvider(rpcUrl, { chainId })
  return reportMembership({ provider, endpoint: new HttpRpcEndpoint(rpcUrl) }, request)
}

/** As `readMembershipReport`, through a connection that is there already. @throws MembershipError as that does */
export async function reportMembership(
  { provider, endpoint }: { readonly provider: ChainProvider; readonly endpoint: RpcEndpoint },
  request: Omit<MembershipReportRequest, 'rpcUrl'>,
): Promise<MembershipReport> {
  const { chainId, contractAddress, idCommitment } = request
  const contract = await checkedMembershipContract(provider, contractAddress, chainId)
  await contract.isInMembershipSet(idCommitment).catch((error) => {
    throw notAMembershipContract(error, contractAddress)
  })
  const reader = new ChainReader(endpoint, contractAddress)
  const { hash, timestampSeconds } = await reader.head()
  const facts = await reader.membershipFactsAt(hash, idCommitment)
  const status = membershipStatusAt(facts, Math.max(timestampSeconds, await nextBlockTimeSeconds(provider)))
  const owner = status.membership ?? (await depositInRelease(contract, idCommitment))
  const token = owner?.token ?? (await acceptedToken(contract))
  const account = owner?.holder ?? request.account
  return {
    status,
    token: await readTokenInfo(provider, token),
    ...(owner && { holder: owner.holder }),
    ...(account !== undefined && {
      withdrawable: { account, amount: await contract.depositsToWithdraw(account, token) },
    }),
  }
}

/**
 * When a transaction sent now would be mined: a development chain without transactions makes no blocks, and its newest one
 * may be hours old. 0 where the endpoint does not tell.
 */
async function nextBlockTimeSeconds(provider: ChainProvider): Promise<number> {
  const pending = await provider.getBlock('pending').catch(() => null)
  return pending?.timestamp ?? 0
}

/**
 * What an account can withdraw at once, in the token given or else the one the contract takes now.
 * @throws MembershipError `no_contract_code`, `not_a_membership_contract`, or an `rpc_*` code
 */
export async function readWithdrawable(request: {
  readonly provider: ChainProvider
  readonly contractAddress: string
  readonly account: string
  readonly token?: string
}): Promise<{ readonly token: TokenInfo; readonly amount: bigint }> {
  const { provider, contractAddress, account } = request
  const contract = await checkedMembershipContract(provider, contractAddress)
  const token = request.token ?? (await acceptedToken(contract))
  const amount = await contract.depositsToWithdraw(account, token)
  return { token: await readTokenInfo(provider, token), amount }
}

async function depositInRelease(
  contract: MembershipContract,
  idCommitment: bigint,
): Promise<{ holder: string; token: string } | undefined> {
  const release = await optionalView(contract.pendingRelease(idCommitment))
  return release === undefined || release.amount === 0n ? undefined : release
}

/** What deposits are paid in at present. */
async function acceptedToken(contract: MembershipContract): Promise<string> {
  try {
    const calculator = priceCalculatorAt(await contract.priceCalculator(), contract.runner!)
    const { token } = await calculator.calculate(await contract.minMembershipRateLimit())
    return token
  } catch (error) {
    throw notAMembershipContract(error, String(contract.target))
  }
}
