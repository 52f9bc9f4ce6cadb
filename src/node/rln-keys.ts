import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import {
  type ArtifactSource,
  checkNetworkProvingKey,
  type KnownKey,
  loadArtifacts,
  loadVerificationKey,
  parseVerificationKey,
  provingKeyName,
  type RlnArtifacts,
  type VerificationKey,
} from '../rln/index.ts'
import { fileArtifactSource, PACKAGED_ARTIFACTS } from '../rln/server.ts'

/** Where imported proving keys are kept, for this user's nodes all together. */
export function importedArtifactsFolder(): string {
  const dataHome = process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share')
  return join(dataHome, 'wakunode', 'artifacts')
}

/** What comes with the package, then what was imported. */
export function nodeArtifactSource(): ArtifactSource {
  return fileArtifactSource(PACKAGED_ARTIFACTS, importedArtifactsFolder())
}

/**
 * A known key's verification key, or the one in a file of snarkjs' JSON form.
 * @throws RlnError `artifact_unknown`, `artifact_hash_mismatch`, `key_invalid`; the system's error for an unreadable file
 */
export async function openVerificationKey(nameOrPath: KnownKey | (string & {})): Promise<VerificationKey> {
  if (isKnownKey(nameOrPath)) return loadVerificationKey(nodeArtifactSource(), nameOrPath)
  return parseVerificationKey(await readFile(nameOrPath, 'utf8'))
}

/**
 * Everything to prove with: a known key, or a `.zkey` file for the same circuit.
 * @throws as {@link openVerificationKey}
 */
export async function openProvingArtifacts(nameOrPath: KnownKey | (string & {})): Promise<RlnArtifacts> {
  const key = isKnownKey(nameOrPath) ? nameOrPath : { provingKey: new Uint8Array(await readFile(nameOrPath)) }
  return loadArtifacts(nodeArtifactSource(), key)
}

/**
 * Takes in the proving key of The Waku Network, once it is certain that it is that file.
 * @returns where it is kept
 * @throws RlnError `artifact_hash_mismatch`; the system's error for an unreadable file
 */
export async function importNetworkProvingKey(path: string): Promise<string> {
  const bytes = await readFile(path)
  checkNetworkProvingKey(bytes)
  const folder = importedArtifactsFolder()
  await mkdir(folder, { recursive: true })
  const target = join(folder, provingKeyName('network'))
  const temporary = `${target}.${process.pid}.tmp`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, target)
  return target
}

function isKnownKey(name: string): name is KnownKey {
  return name === 'development' || name === 'network'
}
