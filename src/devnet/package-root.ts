import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of package.json: two floors above this file, in src/ as in dist/. */
export const packageRoot = join(import.meta.dirname, '..', '..')

/** Whether this runs in a clone, which has scripts, examples and a chain of its own besides the package. */
export const isClone = existsSync(join(packageRoot, 'hardhat.config.ts'))
