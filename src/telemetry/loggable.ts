import { bytesToHex } from '../foundation/index.ts'

/** Log fields are shallow; what lies deeper than this is a mistake and would only fill the disk. */
const MAX_DEPTH = 5
/** Entries written of one list or object. */
const MAX_ENTRIES = 64
/** Characters written of one text: a stack trace fits, a message's payload does not. */
const MAX_TEXT_LENGTH = 4096

const REDACTED = '[redacted]'

/** Compared with the key in lower case and without `_` and `-`. */
const SECRET_KEY =
  /secret|password|passphrase|privatekey|mnemonic|trapdoor|^identitynullifier$|^idnullifier$|^a1$|^nodekey$|^seed$/

/** `scheme://user:password@`: the part that must not be shown. */
const URL_CREDENTIALS = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi

/**
 * A value as it may stand in a log line: JSON types only, integers in full, bytes as hexadecimal, errors with their code
 * and cause. Whatever a key's name gives away as secret is replaced; yes and no are not secrets. Sizes are bounded.
 */
export function toLoggable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return toBoundedText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return toBoundedText(bytesToHex(value.subarray(0, MAX_TEXT_LENGTH)))
  if (depth >= MAX_DEPTH) return '[too deep]'
  if (value instanceof Error) return errorToLoggable(value, depth)
  if (value instanceof Date) return value.toJSON()
  if (Array.isArray(value)) return listToLoggable(value, depth)
  if (value instanceof Set) return listToLoggable([...value], depth)
  return entriesToLoggable(value instanceof Map ? [...value] : Object.entries(value), depth)
}

/** A text without URL credentials, cut to a bounded length. */
export function toBoundedText(text: string): string {
  const cut = text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}... (${text.length} characters)` : text
  return cut.replace(URL_CREDENTIALS, `$1${REDACTED}@`)
}

function listToLoggable(list: readonly unknown[], depth: number): unknown[] {
  const shown = list.slice(0, MAX_ENTRIES).map((entry) => toLoggable(entry, depth + 1))
  return list.length > MAX_ENTRIES ? [...shown, `... (${list.length} entries)`] : shown
}

function entriesToLoggable(entries: readonly (readonly [unknown, unknown])[], depth: number): unknown {
  const keyed = entries.map(([key, value]) => [String(key), value] as const)
  // Of an identity every part is secret, also `nullifier`, which in a proof is public.
  if (keyed.some(([key]) => normalizeKey(key).includes('trapdoor'))) return REDACTED
  const shown = keyed
    .slice(0, MAX_ENTRIES)
    .map(([key, value]) => [key, isSecretKey(key, value) ? REDACTED : toLoggable(value, depth + 1)] as const)
  return Object.fromEntries(shown)
}

function isSecretKey(key: string, value: unknown): boolean {
  return typeof value !== 'boolean' && value != null && SECRET_KEY.test(normalizeKey(key))
}

function normalizeKey(key: string): string {
  return key.toLowerCase().replaceAll(/[_-]/g, '')
}

function errorToLoggable(error: Error, depth: number): unknown {
  const code = 'code' in error ? toLoggable(error.code, depth + 1) : undefined
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    message: toBoundedText(error.message),
    ...(error.stack !== undefined && { stack: toBoundedText(error.stack) }),
    ...(error.cause !== undefined && { cause: toLoggable(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && { errors: listToLoggable(error.errors, depth) }),
  }
}
