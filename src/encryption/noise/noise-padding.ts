/** Together with what a payload adds, messages come close to multiples of 256 bytes. */
export const BLOCK_BYTES = 248

/** PKCS#7 (RFC 5652, 6.3): as many bytes as are missing to a multiple of 248, each of that value, and never none. */
export function padMessage(message: Uint8Array): Uint8Array {
  const missing = BLOCK_BYTES - (message.length % BLOCK_BYTES)
  const padded = new Uint8Array(message.length + missing).fill(missing)
  padded.set(message)
  return padded
}

/** undefined when it is not padded so. Only asked of what was authenticated, so it is no oracle. */
export function unpadMessage(padded: Uint8Array): Uint8Array | undefined {
  const count = padded.at(-1)
  if (count === undefined || padded.length % BLOCK_BYTES !== 0 || count === 0 || count > BLOCK_BYTES) return undefined
  const end = padded.length - count
  return padded.subarray(end).every((byte) => byte === count) ? padded.slice(0, end) : undefined
}
