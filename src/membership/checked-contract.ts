import { isAddress } from 'ethers'
import { type ChainRunner, providerOf } from './chain-provider.ts'
import { type MembershipContract, membershipContractAt } from './contract.ts'
import { MembershipError } from './membership-error.ts'
import { revertReasonOf } from './transaction.ts'

/**
 * The contract at `address`, once it is certain that the runner's chain is the right one and that there is a contract.
 * @throws MembershipError `wrong_chain_id`, `no_contract_code`, or an `rpc_*` code.
 */
export async function checkedMembershipContract(
  runner: ChainRunner,
  address: string,
  chainId?: number,
): Promise<MembershipContract> {
  const provider = providerOf(runner)
  const found = Number((await provider.getNetwork()).chainId)
  if (chainId !== undefined && found !== chainId) {
    const text = `the RPC serves chain ${found}, not ${chainId}; change the RPC URL or the chain id`
    throw new MembershipError('wrong_chain_id', text)
  }
  if (!isAddress(address) || (await provider.getCode(address)) === '0x') throw noContractCode(address, found)
  return membershipContractAt(address, runner)
}

export function noContractCode(address: string, chainId: number): MembershipError {
  const text = `there is no contract at ${address} on chain ${chainId}; change the contract address or the RPC URL`
  return new MembershipError('no_contract_code', text)
}

/** Reverts and undecodable answers of calls that never fail on a membership contract; everything else as it is. */
export function notAMembershipContract(error: unknown, address: string): unknown {
  if (!isRefusal(error)) return error
  const text = `the contract at ${address} does not answer like a membership contract; change the contract address`
  return new MembershipError('not_a_membership_contract', text, { cause: error })
}

/** For calls that only a contract without slashing, the original WakuRlnV2, refuses; everything else as it is. */
export function slashingUnsupported(error: unknown, address: string): unknown {
  if (!isRefusal(error)) return error
  const text = `the contract at ${address} knows no slashing: it is an original WakuRlnV2`
  return new MembershipError('slashing_unsupported', text, { cause: error })
}

/** A revert, or an answer that cannot be decoded: an empty one where there is no such function. */
function isRefusal(error: unknown): boolean {
  return revertReasonOf(error) !== undefined || (error instanceof Error && 'code' in error && error.code === 'BAD_DATA')
}

/** A view that the original WakuRlnV2 does not have: undefined there. */
export async function optionalView<Result>(view: Promise<Result>): Promise<Result | undefined> {
  try {
    return await view
  } catch (error) {
    // Not every RPC endpoint says of a revert that it is one.
    if (error instanceof MembershipError && error.code !== 'rpc_refused') throw error
    return undefined
  }
}
