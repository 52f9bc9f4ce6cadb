/** Writes docs/errors.md from the sources. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorDocs } from './error-docs.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'docs', 'errors.md'), errorDocs(root))
