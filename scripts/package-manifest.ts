/**
 * The package.json that is published: without the Node that a clone brings along, because whoever installs a package has
 * one, and without what is for clones. `prepack` takes that out (`strip`), `postpack` puts the clone's back (`restore`).
 */
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const manifest = join(root, 'package.json')
const kept = join(root, 'build', 'package.json.kept')

function strip(): void {
  mkdirSync(dirname(kept), { recursive: true })
  copyFileSync(manifest, kept)
  const { optionalDependencies, scripts, devDependencies, overrides, allowScripts, ...published } = JSON.parse(
    readFileSync(manifest, 'utf8'),
  )
  // npm still asks this one for its turn when it has packed.
  published.scripts = { postpack: scripts.postpack }
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`)
}

if (process.argv[2] === 'restore') renameSync(kept, manifest)
else strip()
