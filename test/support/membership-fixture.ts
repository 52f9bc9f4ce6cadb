import type { Signer } from 'ethers'
import { systemRandom } from '../../src/foundation/index.ts'
import {
  type Deployment,
  type DeploymentOptions,
  deployMembership,
  developmentPrivateKeys,
  type MembershipContract,
  membershipContractAt,
  mintTestTokens,
  openSigner,
  tokenAt,
} from '../../src/membership/server.ts'
import { createIdentity, type Identity } from '../../src/rln/index.ts'
import { type HardhatChain, startHardhatChain } from './hardhat-chain.ts'

/** A chain with a deployed contract and an account that can register as much as a test wants. */
export interface MembershipFixture {
  readonly chain: HardhatChain
  readonly deployment: Deployment
  readonly contract: MembershipContract
  readonly signer: Signer
  /** Registers an identity in a transaction of its own and waits until it is mined. */
  register(identity: Identity, rateLimit?: number): Promise<void>
  stop(): Promise<void>
}

export async function startMembershipFixture(options: DeploymentOptions = {}): Promise<MembershipFixture> {
  const chain = await startHardhatChain()
  try {
    const signer = await openSigner(chain.rpcUrl, { privateKey: developmentPrivateKeys(1)[0]! })
    const deployment = await deployMembership({ signer, maxTotalRateLimit: 4_000_000, ...options })
    const contract = membershipContractAt(deployment.contract, signer)
    await mintTestTokens({ signer, token: deployment.token, amount: 10n ** 21n })
    const approved = await tokenAt(deployment.token, signer).approve(deployment.contract, 10n ** 21n)
    await approved.wait()
    return {
      chain,
      deployment,
      contract,
      signer,
      register: async (identity, rateLimit = 20) => {
        const sent = await contract.register(identity.commitment, rateLimit, [])
        await sent.wait()
      },
      stop: () => chain.stop(),
    }
  } catch (error) {
    await chain.stop()
    throw error
  }
}

export function newIdentities(count: number): Identity[] {
  return Array.from({ length: count }, () => createIdentity(systemRandom))
}
