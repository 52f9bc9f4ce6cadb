import { type ArtifactSource, sha256Hex } from '../rln/index.ts'
import type { ArtifactProgress } from './artifact-progress.ts'

const DEFAULT_CACHE_NAME = 'waku-rln-relay-artifacts'

/** Nothing is asked of this address: Cache Storage files by address, and this one cannot be anybody's. */
const CACHE_ADDRESS = 'https://artifacts.invalid/'

export interface CachedArtifactSourceOptions {
  /** Default: `waku-rln-relay-artifacts`. */
  readonly cacheName?: string
  /** Default: the page's. */
  readonly caches?: Pick<CacheStorage, 'open'>
  /** Told of what came out of the cache. What is fetched is told of by its own source. */
  readonly onProgress?: (progress: ArtifactProgress) => void
  /** Told when the cache fails, as where the site's quota is used up. The artifact is used all the same. */
  readonly onCacheFailure?: (error: unknown) => void
}

/**
 * Keeps what another source reads in the browser's Cache Storage, so that a page loads keys and circuit once. Filed by
 * SHA-256, which is checked with every reading: a damaged copy is read anew, and an older version of a file goes when
 * the next one comes. Without Cache Storage, as on pages over plain http, all is read from the source.
 */
export function cachedArtifactSource(
  source: ArtifactSource,
  options: CachedArtifactSourceOptions = {},
): ArtifactSource {
  const { cacheName = DEFAULT_CACHE_NAME, onProgress, onCacheFailure } = options
  const caches: Pick<CacheStorage, 'open'> | undefined = options.caches ?? globalThis.caches
  const tolerant = async <Result>(work: (cache: Cache) => Promise<Result>): Promise<Result | undefined> => {
    try {
      return caches && (await work(await caches.open(cacheName)))
    } catch (error) {
      onCacheFailure?.(error)
      return undefined
    }
  }
  return {
    read: async (name, sha256) => {
      if (sha256 === undefined) return source.read(name)
      const copy = await tolerant((cache) => readCopy(cache, name, sha256))
      if (copy !== undefined) {
        onProgress?.({ name, bytes: copy.length, totalBytes: copy.length, fromCache: true })
        return copy
      }
      const bytes = await source.read(name, sha256)
      // A wrong file is the reader's to refuse, and not to be kept.
      if ((await sha256Hex(bytes)) === sha256) await tolerant((cache) => keep(cache, name, sha256, bytes))
      return bytes
    },
  }
}

async function readCopy(cache: Cache, name: string, sha256: string): Promise<Uint8Array | undefined> {
  const response = await cache.match(addressOf(name, sha256))
  if (response === undefined) return undefined
  const bytes = new Uint8Array(await response.arrayBuffer())
  return (await sha256Hex(bytes)) === sha256 ? bytes : undefined
}

async function keep(cache: Cache, name: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const folder = folderOf(name)
  for (const { url } of await cache.keys()) if (url.startsWith(folder)) await cache.delete(url)
  await cache.put(addressOf(name, sha256), new Response(bytes as Uint8Array<ArrayBuffer>))
}

function folderOf(name: string): string {
  return `${CACHE_ADDRESS}${encodeURIComponent(name)}/`
}

function addressOf(name: string, sha256: string): string {
  return `${folderOf(name)}${sha256}`
}
