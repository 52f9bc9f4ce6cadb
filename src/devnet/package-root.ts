import { join } from 'node:path'

/** The folder of package.json: two floors above this file, in src/ as in dist/. */
export const packageRoot = join(import.meta.dirname, '..', '..')
