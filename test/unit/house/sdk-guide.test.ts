import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('docs/sdk.md', () => {
  it('shows the programs of examples/sdk as they are', () => {
    const shown = [...read('docs/sdk.md').matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1])
    const programs = ['send', 'receive', 'wallet', 'js-waku'].map((name) => read(`examples/sdk/${name}.ts`))
    expect(shown).to.deep.equal(programs)
  })
})
