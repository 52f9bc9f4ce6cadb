import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '../foundation/index.ts'

/** SHA-256 in hexadecimal. Off this thread where the platform does it: keys of megabytes would hold it up. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // Pages over plain http have no subtle.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (subtle === undefined) return bytesToHex(sha256(bytes))
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
}
