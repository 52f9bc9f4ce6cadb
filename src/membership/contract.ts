import {
  BaseContract,
  type BigNumberish,
  type BytesLike,
  type ContractRunner,
  type ContractTransactionResponse,
  Interface,
  type InterfaceAbi,
  type Overrides,
} from 'ethers'
import type { ChainRunner } from './chain-provider.ts'

/**
 * What we call of the membership contract, in ethers' human-readable form: the interface of WakuRlnV2 and our additions to
 * it (slashing, recent roots, deposits in release). Kept apart from the generated artifacts so that a program which only
 * follows a contract does not carry its bytecode; a test holds both equal.
 */
export const membershipAbi = [
  'function register(uint256 idCommitment, uint32 rateLimit, uint256[] idCommitmentsToErase)',
  'function registerWithPermit(address owner, uint256 deadline, uint8 v, bytes32 r, bytes32 s, uint256 idCommitment, uint32 rateLimit, uint256[] idCommitmentsToErase)',
  'function extendMemberships(uint256[] idCommitments)',
  'function eraseMemberships(uint256[] idCommitments)',
  'function eraseMemberships(uint256[] idCommitments, bool eraseFromMembershipSet)',
  'function withdraw(address token)',
  'function clearLeaf(uint32 index)',
  'function releaseDeposits(uint256[] idCommitments)',
  'function commitSlash(bytes32 commitment)',
  'function slash(uint256 identitySecretHash, address receiver, bytes32 salt)',
  'function initialize(address priceCalculator, uint32 maxTotalRateLimit, uint32 minMembershipRateLimit, uint32 maxMembershipRateLimit, uint32 activeDurationForNewMemberships, uint32 gracePeriodDurationForNewMemberships)',
  'function setDepositReleaseDelay(uint32 depositReleaseDelay)',
  'function root() view returns (uint256)',
  'function getRecentRoots() view returns (uint256[5])',
  'function nextFreeIndex() view returns (uint32)',
  'function getRateCommitmentsInRangeBoundsInclusive(uint32 startIndex, uint32 endIndex) view returns (uint256[])',
  'function getMerkleProof(uint40 index) view returns (uint256[20])',
  'function isInMembershipSet(uint256 idCommitment) view returns (bool)',
  'function isInGracePeriod(uint256 idCommitment) view returns (bool)',
  'function isExpired(uint256 idCommitment) view returns (bool)',
  'function getMembershipInfo(uint256 idCommitment) view returns (uint32 rateLimit, uint32 index, uint256 rateCommitment)',
  'function memberships(uint256 idCommitment) view returns (uint256 depositAmount, uint32 activeDuration, uint256 gracePeriodStartTimestamp, uint32 gracePeriodDuration, uint32 rateLimit, uint32 index, address holder, address token)',
  'function slashed(uint256 idCommitment) view returns (bool)',
  'function pendingRelease(uint256 idCommitment) view returns (address holder, address token, uint256 amount, uint256 releaseTime)',
  'function depositsToWithdraw(address holder, address token) view returns (uint256)',
  'function currentTotalRateLimit() view returns (uint256)',
  'function maxTotalRateLimit() view returns (uint32)',
  'function minMembershipRateLimit() view returns (uint32)',
  'function maxMembershipRateLimit() view returns (uint32)',
  'function activeDurationForNewMemberships() view returns (uint32)',
  'function gracePeriodDurationForNewMemberships() view returns (uint32)',
  'function depositReleaseDelay() view returns (uint32)',
  'function priceCalculator() view returns (address)',
  'event MembershipRegistered(uint256 idCommitment, uint256 membershipRateLimit, uint32 index)',
  'event MembershipErased(uint256 idCommitment, uint32 membershipRateLimit, uint32 index)',
  'event MembershipExpired(uint256 idCommitment, uint32 membershipRateLimit, uint32 index)',
  'event MembershipExtended(uint256 idCommitment, uint32 membershipRateLimit, uint32 index, uint256 newGracePeriodStartTimestamp)',
  'event LeafErasure(uint256 idCommitment, uint32 index, bool leafErased)',
  'event MembershipSlashed(uint256 idCommitment, uint32 index, address receiver, uint256 reward, uint256 burned, uint256 identitySecretHash)',
  'error InvalidIdCommitment(uint256 idCommitment)',
  'error InvalidPaginationQuery(uint256 startIndex, uint256 endIndex)',
  'error InvalidMembershipRateLimit()',
  'error CannotExceedMaxTotalRateLimit()',
  'error CannotExtendNonGracePeriodMembership(uint256 idCommitment)',
  'error NonHolderCannotExtend(uint256 idCommitment)',
  'error CannotEraseActiveMembership(uint256 idCommitment)',
  'error NonHolderCannotEraseGracePeriodMembership(uint256 idCommitment)',
  'error MembershipDoesNotExist(uint256 idCommitment)',
  'error PermitOwnerNotSender(address owner)',
  'error DepositNotReceived()',
  'error DepositInRelease(uint256 idCommitment)',
  'error NoDepositInRelease(uint256 idCommitment)',
  'error DepositNotReleasable(uint256 idCommitment, uint256 releaseTime)',
  'error LeafNotErasedLazily(uint32 index)',
  'error IdCommitmentSlashed(uint256 idCommitment)',
  'error InvalidIdentitySecretHash()',
  'error SlashCommitStillLive()',
  'error SlashCommitNotFound()',
  'error SlashCommitTooRecent()',
  'error SlashCommitExpired()',
] as const

export const membershipInterface = new Interface(membershipAbi)

type View<Arguments extends readonly unknown[], Result> = (...args: Arguments) => Promise<Result>

/** A state-changing method: called, it sends a transaction; its members simulate, price or encode it. */
interface Send<Arguments extends readonly unknown[]> {
  (...args: [...Arguments, overrides?: Overrides]): Promise<ContractTransactionResponse>
  staticCall(...args: [...Arguments, overrides?: Overrides]): Promise<unknown>
  estimateGas(...args: [...Arguments, overrides?: Overrides]): Promise<bigint>
}

/** `memberships(idCommitment)`. Times are seconds of block time; everything is zero for an unknown identity. */
export interface MembershipRecord {
  readonly depositAmount: bigint
  readonly activeDuration: bigint
  readonly gracePeriodStartTimestamp: bigint
  readonly gracePeriodDuration: bigint
  readonly rateLimit: bigint
  readonly index: bigint
  readonly holder: string
  readonly token: string
}

/** The membership contract, typed. Reverts surface as ethers' CALL_EXCEPTION: see `revertReasonOf`. */
export interface MembershipMethods {
  registerWithPermit: Send<
    [
      owner: string,
      deadline: BigNumberish,
      v: BigNumberish,
      r: BytesLike,
      s: BytesLike,
      idCommitment: BigNumberish,
      rateLimit: BigNumberish,
      idCommitmentsToErase: readonly BigNumberish[],
    ]
  >
  register: Send<[idCommitment: BigNumberish, rateLimit: BigNumberish, idCommitmentsToErase: readonly BigNumberish[]]>
  extendMemberships: Send<[idCommitments: readonly BigNumberish[]]>
  'eraseMemberships(uint256[])': Send<[idCommitments: readonly BigNumberish[]]>
  'eraseMemberships(uint256[],bool)': Send<[idCommitments: readonly BigNumberish[], eraseFromMembershipSet: boolean]>
  withdraw: Send<[token: string]>
  clearLeaf: Send<[index: BigNumberish]>
  releaseDeposits: Send<[idCommitments: readonly BigNumberish[]]>
  commitSlash: Send<[commitment: BytesLike]>
  slash: Send<[identitySecretHash: BigNumberish, receiver: string, salt: BytesLike]>
  setDepositReleaseDelay: Send<[seconds: BigNumberish]>
  root: View<[], bigint>
  getRecentRoots: View<[], bigint[]>
  nextFreeIndex: View<[], bigint>
  isInMembershipSet: View<[idCommitment: BigNumberish], boolean>
  isInGracePeriod: View<[idCommitment: BigNumberish], boolean>
  isExpired: View<[idCommitment: BigNumberish], boolean>
  getMembershipInfo: View<
    [idCommitment: BigNumberish],
    { readonly rateLimit: bigint; readonly index: bigint; readonly rateCommitment: bigint }
  >
  memberships: View<[idCommitment: BigNumberish], MembershipRecord>
  slashed: View<[idCommitment: BigNumberish], boolean>
  pendingRelease: View<
    [idCommitment: BigNumberish],
    { readonly holder: string; readonly token: string; readonly amount: bigint; readonly releaseTime: bigint }
  >
  depositsToWithdraw: View<[holder: string, token: string], bigint>
  currentTotalRateLimit: View<[], bigint>
  maxTotalRateLimit: View<[], bigint>
  minMembershipRateLimit: View<[], bigint>
  maxMembershipRateLimit: View<[], bigint>
  priceCalculator: View<[], string>
}

export type MembershipContract = BaseContract & Omit<MembershipMethods, keyof BaseContract>

/** The membership contract at `address`, read and written through `runner` (a signer, or a provider for reading only). */
export function membershipContractAt(address: string, runner: ChainRunner): MembershipContract {
  return typedContractAt<MembershipMethods>(address, membershipInterface, runner)
}

const priceCalculatorAbi = ['function calculate(uint32 rateLimit) view returns (address token, uint256 price)']

export interface PriceCalculatorMethods {
  calculate: View<[rateLimit: BigNumberish], { readonly token: string; readonly price: bigint }>
}

export function priceCalculatorAt(address: string, runner: ChainRunner): BaseContract & PriceCalculatorMethods {
  return typedContractAt<PriceCalculatorMethods>(address, priceCalculatorAbi, runner)
}

export const tokenAbi = [
  'function approve(address spender, uint256 amount) returns (bool)',
  'function mintWithETH(address to) payable',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function balanceOf(address owner) view returns (uint256)',
  'function decimals() view returns (uint8)',
  'function symbol() view returns (string)',
  'function name() view returns (string)',
  'function version() view returns (string)',
  'function nonces(address owner) view returns (uint256)',
  'function DOMAIN_SEPARATOR() view returns (bytes32)',
]

export interface TokenMethods {
  approve: Send<[spender: string, amount: BigNumberish]>
  /** Of the test token only: as many tokens as are sent in the chain's currency. */
  mintWithETH: Send<[to: string]>
  allowance: View<[owner: string, spender: string], bigint>
  balanceOf: View<[owner: string], bigint>
  decimals: View<[], bigint>
  symbol: View<[], string>
  name: View<[], string>
  /** EIP-712's, of tokens that tell. */
  version: View<[], string>
  /** EIP-2612, of tokens with permits; the domain separator too. */
  nonces: View<[owner: string], bigint>
  DOMAIN_SEPARATOR: View<[], string>
}

export function tokenAt(address: string, runner: ChainRunner): BaseContract & TokenMethods {
  return typedContractAt<TokenMethods>(address, tokenAbi, runner)
}

/** The one place where ethers' run-time bindings get their static types: `Methods` must describe `abi`. */
export function typedContractAt<Methods>(
  address: string,
  abi: Interface | InterfaceAbi,
  runner: ChainRunner,
): BaseContract & Omit<Methods, keyof BaseContract> {
  // A chain provider has the `call` that ethers looks for in a runner.
  return BaseContract.from<Methods>(address, abi, runner as ContractRunner)
}
