/**
 * An unsigned integer as LEB128, the varint of protobuf and of libp2p's length prefixes: seven bits a byte, lowest first.
 * @throws RangeError when it is not an integer in 0..2^53-1
 */
export function varintToBytes(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not an unsigned integer`)
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}
