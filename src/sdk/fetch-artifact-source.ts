import { type ArtifactSource, RlnError } from '../rln/index.ts'
import type { ArtifactProgress } from './artifact-progress.ts'

/** The proving key is the largest of them: 3.4 MB. */
const MAX_ARTIFACT_BYTES = 32 * 1024 * 1024

export interface FetchArtifactSourceOptions {
  /** Told while a file arrives. */
  readonly onProgress?: (progress: ArtifactProgress) => void
}

/**
 * Artifacts over HTTP, from where an application serves the package's folder `circuits/artifacts`. What arrives is checked
 * against its SHA-256 by whoever reads it. `read` rejects with RlnError `artifact_unknown`.
 * @param baseUrl of the folder, absolute
 */
export function fetchArtifactSource(baseUrl: string, options: FetchArtifactSourceOptions = {}): ArtifactSource {
  const folder = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  return {
    read: async (name) => {
      const url = new URL(name, folder)
      const response = await fetch(url).catch((cause) => {
        throw new RlnError('artifact_unknown', `${url} cannot be fetched`, { cause })
      })
      if (!response.ok || response.body === null) {
        throw new RlnError('artifact_unknown', `${url} cannot be fetched: the server answers ${response.status}`)
      }
      return readBody(response, response.body, name, options)
    },
  }
}

async function readBody(
  { headers, url }: Response,
  body: ReadableStream<Uint8Array>,
  name: string,
  { onProgress }: FetchArtifactSourceOptions,
): Promise<Uint8Array> {
  const length = headers.get('content-encoding') === null ? headers.get('content-length') : null
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length
    if (bytes > MAX_ARTIFACT_BYTES) {
      await reader.cancel()
      throw new RlnError('artifact_unknown', `${url} is longer than ${MAX_ARTIFACT_BYTES} bytes: it is another file`)
    }
    chunks.push(Uint8Array.from(next.value))
    onProgress?.({ name, bytes, fromCache: false, ...(length !== null && { totalBytes: Number(length) }) })
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}
