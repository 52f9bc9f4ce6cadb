import { expect } from 'chai'
import type { Random } from '../../src/foundation/index.ts'
import type { MembershipCredential } from '../../src/membership/credential.ts'
import { MembershipError, type MembershipErrorCode } from '../../src/membership/membership-error.ts'
import { identityFromSecrets } from '../../src/rln/index.ts'

/** So few that tests are fast; the number is in the file. */
export const FAST = { pbkdf2Iterations: 2 }

export function credentialAt(treeIndex: number): MembershipCredential {
  return {
    identity: identityFromSecrets(BigInt(treeIndex) + 1n, 2n),
    membershipContract: { chainId: 59_141n, address: '0xB9cd878C90E49F797B4431fBF4fb333108CB90e6' },
    treeIndex,
    userMessageLimit: 100,
  }
}

/** 1, 2, 3, ... */
export function countingRandom(): Random {
  let next = 1
  return { bytes: (length) => Uint8Array.from({ length }, () => next++) }
}

export async function expectMembershipError(
  promise: Promise<unknown>,
  code: MembershipErrorCode,
): Promise<MembershipError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(MembershipError).with.property('code', code)
  return error as MembershipError
}
