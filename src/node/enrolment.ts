import type { Clock, Random } from '../foundation/index.ts'
import {
  type Enrolment,
  enrol,
  type KeystoreEncryptionOptions,
  type MembershipSigner,
  mintTestTokens,
  planRegistration,
  quoteRegistration,
  type RegistrationOutcome,
  type RegistrationPlan,
  type RegistrationProgress,
  registerMembership,
  settleTransaction,
} from '../membership/server.ts'
import type { Identity } from '../rln/index.ts'
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
  /** Asked before anything is sent; what it throws ends the enrolment and leaves nothing behind. */
  readonly confirm?: (plan: RegistrationToCome) => Promise<void>
  readonly onProgress?: (progress: RegistrationProgress) => void
}

/**
 * Makes an identity, registers it and writes its keystore, with the record that it has never sent anything: `enrol` with
 * files. A keystore that holds a membership of the contract is left as it is.
 * @throws MembershipError for the keystore and the chain; StorageError `store_in_use` while a node uses the keystore
 */
export async function enrolMember(
  components: { readonly clock: Clock; readonly random: Random },
  request: EnrolmentRequest,
): Promise<Enrolment> {
  const { signer, contractAddress, keystorePath, password, rateLimit, confirm } = request
  const chainId = request.chainId ?? Number((await signer.provider!.getNetwork()).chainId)
  const place = new EnrolmentFiles({
    keystorePath,
    password,
    membershipContract: { chainId: BigInt(chainId), address: contractAddress },
    ...(request.encryption && { encryption: request.encryption }),
  })
  const registrar = {
    settle: (transactionHash: string) => settleTransaction(signer, transactionHash),
    register: async (idCommitment: bigint, onSent: (transactionHash: string) => Promise<void>) => {
      if (request.mintTestTokens) await buyMissingTokens(request)
      return register(request, chainId, idCommitment, onSent)
    },
  }
  return enrol(
    { place, registrar, random: components.random },
    {
      rateLimit,
      ...(request.identity && { identity: request.identity }),
      ...(confirm && { confirm: (idCommitment) => confirmPlan(request, confirm, chainId, idCommitment) }),
    },
  )
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

function register(
  request: EnrolmentRequest,
  chainId: number,
  idCommitment: bigint,
  onSent: (transactionHash: string) => Promise<void>,
): Promise<RegistrationOutcome> {
  const { signer, contractAddress, rateLimit, idCommitmentsToErase, onProgress } = request
  return registerMembership({
    signer,
    contractAddress,
    chainId,
    idCommitment,
    rateLimit,
    onSent,
    ...(idCommitmentsToErase && { idCommitmentsToErase }),
    ...(onProgress && { onProgress }),
  })
}

async function buyMissingTokens({ signer, contractAddress, rateLimit }: EnrolmentRequest): Promise<void> {
  const { token, deposit, balance } = await quoteRegistration({ signer, contractAddress, rateLimit })
  if (balance < deposit) await mintTestTokens({ signer, token, amount: deposit - balance })
}
