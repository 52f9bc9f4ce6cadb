import { scryptAsync } from '@noble/hashes/scrypt.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, concatBytes, hexToBytes, type Random } from '../foundation/index.ts'
import { MembershipError } from './membership-error.ts'

/**
 * One encrypted credential, in the form of Web3 secret storage: the key is the first half of what the password derives,
 * and `mac` is keccak256(second half || ciphertext). All bytes are hex.
 */
export interface KeystoreEntry {
  readonly crypto: {
    readonly cipher: string
    readonly cipherparams: { readonly iv: string }
    readonly ciphertext: string
    readonly kdf: string
    readonly kdfparams: Readonly<Record<string, unknown>>
    readonly mac: string
  }
}

/** nwaku's number of PBKDF2 iterations: about half a second. */
export const DEFAULT_PBKDF2_ITERATIONS = 1_000_000

// Bounds on what a file may ask of us before its password is checked.
/** Ten times nwaku's: some five seconds. */
const MAX_PBKDF2_ITERATIONS = 10_000_000
/** Four times the 2^18 of nwaku and of Ethereum's keystores. */
const MAX_SCRYPT_N = 2 ** 20
/** 128 * n * r bytes; Ethereum's keystores (n 2^18, r 8) take exactly this. */
const MAX_SCRYPT_MEMORY_BYTES = 2 ** 28
/** n * r * p; four times that of nwaku (n 2^18, r 1, p 8) and of Ethereum's keystores. */
const MAX_SCRYPT_WORK = 2 ** 23
const MAX_SALT_BYTES = 64
/** A credential takes about 700 bytes. */
const MAX_CIPHERTEXT_BYTES = 65_536

const DERIVED_KEY_BYTES = 32
const IV_BYTES = 16
const SALT_BYTES = 16
const MAC_BYTES = 32

/** Encrypts as nwaku does: PBKDF2 with HMAC-SHA-256, AES-128-CTR. The password's UTF-8 bytes are taken as they are. */
export async function encryptEntry(
  plaintext: Uint8Array,
  password: string,
  random: Random,
  iterations = DEFAULT_PBKDF2_ITERATIONS,
): Promise<KeystoreEntry> {
  const salt = random.bytes(SALT_BYTES)
  const iv = random.bytes(IV_BYTES)
  const derivedKey = await derivePbkdf2(password, salt, iterations)
  const ciphertext = await aes128Ctr('encrypt', derivedKey, iv, plaintext)
  return {
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: bytesToHex(iv) },
      ciphertext: bytesToHex(ciphertext),
      kdf: 'pbkdf2',
      kdfparams: { dklen: DERIVED_KEY_BYTES, c: iterations, prf: 'hmac-sha256', salt: bytesToHex(salt) },
      mac: bytesToHex(macOf(derivedKey, ciphertext)),
    },
  }
}

/**
 * The plaintext; undefined when the password is another. All parameters are checked before any work is done.
 * @throws MembershipError `keystore_malformed`, `keystore_unsupported`, `keystore_kdf_out_of_bounds`
 */
export async function decryptEntry({ crypto }: KeystoreEntry, password: string): Promise<Uint8Array | undefined> {
  if (crypto.cipher !== 'aes-128-ctr') throw unsupported(`cipher ${JSON.stringify(crypto.cipher)}`)
  const iv = bytesOf(crypto.cipherparams.iv, IV_BYTES, IV_BYTES, 'iv')
  const ciphertext = bytesOf(crypto.ciphertext, 1, MAX_CIPHERTEXT_BYTES, 'ciphertext')
  const mac = bytesOf(crypto.mac, MAC_BYTES, MAC_BYTES, 'mac')
  const derivedKey = await deriveKey(crypto, password)
  if (!equalInConstantTime(macOf(derivedKey, ciphertext), mac)) return undefined
  return aes128Ctr('decrypt', derivedKey, iv, ciphertext)
}

async function deriveKey({ kdf, kdfparams }: KeystoreEntry['crypto'], password: string): Promise<Uint8Array> {
  const salt = bytesOf(kdfparams.salt, 1, MAX_SALT_BYTES, 'salt')
  boundedInteger(kdfparams, 'dklen', DERIVED_KEY_BYTES, DERIVED_KEY_BYTES)
  if (kdf === 'scrypt') return deriveScrypt(password, salt, kdfparams)
  if (kdf !== 'pbkdf2') throw unsupported(`key derivation ${JSON.stringify(kdf)}`)
  if (kdfparams.prf !== 'hmac-sha256') throw unsupported(`PBKDF2 with ${JSON.stringify(kdfparams.prf)}`)
  return derivePbkdf2(password, salt, boundedInteger(kdfparams, 'c', 1, MAX_PBKDF2_ITERATIONS))
}

async function derivePbkdf2(password: string, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 8 * DERIVED_KEY_BYTES))
}

async function deriveScrypt(
  password: string,
  salt: Uint8Array,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Uint8Array> {
  const n = boundedInteger(parameters, 'n', 2, MAX_SCRYPT_N)
  const r = boundedInteger(parameters, 'r', 1, MAX_SCRYPT_MEMORY_BYTES / (128 * n))
  const p = boundedInteger(parameters, 'p', 1, MAX_SCRYPT_WORK / (n * r))
  if (!Number.isInteger(Math.log2(n))) throw outOfBounds('n', 'a power of 2')
  return scryptAsync(password, salt, { N: n, r, p, dkLen: DERIVED_KEY_BYTES })
}

async function aes128Ctr(
  operation: 'encrypt' | 'decrypt',
  derivedKey: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', derivedKey.slice(0, 16), 'AES-CTR', false, [operation])
  const parameters = { name: 'AES-CTR', counter: new Uint8Array(iv), length: 128 }
  return new Uint8Array(await crypto.subtle[operation](parameters, key, new Uint8Array(data)))
}

function macOf(derivedKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return keccak_256(concatBytes(derivedKey.subarray(16, 32), ciphertext))
}

function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index++) difference |= a[index]! ^ b[index]!
  return difference === 0
}

function bytesOf(hex: unknown, minLength: number, maxLength: number, name: string): Uint8Array {
  const isHex = typeof hex === 'string' && hex.length <= 2 * maxLength && /^([0-9a-fA-F]{2})*$/.test(hex)
  const bytes = isHex ? hexToBytes(hex) : undefined
  if (bytes === undefined || bytes.length < minLength) {
    throw new MembershipError(
      'keystore_malformed',
      `The keystore's ${name} must be the hex of ${minLength} to ${maxLength} bytes`,
    )
  }
  return bytes
}

function boundedInteger(parameters: Readonly<Record<string, unknown>>, name: string, min: number, max: number): number {
  const value = parameters[name]
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw outOfBounds(name, `an integer within ${min}..${Math.floor(max)}`)
}

function outOfBounds(name: string, bounds: string): MembershipError {
  return new MembershipError(
    'keystore_kdf_out_of_bounds',
    `The keystore's key derivation parameter ${name} must be ${bounds}: it was damaged, or made to exhaust this machine`,
  )
}

function unsupported(what: string): MembershipError {
  return new MembershipError('keystore_unsupported', `The keystore uses ${what}, which this program does not know`)
}
