/** Protobuf's wire types. 3 and 4 (groups) are long withdrawn, 6 and 7 were never given out. */
export const VARINT = 0
export const FIXED_64 = 1
export const LENGTH_DELIMITED = 2
export const FIXED_32 = 5
const GROUP_START = 3
const GROUP_END = 4

/** `malformed`: no implementation reads it. `ambiguous`: implementations differ in whether or how they read it. */
export type FieldDefect = 'malformed' | 'ambiguous'

const MAX_FIELD_NUMBER = 2 ** 29 - 1
const MAX_VARINT_LENGTH = 10
const MAX_UINT_32_LENGTH = 5

/**
 * The raw values of the wanted fields of a protobuf message: for a varint its bytes, for a length-delimited field its
 * content. As every relaying implementation does it, the last of several values counts, and unknown fields and known
 * ones of another wire type are skipped. Values are views into `data`.
 */
export function readFields(
  data: Uint8Array,
  wanted: Readonly<Record<number, number>>,
): ReadonlyMap<number, Uint8Array> | FieldDefect {
  const values = new Map<number, Uint8Array>()
  const defect = visitFields(data, (field, wireType, value) => {
    if (wanted[field] === wireType) values.set(field, value)
  })
  return defect ?? values
}

/**
 * Calls `visit` with the raw value of every field of a protobuf message, in their order: for messages with repeated
 * fields. Fields before a defect have been visited when it is returned.
 */
export function visitFields(
  data: Uint8Array,
  visit: (field: number, wireType: number, value: Uint8Array) => void,
): FieldDefect | undefined {
  let position = 0
  while (position < data.length) {
    const tag = readVarint(data, position)
    if (typeof tag === 'string') return tag
    const wireType = data[position]! & 0x07
    const fieldNumber = Math.floor(tag.value / 8)
    // Go refuses such numbers, nwaku skips the field; nwaku refuses groups, Go skips them.
    if (fieldNumber === 0 || fieldNumber > MAX_FIELD_NUMBER) return 'ambiguous'
    if (wireType === GROUP_START || wireType === GROUP_END) return 'ambiguous'
    const value = readValue(data, tag.end, wireType)
    if (typeof value === 'string') return value
    visit(fieldNumber, wireType, value.bytes)
    position = value.end
  }
  return undefined
}

/** The varints of a packed repeated field, each as `readFields` hands it out. */
export function packedVarints(data: Uint8Array): Uint8Array[] | FieldDefect {
  const varints: Uint8Array[] = []
  let position = 0
  while (position < data.length) {
    const varint = readVarint(data, position)
    if (typeof varint === 'string') return varint
    varints.push(data.subarray(position, varint.end))
    position = varint.end
  }
  return varints
}

/** A varint of up to 64 bits as `readFields` hands it out. */
export function varintValue(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes.toReversed()) value = (value << 7n) | BigInt(byte & 0x7f)
  return BigInt.asUintN(64, value)
}

/** A 32-bit varint; undefined when it is longer than nwaku reads or larger than 32 bits, where others truncate. */
export function uint32Value(bytes: Uint8Array): number | undefined {
  const value = varintValue(bytes)
  return bytes.length > MAX_UINT_32_LENGTH || value > 0xffff_ffffn ? undefined : Number(value)
}

// ignoreBOM keeps a leading byte order mark: without it, encoding the text again would give other bytes.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text that a length-delimited field holds; undefined when it is not UTF-8. */
export function textValue(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** The unsigned form in which zigzag writes a signed 64-bit integer: 0, -1, 1, -2 become 0, 1, 2, 3. */
export function zigzagOf(value: bigint): bigint {
  return value < 0n ? -2n * value - 1n : 2n * value
}

/** The signed integer that a 64-bit zigzag varint holds. */
export function zigzagValue(bytes: Uint8Array): bigint {
  const value = varintValue(bytes)
  return value & 1n ? -(value >> 1n) - 1n : value >> 1n
}

/** The value is exact below 2^53; what is larger is only ever compared with smaller bounds. */
function readVarint(data: Uint8Array, start: number): { value: number; end: number } | FieldDefect {
  let value = 0
  for (let index = 0; index < MAX_VARINT_LENGTH; index++) {
    const byte = data[start + index]
    if (byte === undefined) return 'malformed'
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) {
      // Bits above the 64th: Go refuses them, nwaku drops them.
      if (index === MAX_VARINT_LENGTH - 1 && byte > 1) return 'ambiguous'
      return { value, end: start + index + 1 }
    }
  }
  return 'malformed'
}

function readValue(
  data: Uint8Array,
  start: number,
  wireType: number,
): { bytes: Uint8Array; end: number } | FieldDefect {
  switch (wireType) {
    case VARINT: {
      const varint = readVarint(data, start)
      return typeof varint === 'string' ? varint : slice(data, start, varint.end)
    }
    case FIXED_64:
      return slice(data, start, start + 8)
    case FIXED_32:
      return slice(data, start, start + 4)
    case LENGTH_DELIMITED: {
      const length = readVarint(data, start)
      return typeof length === 'string' ? length : slice(data, length.end, length.end + length.value)
    }
    default:
      return 'malformed'
  }
}

function slice(data: Uint8Array, start: number, end: number): { bytes: Uint8Array; end: number } | FieldDefect {
  return end > data.length ? 'malformed' : { bytes: data.subarray(start, end), end }
}
