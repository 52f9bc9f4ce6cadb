import { type Command, InvalidArgumentError } from 'commander'
import { loadCredential, openRpcProvider } from '../../membership/server.ts'
import { FIELD_MODULUS } from '../../rln/index.ts'
import { type ChainFlags, contractAddressOf, expectedChainIdOf, rpcUrlOf } from '../chain-flags.ts'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import {
  addKeystoreFlags,
  isKeystoreGiven,
  type KeystoreFlags,
  keystorePasswordOf,
  keystorePathOf,
} from '../keystore-flags.ts'

/** Flags that say whose membership is meant. */
export interface SubjectFlags extends ChainFlags, KeystoreFlags {
  readonly idCommitment?: bigint
  readonly rlnRelayMembershipIndex?: number
}

/** An identity at a contract. */
export interface MembershipSubject {
  readonly rpcUrl: string
  readonly chainId: number
  readonly contractAddress: string
  readonly idCommitment: bigint
  /** Leaf of the credential; missing when only the identity commitment was given. */
  readonly treeIndex?: number
}

export function addSubjectFlags(command: Command): Command {
  return addKeystoreFlags(command)
    .option('--rln-relay-membership-index <n>', 'which membership of the keystore, by tree index', treeIndex)
    .option(
      '--id-commitment <number>',
      'identity commitment, 0x hex or decimal, instead of a keystore',
      readIdCommitment,
    )
}

/**
 * Whose membership a command is about. A keystore also knows the contract; flags and environment win over it.
 * @throws CliError `wrong_usage`, MembershipError for keystore and chain
 */
export async function membershipSubjectOf(flags: SubjectFlags, context: CliContext): Promise<MembershipSubject> {
  const rpcUrl = rpcUrlOf(flags, context)
  if (flags.idCommitment !== undefined) {
    const chainId = await chainIdOf(rpcUrl, expectedChainIdOf(flags, context))
    const contractAddress = await contractAddressOf(flags, context, chainId)
    return { rpcUrl, chainId, contractAddress, idCommitment: flags.idCommitment }
  }
  const { identity, treeIndex, membershipContract } = await credentialOf(flags, context)
  const chainId = await chainIdOf(rpcUrl, expectedChainIdOf(flags, context) ?? Number(membershipContract.chainId))
  const contractAddress = await contractAddressOf(flags, context, chainId, membershipContract.address)
  return { rpcUrl, chainId, contractAddress, idCommitment: identity.commitment, treeIndex }
}

/** Whether flags or environment name somebody. */
export function isSubjectGiven(flags: SubjectFlags, context: CliContext): boolean {
  return flags.idCommitment !== undefined || isKeystoreGiven(flags, context)
}

/** As every command prints it: 0x, 64 digits, big-endian as on chain. */
export function idCommitmentHex(idCommitment: bigint): string {
  return `0x${idCommitment.toString(16).padStart(64, '0')}`
}

async function credentialOf(flags: SubjectFlags, context: CliContext) {
  if (!isKeystoreGiven(flags, context)) {
    throw new CliError('wrong_usage', 'whose membership? give --rln-relay-cred-path FILE or --id-commitment NUMBER')
  }
  const { rlnRelayMembershipIndex } = flags
  return loadCredential(keystorePathOf(flags, context), keystorePasswordOf(flags, context), {
    ...(rlnRelayMembershipIndex !== undefined && { treeIndex: rlnRelayMembershipIndex }),
  })
}

async function chainIdOf(rpcUrl: string, expected: number | undefined): Promise<number> {
  const provider = await openRpcProvider(rpcUrl, expected === undefined ? {} : { chainId: expected })
  return Number((await provider.getNetwork()).chainId)
}

function readIdCommitment(text: string): bigint {
  if (/^(0x[0-9a-fA-F]{1,64}|\d{1,78})$/.test(text)) {
    const value = BigInt(text)
    if (value > 0n && value < FIELD_MODULUS) return value
  }
  throw new InvalidArgumentError('give a field element other than 0, as 0x hex or in decimal')
}

function treeIndex(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('give a tree index')
}
