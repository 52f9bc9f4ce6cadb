import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ArtifactSource } from './artifacts.ts'
import { RlnError } from './rln-error.ts'

/** The directory of the artifacts that come with the package: as far from the sources as from the compiled files. */
export const PACKAGED_ARTIFACTS = fileURLToPath(new URL('../../circuits/artifacts', import.meta.url))

/**
 * Artifacts from directories: each from the first that has it. Default: those that come with the package.
 * `read` rejects with RlnError `artifact_unknown` when none has it, and with the system's error when it cannot be read.
 */
export function fileArtifactSource(...directories: readonly string[]): ArtifactSource {
  const searched = directories.length === 0 ? [PACKAGED_ARTIFACTS] : directories
  return {
    read: async (name) => {
      for (const directory of searched) {
        const bytes = await readIfPresent(join(directory, name))
        if (bytes) return bytes
      }
      const advice = "The Waku Network's proving key has to be imported once"
      throw new RlnError('artifact_unknown', `no file ${name} in ${searched.join(', ')}. ${advice}`)
    },
  }
}

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
