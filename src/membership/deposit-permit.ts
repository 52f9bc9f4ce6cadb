import { AbiCoder, id, keccak256, toUtf8Bytes } from 'ethers'
import type { ChainProvider } from './chain-provider.ts'
import { optionalView } from './checked-contract.ts'
import { type MembershipContract, membershipInterface, tokenAt } from './contract.ts'
import { MembershipError } from './membership-error.ts'
import type { PlannedTransaction } from './planned-transaction.ts'
import { revertReasonOf } from './transaction.ts'

/** What a token's permits are signed under (EIP-712), proven to be what the token itself computes with. */
export interface PermitDomain {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: string
}

/** What is signed (EIP-2612): that `spender` may take `value` of the owner's tokens, once, until the deadline. */
export interface DepositPermit {
  readonly owner: string
  readonly spender: string
  readonly value: bigint
  readonly nonce: bigint
  /** Seconds of block time. */
  readonly deadline: bigint
}

/** A signature as the token takes it. */
export interface PermitSignature {
  readonly v: number
  readonly r: string
  readonly s: string
}

/** What a permit adds to a registration: docs/gas.md, and a first permit's 17 100 for its nonce; rounded up. */
export const PERMIT_GAS = 40_000n

const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
] as const

const PERMIT_FIELDS = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
] as const

/** What OpenZeppelin's tokens have, and most that do not tell. */
const COMMON_VERSION = '1'

/** Undefined when the token knows no permits, or others than EIP-2612's. @throws MembershipError an `rpc_*` code */
export async function readPermitDomain(
  provider: ChainProvider,
  chainId: number,
  address: string,
  owner: string,
): Promise<(PermitDomain & { readonly nonce: bigint }) | undefined> {
  const token = tokenAt(address, provider)
  const [separator, nonce, name, version] = await Promise.all([
    optionalView(token.DOMAIN_SEPARATOR()),
    optionalView(token.nonces(owner)),
    optionalView(token.name()),
    optionalView(token.version()),
  ])
  if (separator === undefined || nonce === undefined || name === undefined) return undefined
  const domain = { name, version: version ?? COMMON_VERSION, chainId, verifyingContract: address }
  return domainSeparator(domain) === separator ? { ...domain, nonce } : undefined
}

/**
 * Whether the membership contract takes permits. Asked with an idCommitment that it must refuse first: a contract without
 * the function, as the original WakuRlnV2, reverts without a word.
 * @throws MembershipError an `rpc_*` code
 */
export async function takesPermits(contract: MembershipContract, owner: string): Promise<boolean> {
  const zero = `0x${'00'.repeat(32)}`
  try {
    await contract.registerWithPermit.staticCall(owner, 0, 0, zero, zero, 0, 0, [], { from: owner })
  } catch (error) {
    const reason = revertReasonOf(error)
    if (reason !== undefined) return reason === 'InvalidIdCommitment'
    // Not every RPC endpoint says of a revert that it is one, and an approval does it, too.
    if (!(error instanceof MembershipError) || error.code !== 'rpc_refused') throw error
  }
  return false
}

/** The second parameter of `eth_signTypedData_v4`. */
export function typedDataOf(domain: PermitDomain, { owner, spender, value, nonce, deadline }: DepositPermit): string {
  const { name, version, chainId, verifyingContract } = domain
  return JSON.stringify({
    types: { EIP712Domain: DOMAIN_FIELDS, Permit: PERMIT_FIELDS },
    primaryType: 'Permit',
    domain: { name, version, chainId, verifyingContract },
    message: { owner, spender, value: `${value}`, nonce: `${nonce}`, deadline: `${deadline}` },
  })
}

/** Undefined for what no key made alone: wallets that are contracts sign in their own ways, which no token of these knows. */
export function permitSignatureOf(reply: unknown): PermitSignature | undefined {
  if (typeof reply !== 'string' || !/^0x[0-9a-f]{130}$/i.test(reply)) return undefined
  const last = Number.parseInt(reply.slice(130), 16)
  // Some hardware wallets give the bare parity.
  return { r: reply.slice(0, 66), s: `0x${reply.slice(66, 130)}`, v: last < 27 ? last + 27 : last }
}

/** Registering with a permit instead of an approval: takes the place of the planned registration. */
export function plannedWithPermit(
  registration: PlannedTransaction,
  { owner, deadline }: DepositPermit,
  { v, r, s }: PermitSignature,
): PlannedTransaction {
  const [idCommitment, rateLimit, erased] = membershipInterface.decodeFunctionData('register', registration.data)
  const args = [owner, deadline, v, r, s, idCommitment, rateLimit, [...erased]]
  const data = membershipInterface.encodeFunctionData('registerWithPermit', args)
  return { ...registration, data, typicalGas: registration.typicalGas + PERMIT_GAS }
}

function domainSeparator({ name, version, chainId, verifyingContract }: PermitDomain): string {
  const type = `EIP712Domain(${DOMAIN_FIELDS.map((field) => `${field.type} ${field.name}`).join(',')})`
  const hashes = [id(type), keccak256(toUtf8Bytes(name)), keccak256(toUtf8Bytes(version))]
  const types = ['bytes32', 'bytes32', 'bytes32', 'uint256', 'address']
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, [...hashes, chainId, verifyingContract]))
}
