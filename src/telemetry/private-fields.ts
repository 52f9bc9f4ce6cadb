const HIDDEN = '[at debug]'

/**
 * Who a member is, and what a message says: public on the chain or on the wire, and still nothing that every log of every
 * node should collect. Compared with the key in lower case and without `_` and `-`.
 */
const PRIVATE_KEY =
  /^(id|identity)commitments?$|^ratecommitments?$|^nullifiers?$|^internalnullifier$|^shares?$|^payload$|^meta$|^contenttopic$|^(rln|ratelimit)?proof$/

/**
 * A value of JSON types without what stands at `debug` and below only, at any depth; the very same when it holds nothing
 * of that kind.
 */
export function withoutPrivateFields<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const entries = value.map(withoutPrivateFields)
    return entries.every((entry, position) => entry === value[position]) ? value : (entries as Value)
  }
  const entries = Object.entries(value)
  const shown = entries.map(([key, field]) => [key, isPrivate(key) ? HIDDEN : withoutPrivateFields(field)] as const)
  return shown.every(([, field], position) => field === entries[position]![1])
    ? value
    : (Object.fromEntries(shown) as Value)
}

function isPrivate(key: string): boolean {
  return PRIVATE_KEY.test(key.toLowerCase().replaceAll(/[_-]/g, ''))
}
