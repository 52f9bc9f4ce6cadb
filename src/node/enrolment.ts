import { rm } from 'node:fs/promises'
import type { Clock, Random } from '../foundation/index.ts'
import {
  loadCredential,
  type MembershipCredential,
  MembershipError,
  type MembershipSigner,
  mintTestTokens,
  quoteRegistration,
  type RegistrationOutcome,
  type RegistrationProgress,
  registerMembership,
  saveCredential,
} from '../membership/server.ts'
import { createIdentity, type Identity, markFresh } from '../rln/index.ts'
import { openSqliteStateStore } from '../storage/server.ts'
import { messageIdStorePath } from './sender.ts'

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
  /** Default: drawn at random. */
  readonly identity?: Identity
  readonly idCommitmentsToErase?: readonly bigint[]
  /** Buy test tokens for the deposit first, where the account has too few. For development chains. */
  readonly mintTestTokens?: boolean
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
  const present = await credentialIn(keystorePath, password, membershipContract)
  if (present !== undefined) return { status: 'already_enrolled', credential: present }

  const pendingPath = `${keystorePath}.pending`
  const pending = await credentialIn(pendingPath, password, membershipContract)
  if (request.mintTestTokens) await buyMissingTokens(request)
  const identity = pending?.identity ?? request.identity ?? createIdentity(components.random)
  // Its tree index is known only once it is registered.
  if (pending === undefined) {
    await saveCredential(
      pendingPath,
      { identity, membershipContract, treeIndex: 0, userMessageLimit: rateLimit },
      password,
    )
  }
  const outcome = await register(request, chainId, identity.commitment).catch(async (error) => {
    // What was refused before anything was sent leaves nothing behind.
    if (pending === undefined && error instanceof MembershipError && !mayHaveBeenSent(error))
      await rm(pendingPath, { force: true })
    throw error
  })
  const credential = { identity, membershipContract, treeIndex: outcome.index, userMessageLimit: outcome.rateLimit }
  if (outcome.status === 'registered' || pending !== undefined) await rememberNothingSent(keystorePath, identity)
  await saveCredential(keystorePath, credential, password)
  await rm(pendingPath, { force: true })
  const { status, transactionHash } = outcome
  return { status, credential, ...(transactionHash !== undefined && { transactionHash }) }
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

async function rememberNothingSent(keystorePath: string, identity: Identity): Promise<void> {
  const store = await openSqliteStateStore(messageIdStorePath(keystorePath))
  try {
    await markFresh(store, identity.commitment)
  } finally {
    await store.close()
  }
}

/** The credential for the contract in a keystore file; undefined when there is no file, or none for this contract in it. */
async function credentialIn(
  path: string,
  password: string,
  { chainId, address }: MembershipCredential['membershipContract'],
): Promise<MembershipCredential | undefined> {
  try {
    return await loadCredential(path, password, { chainId, address })
  } catch (error) {
    const isAbsent =
      error instanceof MembershipError &&
      (error.code === 'keystore_missing' || error.code === 'keystore_credential_not_found')
    if (isAbsent) return undefined
    throw error
  }
}
