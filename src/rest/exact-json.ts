/**
 * JSON whose integers keep their digits: Waku timestamps are nanoseconds, beyond what a double holds, and nwaku writes
 * them as plain JSON numbers.
 */

/** ECMAScript's "JSON.parse source text access", in Node since 21; TypeScript's library does not declare it yet. */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
  rawJSON(text: string): unknown
}

const exactJson = JSON as unknown as ExactJson

/**
 * Parses JSON; integers beyond 2^53 become bigint, all others stay numbers.
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  return exactJson.parse(text, (_key, value, { source }) => {
    const isBigInteger = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
    return isBigInteger ? BigInt(source!) : value
  })
}

/** Writes JSON; a bigint becomes a JSON number with all its digits. */
export function stringifyExactJson(value: unknown): string {
  return JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? exactJson.rawJSON(String(field)) : field))
}
