import { requireFieldElement } from './field.ts'
import { MAX_RATE_LIMIT } from './rate-commitment.ts'
import { RlnError } from './rln-error.ts'
import { nullifierOf } from './share.ts'

/** A range of message ids, as a thread gets it. */
export interface NullifierJob {
  readonly identitySecret: bigint
  readonly externalNullifier: bigint
  readonly from: number
  readonly to: number
}

/** One call holds its thread for about a third of a second. */
export const MAX_NULLIFIERS_PER_CALL = 2_048

/**
 * The nullifiers of message ids `from` (inclusive) to `to` (exclusive), in order: of a convict, to refuse them unverified;
 * of oneself, to notice another device. At most 2048 in one call, because it is synchronous.
 * @throws RlnError `message_id_range_invalid`, `not_canonical`
 */
export function nullifiersOf(identitySecret: bigint, externalNullifier: bigint, from: number, to: number): bigint[] {
  requireMessageIdRange(from, to)
  if (to - from > MAX_NULLIFIERS_PER_CALL) {
    const advice = `more than ${MAX_NULLIFIERS_PER_CALL} in one call: split it`
    throw new RlnError('message_id_range_invalid', `message ids ${from} to ${to} are ${advice}`)
  }
  requireFieldElement(identitySecret, 'the identity secret')
  requireFieldElement(externalNullifier, 'the external nullifier')
  return Array.from({ length: to - from }, (_, offset) => {
    return nullifierOf(identitySecret, externalNullifier, BigInt(from + offset))
  })
}

/** @throws RlnError `message_id_range_invalid` unless 0 <= from <= to <= 65536. */
export function requireMessageIdRange(from: number, to: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= MAX_RATE_LIMIT) return
  throw new RlnError('message_id_range_invalid', `message ids ${from} to ${to} do not lie in 0..${MAX_RATE_LIMIT}`)
}
