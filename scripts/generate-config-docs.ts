/** Writes docs/configuration.md from the sources. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configDocs } from './config-docs.ts'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), configDocs())
