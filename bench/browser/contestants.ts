import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { provingKeyName } from '../../src/rln/index.ts'
import { type Asset, pageOf, scriptOf } from '../../test/support/asset-server.ts'
import { networkKeyFile, zerokitBinary } from '../../test/support/zerokit.ts'

export const ZEROKIT = 'zerokit-wasm'

/** Who proves, and the page on which it does. */
export interface Contestant {
  readonly name: string
  readonly path: string
}

/** Ours by where proofs are made. The second is what a page has that is not cross-origin isolated. */
const THREADS = {
  page: "ours, page's thread",
  worker: 'ours, one Web Worker',
  workers: 'ours, two Web Workers that share memory',
}

const ROOT = join(import.meta.dirname, '..', '..')
const ARTIFACTS = ['manifest.json', 'rln-20-16.wasm']

export function contestantsUnder(key: 'network' | 'development'): readonly Contestant[] {
  const ours = Object.entries(THREADS).map(([thread, name]) => ({ name, path: `/ours?key=${key}&thread=${thread}` }))
  return key === 'network' ? [...ours, { name: ZEROKIT, path: '/zerokit' }] : ours
}

/** All that the pages load, by path. */
export async function assetsUnder(key: 'network' | 'development'): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>([
    ['/ours', pageOf('/ours.js')],
    ['/ours.js', await scriptOf(offering('openOurs', 'our-page'))],
    ['/worker.js', await scriptOf("import './src/rln/web-worker.ts'")],
  ])
  for (const name of [...ARTIFACTS, `rln-20-16-${key}.vkey.json`]) assets.set(`/artifacts/${name}`, artifact(name))
  const keyPath = `/artifacts/${provingKeyName(key)}`
  if (key === 'development') return assets.set(keyPath, artifact(provingKeyName(key)))
  return assets
    .set(keyPath, { contentType: 'application/octet-stream', body: readFileSync(networkKeyFile) })
    .set('/zerokit', pageOf('/zerokit.js'))
    .set('/zerokit.js', await scriptOf(offering('openZerokit', 'zerokit-page')))
    .set('/zerokit.wasm', { contentType: 'application/wasm', body: readFileSync(zerokitBinary) })
}

function artifact(name: string): Asset {
  const contentType = name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream'
  return { contentType, body: readFileSync(join(ROOT, 'circuits', 'artifacts', name)) }
}

/** A page's script, which calls what it imports: a bundler leaves out a file of this package that nobody calls. */
function offering(open: string, file: string): string {
  const imports = [
    `import { offer } from './bench/browser/contestant-page.ts'`,
    `import { ${open} } from './bench/browser/${file}.ts'`,
  ]
  return [...imports, `offer(${open}())`].join('\n')
}
