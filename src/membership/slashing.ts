import { AbiCoder, isAddress, keccak256, type Signer, ZeroAddress } from 'ethers'
import { bytesToHex, type Clock, type Random, sleep, systemClock, systemRandom } from '../foundation/index.ts'
import { idCommitmentOf } from '../rln/index.ts'
import { providerOf } from './chain-provider.ts'
import { checkedMembershipContract, slashingUnsupported } from './checked-contract.ts'
import { type MembershipContract, membershipInterface } from './contract.ts'
import { MembershipError } from './membership-error.ts'
import { explainSendFailure, revertReasonOf, sendAndWait } from './transaction.ts'

export interface SlashRequest {
  readonly signer: Signer
  readonly contractAddress: string
  readonly chainId?: number
  /** The recovered secret. It becomes public with the reveal. */
  readonly identitySecretHash: bigint
  /** Who gets the reward. Default: the signer's account. */
  readonly receiver?: string
  /** 32 bytes of an earlier attempt, to go on with it. Default: drawn anew. */
  readonly salt?: Uint8Array
  /** Called before the commit is sent: whoever cannot lose the reward writes the salt down here. */
  readonly saveSalt?: (salt: Uint8Array) => Promise<void>
  readonly miningTimeoutMs?: number
  /** Called for each of the two transactions once it is sent. */
  readonly onSent?: (step: 'commit' | 'reveal', transactionHash: string) => void
  readonly clock?: Clock
  readonly random?: Random
}

export interface SlashOutcome {
  /** `already_slashed`: somebody was faster; nothing was gained. */
  readonly status: 'slashed' | 'already_slashed'
  readonly idCommitment: bigint
  readonly index?: number
  /** In the token's smallest unit, withdrawable by the receiver. */
  readonly reward?: bigint
  readonly burned?: bigint
  readonly transactionHash?: string
}

const blockPollingIntervalMs = 500

/** The commit must be at least one block old; a chain that makes no block in this time is not going to. */
const defaultBlockWaitMs = 120_000

/**
 * What `commitSlash` takes: keccak256(abi.encode(chainId, contract, sender, identitySecretHash, receiver, salt)). Bound to
 * the sender, so that nobody reveals another's commit, and to the secret, so that nobody stocks commits before knowing it.
 */
export function slashCommitment(parts: {
  readonly chainId: bigint | number
  readonly contractAddress: string
  readonly sender: string
  readonly identitySecretHash: bigint
  readonly receiver: string
  readonly salt: Uint8Array
}): string {
  const types = ['uint256', 'address', 'address', 'uint256', 'address', 'bytes32']
  const { chainId, contractAddress, sender, identitySecretHash, receiver, salt } = parts
  const values = [chainId, contractAddress, sender, identitySecretHash, receiver, salt]
  return keccak256(AbiCoder.defaultAbiCoder().encode(types, values))
}

/**
 * Slashes the member whose secret is known, by commit and reveal, so that whoever copies the reveal earns nothing.
 * @throws MembershipError `nothing_to_slash` when there is neither a membership nor a deposit in release,
 * `slashing_unsupported`; else as `registerMembership`.
 */
export async function slashMembership(request: SlashRequest): Promise<SlashOutcome> {
  const { signer, contractAddress, identitySecretHash } = request
  const contract = await checkedMembershipContract(signer, contractAddress, request.chainId)
  const idCommitment = idCommitmentOf(identitySecretHash)
  const sender = await signer.getAddress()
  const receiver = request.receiver ?? sender
  if (!isAddress(receiver) || receiver === ZeroAddress) throw new TypeError('the receiver must be a non-zero address')
  const isSlashed = await contract.slashed(idCommitment).catch((error) => {
    throw slashingUnsupported(error, contractAddress)
  })
  if (isSlashed) return { status: 'already_slashed', idCommitment }
  await checkSlashable(contract, idCommitment)

  const salt = request.salt ?? (request.random ?? systemRandom).bytes(32)
  await request.saveSalt?.(salt)
  const chainId = (await providerOf(signer).getNetwork()).chainId
  const commitment = slashCommitment({ chainId, contractAddress, sender, identitySecretHash, receiver, salt })
  const committedAt = await commit(contract, commitment, request)
  const reveal = [identitySecretHash, receiver, `0x${bytesToHex(salt)}`] as const
  await waitUntilRevealable(contract, reveal, committedAt, request)

  try {
    const receipt = await sendAndWait('slash', () => contract.slash(...reveal), waitingOptions(request, 'reveal'))
    return { status: 'slashed', idCommitment, transactionHash: receipt.hash, ...slashEventOf(receipt.logs) }
  } catch (error) {
    if (await contract.slashed(idCommitment)) return { status: 'already_slashed', idCommitment }
    throw error
  }
}

async function checkSlashable(contract: MembershipContract, idCommitment: bigint): Promise<void> {
  if (await contract.isInMembershipSet(idCommitment)) return
  const pending = await contract.pendingRelease(idCommitment)
  if (pending.amount > 0n) return
  const text = 'the identity behind this secret has neither a membership nor a deposit in release'
  throw new MembershipError('nothing_to_slash', text)
}

/** The block of the commit. A resumed attempt may find its commit there already: then the newest block will do. */
async function commit(contract: MembershipContract, commitment: string, request: SlashRequest): Promise<number> {
  try {
    const send = () => contract.commitSlash(commitment)
    const receipt = await sendAndWait('commit the slash', send, waitingOptions(request, 'commit'))
    return receipt.blockNumber
  } catch (error) {
    const isCommitted = error instanceof MembershipError && error.code === 'transaction_reverted'
    if (request.salt === undefined || !isCommitted || revertReasonOf(error.cause) === undefined) throw error
    return -1
  }
}

/**
 * Waits for a block after the commit's. A development chain makes none by itself, but there the reveal is simulated in
 * the next block and passes at once.
 */
async function waitUntilRevealable(
  contract: MembershipContract,
  reveal: readonly [secret: bigint, receiver: string, salt: string],
  committedAt: number,
  request: SlashRequest,
): Promise<void> {
  const clock = request.clock ?? systemClock
  const deadlineMs = clock.nowMs() + (request.miningTimeoutMs ?? defaultBlockWaitMs)
  while ((await request.signer.provider!.getBlockNumber()) <= committedAt) {
    const passes = await contract.slash.estimateGas(...reveal).then(
      () => true,
      (error: unknown) => {
        if (revertReasonOf(error) === undefined) throw explainSendFailure('slash', error)
        return false
      },
    )
    if (passes) return
    if (clock.nowMs() > deadlineMs) {
      const text = 'the chain makes no blocks; the slash can be resumed with its salt'
      throw new MembershipError('transaction_not_mined', text)
    }
    await sleep(clock, blockPollingIntervalMs)
  }
}

function slashEventOf(logs: readonly { topics: readonly string[]; data: string }[]): Partial<SlashOutcome> {
  for (const log of logs) {
    const event = membershipInterface.parseLog(log)
    if (event?.name !== 'MembershipSlashed') continue
    return { index: Number(event.args.index), reward: event.args.reward, burned: event.args.burned }
  }
  return {}
}

function waitingOptions(
  { miningTimeoutMs, onSent }: SlashRequest,
  step: 'commit' | 'reveal',
): { timeoutMs?: number; onSent: (transactionHash: string) => void } {
  const told = { onSent: (transactionHash: string) => onSent?.(step, transactionHash) }
  return miningTimeoutMs === undefined ? told : { ...told, timeoutMs: miningTimeoutMs }
}
