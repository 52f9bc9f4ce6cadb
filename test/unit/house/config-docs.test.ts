import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { configDocs } from '../../../scripts/config-docs.ts'

describe('docs/configuration.md', () => {
  it('lists the options as they are: node scripts/generate-config-docs.ts', () => {
    const written = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8')
    expect(written).to.equal(configDocs())
  })
})
