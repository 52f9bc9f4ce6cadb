import { systemClock, systemRandom } from '../../src/foundation/index.ts'
import { enrolMember } from '../../src/node/server.ts'
import type { MembershipFixture } from './membership-fixture.ts'

export interface TestMemberOptions {
  /** Default: 20. */
  readonly rateLimit?: number
  /** Of the keystore. Default: `p`. */
  readonly password?: string
}

/** Registers a new identity with the contract of a test, as the command line does, and writes its keystore. */
export async function enrolTestMember(
  { signer, deployment }: Pick<MembershipFixture, 'signer' | 'deployment'>,
  keystorePath: string,
  { rateLimit = 20, password = 'p' }: TestMemberOptions = {},
): Promise<void> {
  await enrolMember(
    { clock: systemClock, random: systemRandom },
    { signer, contractAddress: deployment.contract, rateLimit, keystorePath, password, mintTestTokens: true },
  )
}
