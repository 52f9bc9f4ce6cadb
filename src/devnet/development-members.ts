import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesToHex, type Clock, type Random } from '../foundation/index.ts'
import { openSigner } from '../membership/server.ts'
import { enrolMember } from '../node/server.ts'

export interface DevelopmentMember {
  /** Position in the contract's tree. */
  readonly index: number
  readonly idCommitment: bigint
  /** Messages an epoch. */
  readonly rateLimit: number
  readonly keystorePath: string
  readonly passwordPath: string
  readonly password: string
}

export interface MemberRequest {
  readonly rpcUrl: string
  readonly contractAddress: string
  /** Where keystore and password file are put. */
  readonly folder: string
  readonly name: string
  readonly rateLimit: number
  /** Of the account that pays. */
  readonly privateKey: string
}

/** The password lies beside the keystore, so that a million rounds would guard nothing. */
const KEYSTORE_ITERATIONS = 10_000

/** Registers a member with a keystore and a password of its own, each in a file. */
export async function enrolDevelopmentMember(
  components: { readonly clock: Clock; readonly random: Random },
  { rpcUrl, contractAddress, folder, name, rateLimit, privateKey }: MemberRequest,
): Promise<DevelopmentMember> {
  const keystorePath = join(folder, `${name}.json`)
  const passwordPath = join(folder, `${name}.password`)
  const password = bytesToHex(components.random.bytes(16))
  await writeFile(passwordPath, `${password}\n`, { mode: 0o600 })
  const { credential } = await enrolMember(components, {
    signer: await openSigner(rpcUrl, { privateKey }),
    contractAddress,
    rateLimit,
    keystorePath,
    password,
    encryption: { pbkdf2Iterations: KEYSTORE_ITERATIONS },
    mintTestTokens: true,
  })
  return {
    index: credential.treeIndex,
    idCommitment: credential.identity.commitment,
    rateLimit,
    keystorePath,
    passwordPath,
    password,
  }
}
