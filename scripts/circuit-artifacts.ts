/** What the circuit scripts share: the instances as data, the artifact directory and its manifest. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface CircuitInstance {
  readonly name: string
  /** The file that holds the template, from the root of the repository. */
  readonly file: string
  readonly template: string
  /** Arguments of the template, in its order. */
  readonly parameters: Readonly<Record<string, number>>
  readonly publicInputs: readonly string[]
  /** All public signals in the order of the witness: outputs first. */
  readonly publicSignals: readonly string[]
  readonly optimisation: 'O0' | 'O1' | 'O2'
  /** Exponent of the smallest powers of tau that hold the constraints. */
  readonly powersOfTau: number
  readonly outputs: {
    readonly witnessCalculator: string
    readonly developmentProvingKey: string
    readonly developmentVerificationKey: string
  }
}

/** One entry of `circuits/artifacts/manifest.json`, which maps a file name to what is pinned about it. */
export interface ManifestEntry {
  readonly file: string
  readonly kind: 'witness-calculator' | 'proving-key' | 'verification-key'
  /** `imported`: not in this repository, its owner brings the file; the hash says which file it must be. */
  readonly distribution: 'committed' | 'imported'
  readonly sha256: string
  readonly bytes: number
  readonly provenance: string
}

export const repositoryRoot = join(import.meta.dirname, '..')
export const artifactDirectory = join(repositoryRoot, 'circuits', 'artifacts')
/** Where everything goes that can be made again; git ignores it. */
export const buildDirectory = join(repositoryRoot, 'build', 'circuits')

const manifestPath = join(artifactDirectory, 'manifest.json')

export function readInstances(): CircuitInstance[] {
  return JSON.parse(readFileSync(join(repositoryRoot, 'circuits', 'instances.json'), 'utf8')) as CircuitInstance[]
}

/** The installed version of a package that this repository depends on. */
export function installedVersion(packageName: string): string {
  // Read from disk: a package may forbid the import of its own package.json.
  const path = join(repositoryRoot, 'node_modules', packageName, 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function readManifest(): Record<string, ManifestEntry> {
  if (!existsSync(manifestPath)) return {}
  return JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, ManifestEntry>
}

/** Writes a file of the artifact directory and pins it in the manifest. */
export function commitArtifact(
  file: string,
  bytes: Uint8Array,
  about: Pick<ManifestEntry, 'kind' | 'provenance'>,
): ManifestEntry {
  const entry: ManifestEntry = {
    file,
    kind: about.kind,
    distribution: 'committed',
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
    provenance: about.provenance,
  }
  writeFileSync(join(artifactDirectory, file), bytes)
  const entries = Object.entries({ ...readManifest(), [file]: entry })
  const sorted = Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
  writeFileSync(manifestPath, `${JSON.stringify(sorted, null, 2)}\n`)
  return entry
}
