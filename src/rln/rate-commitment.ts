import { poseidon } from './poseidon.ts'
import { RlnError } from './rln-error.ts'

/** The most messages an epoch that the circuit's 16-bit range check can tell apart. */
export const MAX_RATE_LIMIT = 65_536

/**
 * The limit itself when a member can have it.
 * @throws RlnError `rate_limit_out_of_range`
 */
export function requireRateLimit(rateLimit: number | bigint): bigint {
  if (typeof rateLimit === 'bigint' || Number.isSafeInteger(rateLimit)) {
    const limit = BigInt(rateLimit)
    if (limit >= 1n && limit <= BigInt(MAX_RATE_LIMIT)) return limit
  }
  throw new RlnError('rate_limit_out_of_range', `rate limit ${rateLimit} is not an integer in 1..${MAX_RATE_LIMIT}`)
}

/**
 * The leaf of a member: Poseidon(idCommitment, rateLimit).
 * @param rateLimit Messages an epoch, 1..65536.
 * @throws RlnError `rate_limit_out_of_range`, `not_canonical`
 */
export function rateCommitment(idCommitment: bigint, rateLimit: number | bigint): bigint {
  return poseidon([idCommitment, requireRateLimit(rateLimit)])
}
