import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DevnetError } from './devnet-error.ts'
import { isClone, packageRoot } from './package-root.ts'

/** A Hardhat that can be started. */
export interface FoundHardhat {
  /** Its command line's script. */
  readonly script: string
  /** The project to run it in. */
  readonly cwd: string
}

/** Hardhat's own defaults are a chain as we want it; it refuses to run outside of a project of ES modules. */
const PROJECT = {
  'package.json': '{ "type": "module" }\n',
  'hardhat.config.js': 'export default {}\n',
}

/**
 * Hardhat beside this package, as in a clone, else the one of the folder the user is in. The published package does not
 * bring it: it is many times as large, and only a network for development needs it.
 * @throws DevnetError `hardhat_missing`
 */
export async function findHardhat(folder: string = process.cwd()): Promise<FoundHardhat> {
  for (const from of [packageRoot, folder]) {
    const manifest = resolveFrom(from)
    if (manifest === undefined) continue
    const home = dirname(manifest)
    const script = join(home, 'dist', 'src', 'cli.js')
    if (isClone) return { script, cwd: packageRoot }
    // It takes a project only from where it is installed itself.
    const project = join(dirname(home), '.cache', 'wakunode')
    await mkdir(project, { recursive: true })
    for (const [name, text] of Object.entries(PROJECT)) await writeFile(join(project, name), text)
    return { script, cwd: project }
  }
  const advice = 'run npm install hardhat@3.17.0 in this folder, or use a clone after npm ci'
  throw new DevnetError('hardhat_missing', `a development chain needs Hardhat: ${advice}`)
}

function resolveFrom(folder: string): string | undefined {
  try {
    return createRequire(join(folder, 'package.json')).resolve('hardhat/package.json')
  } catch {
    return undefined
  }
}
