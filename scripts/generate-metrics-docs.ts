/** Writes docs/metrics.md from the sources. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { metricsDocs } from './metrics-docs.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'docs', 'metrics.md'), metricsDocs(root))
