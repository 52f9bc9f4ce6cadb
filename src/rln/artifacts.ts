import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '../foundation/index.ts'
import type { ProvingArtifacts } from './proving/proving-key.ts'
import { RlnError } from './rln-error.ts'
import { sha256Hex } from './sha256-hex.ts'
import { parseVerificationKey, type VerificationKey, verificationKeyFromZkey } from './verification-key.ts'
import { checkZkeyHeader } from './zkey-header.ts'

/** Where artifacts come from. Its manifest is believed, all else is checked against that: guards against mix-ups and decay. */
export interface ArtifactSource {
  /**
   * The whole file. Rejects when there is none of that name.
   * @param sha256 of the file that is wanted, in hexadecimal, where that is known: a source that keeps copies finds them by
   *   it. Whoever reads checks what comes.
   */
  read(name: string, sha256?: string): Promise<Uint8Array>
}

/** The keys this package knows: the one made for development, and The Waku Network's. */
export type KnownKey = 'development' | 'network'

export interface RlnArtifacts extends ProvingArtifacts {
  readonly verificationKey: VerificationKey
  readonly name: KnownKey | 'other'
  /** Whether it is the development key, whose maker can forge proofs: for the local chain only. */
  readonly development: boolean
}

/** SHA-256 of the proving key of The Waku Network, which is imported and not shipped. */
export const NETWORK_PROVING_KEY_SHA256 = 'ae30d3d4b29d9dab8c65ff181644a3eb57c2c0fa9f687ea3baf8c7f711d7946a'

const MANIFEST = 'manifest.json'
/** Of the manifest in this package. Another one is believed, too, but a copy of this one need not be fetched again. */
export const MANIFEST_SHA256 = '1495194c3a1633bfd2834c6f635dd137ef8b65fc517ef69fe60ebbc1dbe47f18'
const CIRCUIT_WASM = 'rln-20-16.wasm'

/** The file name of a known proving key, as it is imported and read. */
export function provingKeyName(key: KnownKey): string {
  return `rln-20-16-${key}.zkey`
}

/**
 * Everything proving needs, with every file checked against the manifest's SHA-256, and the keys themselves checked.
 * @param key A known key, or the bytes of any `.zkey` for this circuit; a known one is recognised by its hash.
 * @throws RlnError `artifact_unknown`, `artifact_hash_mismatch`, `key_invalid`, and the source's error
 */
export async function loadArtifacts(
  source: ArtifactSource,
  key: KnownKey | { readonly provingKey: Uint8Array },
): Promise<RlnArtifacts> {
  const pins = await readPins(source)
  const circuitWasm = await readPinned(source, pins, CIRCUIT_WASM)
  const name = typeof key === 'string' ? key : recognise(pins, key.provingKey)
  const provingKey = typeof key === 'string' ? await readPinned(source, pins, provingKeyName(key)) : key.provingKey
  checkZkeyHeader(provingKey)
  const verificationKey =
    name === 'other' ? verificationKeyFromZkey(provingKey) : await readVerificationKey(source, pins, name)
  return { circuitWasm, provingKey, verificationKey, name, development: name === 'development' }
}

/**
 * The verification key alone: a node that only relays needs no proving key.
 * @throws as {@link loadArtifacts}
 */
export async function loadVerificationKey(source: ArtifactSource, key: KnownKey): Promise<VerificationKey> {
  return await readVerificationKey(source, await readPins(source), key)
}

/**
 * Refuses every file that is not the proving key of The Waku Network, byte for byte.
 * @throws RlnError `artifact_hash_mismatch`
 */
export function checkNetworkProvingKey(bytes: Uint8Array): void {
  requirePin(provingKeyName('network'), bytesToHex(sha256(bytes)), NETWORK_PROVING_KEY_SHA256)
}

/** SHA-256 in hexadecimal by file name. */
type Pins = ReadonlyMap<string, string>

async function readPins(source: ArtifactSource): Promise<Pins> {
  const text = new TextDecoder().decode(await source.read(MANIFEST, MANIFEST_SHA256))
  try {
    const manifest = JSON.parse(text) as Record<string, { sha256: string }>
    const pins = new Map(Object.entries(manifest).map(([name, { sha256: pin }]) => [name, pin]))
    // The one key with a life outside this package is pinned in the code too: no manifest can make another one of it.
    return pins.set(provingKeyName('network'), NETWORK_PROVING_KEY_SHA256)
  } catch (cause) {
    throw new RlnError('artifact_unknown', `${MANIFEST} is not a list of artifacts: install the package again`, {
      cause,
    })
  }
}

async function readPinned(source: ArtifactSource, pins: Pins, name: string): Promise<Uint8Array> {
  const pin = pins.get(name)
  if (pin === undefined) throw new RlnError('artifact_unknown', `${MANIFEST} has no artifact called ${name}`)
  const bytes = await source.read(name, pin)
  requirePin(name, await sha256Hex(bytes), pin)
  return bytes
}

async function readVerificationKey(source: ArtifactSource, pins: Pins, key: KnownKey): Promise<VerificationKey> {
  return parseVerificationKey(new TextDecoder().decode(await readPinned(source, pins, `rln-20-16-${key}.vkey.json`)))
}

function recognise(pins: Pins, provingKey: Uint8Array): KnownKey | 'other' {
  const found = bytesToHex(sha256(provingKey))
  const known: readonly KnownKey[] = ['development', 'network']
  return known.find((key) => pins.get(provingKeyName(key)) === found) ?? 'other'
}

function requirePin(name: string, found: string, pin: string): void {
  if (found === pin) return
  throw new RlnError('artifact_hash_mismatch', `${name} has SHA-256 ${found}, expected ${pin}: it is another file`)
}
