import type { Clock, Random } from '../foundation/index.ts'
import {
  type KeystoreEncryptionOptions,
  type MembershipCredential,
  MembershipError,
  type MembershipSigner,
  mintTestTokens,
  planRegistration,
  quoteRegistration,
  type RegistrationOutcome,
  type RegistrationPlan,
  type RegistrationProgress,
  registerMembership,
} from '../membership/server.ts'
import { createIdentity, type Identity } from '../rln/index.ts'
import { EnrolmentFiles } from './enrolment-files.ts'

/** What a registration would send and cost. */
export type RegistrationToCome = Extract<RegistrationPlan, { status: 'to_register' }>

export interface EnrolmentRequest {
  /** Pays the deposit and becomes the membership's holder. */
  readonly signer: MembershipSigner
  readonly contractAddress: string
  /** Missing: whichever chain the signer is connected to. */
  readonly chainId?: number
  /** Messages an epoch. */
  readonly rateLimit: number
  readonly keystorePath: string
  readonly password: string
  /** Default: as nwaku encrypts. Fewer rounds are for keystores that guard nothing. */
  readonly encryption?: KeystoreEncryptionOptions
  /** Default: drawn at random. */
  readonly identity?: Identity
  readonly idCommitmentsToErase?: readonly bigint[]
  /** Buy test tokens for the deposit first, where the account has too few. For development chains. */
  readonly mintTestTokens?: boolean
  /** Asked before anything is written or sent; what it throws ends the enrolment. */
  readonly confirm?: (plan: RegistrationToCome) => Promise<void>
  readonly onProgress?: (progress: RegistrationProgress) => void
}

export interface Enrolment {
  /** `already_enrolled`: the keystore held a membership of this contract; nothing was sent. */
  readonly status: RegistrationOutcome['status'] | 'already_enrolled'
  readonly credential: MembershipCredential
  readonly transactionHash?: string
}

/**
 * Makes an identity, registers it and writes its keystore, with the record that it has never sent anything.
 *
 * The identity is on disk before its commitment leaves this machine: whatever happens after that, running the same again
 * finds the identity, finds out whether it is registered, and finishes. A keystore that holds a membership of the contract
 * is left as it is.
 * @throws MembershipError for the keystore and the chain; StorageError `store_in_use` while a node uses the keystore
 */
export async function enrolMember(
  components: { readonly clock: Clock; readonly random: Random },
  request: EnrolmentRequest,
): Promise<Enrolment> {
  const { signer, contractAddress, keystorePath, password, rateLimit } = request
  const chainId = request.chainId ?? Number((await signer.provider!.getNetwork()).chainId)
  const membershipContract = { chainId: BigInt(chainId), address: contractAddress }
  const files = new EnrolmentFiles({
    keystorePath,
    password,
    membershipContract,
    ...(request.encryption && { encryption: request.encryption }),
  })
  const present = await files.enrolled()
  if (present !== undefined) return { status: 'already_enrolled', credential: present }

  const pending = await files.pendingIdentity()
  const identity = pending ?? request.identity ?? createIdentity(components.random)
  if (request.confirm) await confirmPlan(request, request.confirm, chainId, identity.commitment)
  if (request.mintTestTokens) await buyMissingTokens(request)
  if (pending === undefined) await files.keepPending(identity, rateLimit)
  const outcome = await register(request, chainId, identity.commitment).catch(async (error) => {
    // What was refused before anything was sent leaves nothing behind.
    const isUnsent = error instanceof MembershipError && !mayHaveBeenSent(error)
    if (pending === undefined && isUnsent) await files.discardPending()
    throw error
  })
  const isFresh = outcome.status === 'registered' || pending !== undefined
  const credential = await files.finish(identity, outcome, isFresh)
  const { status, transactionHash } = outcome
  return { status, credential, ...(transactionHash !== undefined && { transactionHash }) }
}

async function confirmPlan(
  { signer, contractAddress, rateLimit, idCommitmentsToErase, mintTestTokens }: EnrolmentRequest,
  confirm: NonNullable<EnrolmentRequest['confirm']>,
  chainId: number,
  idCommitment: bigint,
): Promise<void> {
  const plan = await planRegistration({
    provider: signer.provider!,
    account: await signer.getAddress(),
    contractAddress,
    chainId,
    idCommitment,
    rateLimit,
    ...(idCommitmentsToErase && { idCommitmentsToErase }),
    ...(mintTestTokens !== undefined && { mintTestTokens }),
  })
  // A member already: an earlier run registered it, and only the keystore is left to write.
  if (plan.status === 'to_register') await confirm(plan)
}

function register(request: EnrolmentRequest, chainId: number, idCommitment: bigint): Promise<RegistrationOutcome> {
  const { signer, contractAddress, rateLimit, idCommitmentsToErase, onProgress } = request
  return registerMembership({
    signer,
    contractAddress,
    chainId,
    idCommitment,
    rateLimit,
    ...(idCommitmentsToErase && { idCommitmentsToErase }),
    ...(onProgress && { onProgress }),
  })
}

async function buyMissingTokens({ signer, contractAddress, rateLimit }: EnrolmentRequest): Promise<void> {
  const { token, deposit, balance } = await quoteRegistration({ signer, contractAddress, rateLimit })
  if (balance < deposit) await mintTestTokens({ signer, token, amount: deposit - balance })
}

/** Transactions that were sent may be mined later, and then only this identity can use the membership. */
function mayHaveBeenSent({ code }: MembershipError): boolean {
  return code === 'transaction_not_mined' || code.startsWith('rpc_')
}
