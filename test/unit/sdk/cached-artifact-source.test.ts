import { sha256 } from '@noble/hashes/sha2.js'
import { expect } from 'chai'
import { bytesToHex } from '../../../src/foundation/index.ts'
import { type ArtifactSource, loadArtifacts } from '../../../src/rln/index.ts'
import { fileArtifactSource } from '../../../src/rln/server.ts'
import { type ArtifactProgress, cachedArtifactSource } from '../../../src/sdk/index.ts'

/** As much of Cache Storage as is used, in memory. */
class MemoryCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>()
  failure: Error | undefined

  async open(): Promise<Cache> {
    return this as unknown as Cache
  }

  async match(url: string): Promise<Response | undefined> {
    const bytes = this.entries.get(url)
    return bytes && new Response(bytes)
  }

  async put(url: string, response: Response): Promise<void> {
    if (this.failure) throw this.failure
    this.entries.set(url, new Uint8Array(await response.arrayBuffer()))
  }

  async keys(): Promise<{ url: string }[]> {
    return [...this.entries.keys()].map((url) => ({ url }))
  }

  async delete(url: string): Promise<boolean> {
    return this.entries.delete(url)
  }
}

/** Counts what is read from the package. */
function countingSource(): { source: ArtifactSource; reads: string[] } {
  const reads: string[] = []
  const packaged = fileArtifactSource()
  const source: ArtifactSource = {
    read: async (name) => {
      reads.push(name)
      return packaged.read(name)
    },
  }
  return { source, reads }
}

const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

describe('cached artifacts', () => {
  it('are read once, the manifest too: a second page load asks the source for nothing', async () => {
    const caches = new MemoryCache()
    const first = countingSource()
    const loaded = await loadArtifacts(cachedArtifactSource(first.source, { caches }), 'development')
    expect(first.reads).to.have.length(4)
    const second = countingSource()
    const progress: ArtifactProgress[] = []
    const source = cachedArtifactSource(second.source, { caches, onProgress: (each) => progress.push(each) })
    expect(await loadArtifacts(source, 'development')).to.deep.equal(loaded)
    expect(second.reads).to.deep.equal([])
    expect(progress.map(({ name }) => name)).to.deep.equal(first.reads)
    for (const { bytes, totalBytes, fromCache } of progress)
      expect([totalBytes, fromCache]).to.deep.equal([bytes, true])
  })

  it('are read anew where the copy is damaged, and kept again', async () => {
    const caches = new MemoryCache()
    const { source, reads } = countingSource()
    const cached = cachedArtifactSource(source, { caches })
    const bytes = await source.read('rln-20-16.wasm')
    await cached.read('rln-20-16.wasm', hashOf(bytes))
    const [[url, copy]] = [...caches.entries] as [[string, Uint8Array<ArrayBuffer>]]
    caches.entries.set(url, copy.with(0, copy[0]! ^ 1))
    reads.length = 0
    expect(await cached.read('rln-20-16.wasm', hashOf(bytes))).to.deep.equal(bytes)
    expect(reads).to.deep.equal(['rln-20-16.wasm'])
    await cached.read('rln-20-16.wasm', hashOf(bytes))
    expect(reads).to.have.length(1)
  })

  it('are not kept when they are wrong, which the reader refuses', async () => {
    const caches = new MemoryCache()
    const wrong: ArtifactSource = { read: async () => Uint8Array.of(1, 2, 3) }
    const bytes = await cachedArtifactSource(wrong, { caches }).read('a', hashOf(Uint8Array.of(4)))
    expect([...bytes]).to.deep.equal([1, 2, 3])
    expect(caches.entries.size).to.equal(0)
  })

  it('replace the older version of the same file, and no other file', async () => {
    const caches = new MemoryCache()
    for (const [name, content] of [
      ['key', 1],
      ['circuit', 2],
      ['key', 3],
    ] as const) {
      const source = cachedArtifactSource({ read: async () => Uint8Array.of(content) }, { caches })
      await source.read(name, hashOf(Uint8Array.of(content)))
    }
    expect([...caches.entries.values()].map(([content]) => content)).to.deep.equal([2, 3])
  })

  it('are used all the same when the cache is full, and the application is told', async () => {
    const caches = new MemoryCache()
    caches.failure = new Error('QuotaExceededError')
    const failures: unknown[] = []
    const { source, reads } = countingSource()
    const cached = cachedArtifactSource(source, { caches, onCacheFailure: (error) => failures.push(error) })
    const wanted = await source.read('manifest.json')
    for (let load = 0; load < 2; load++)
      expect(await cached.read('manifest.json', hashOf(wanted))).to.deep.equal(wanted)
    expect(reads).to.have.length(3)
    expect(failures).to.deep.equal([caches.failure, caches.failure])
  })

  it('come from the source alone where there is no Cache Storage, or no hash to file them by', async () => {
    const { source, reads } = countingSource()
    await cachedArtifactSource(source).read('manifest.json', '00')
    await cachedArtifactSource(source, { caches: new MemoryCache() }).read('manifest.json')
    expect(reads).to.have.length(2)
  })
})
