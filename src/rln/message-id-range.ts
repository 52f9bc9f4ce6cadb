import { requireRateLimit } from './rate-commitment.ts'
import { RlnError } from './rln-error.ts'

/** The message ids one may use, both ends included. */
export interface MessageIdRange {
  readonly from: number
  readonly to: number
}

/**
 * The range a member with this rate limit uses: all of its ids, unless it was told which.
 * @throws RlnError `message_id_range_invalid`
 */
export function usableRange(options: {
  readonly rateLimit: number
  readonly messageIdRange?: MessageIdRange
}): MessageIdRange {
  const { rateLimit, messageIdRange } = options
  requireRateLimit(rateLimit)
  const range = messageIdRange ?? { from: 0, to: rateLimit - 1 }
  const isValid = Number.isInteger(range.from) && Number.isInteger(range.to) && range.from >= 0 && range.to < rateLimit
  if (isValid && range.from <= range.to) return range
  const found = `message id range ${range.from}-${range.to}`
  throw new RlnError('message_id_range_invalid', `${found} does not lie in 0-${rateLimit - 1}, the ids of this member`)
}
