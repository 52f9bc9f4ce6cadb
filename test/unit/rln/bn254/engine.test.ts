import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildEngine, ENGINE_BINARY_FILE } from '../../../../scripts/build-engine.ts'
import { Engine } from '../../../../src/rln/bn254/engine.ts'

const root = join(import.meta.dirname, '../../../..')

describe('the arithmetic engine', () => {
  it('is what its sources compile to', async function () {
    this.timeout(120_000)
    expect(await buildEngine()).to.equal(readFileSync(join(root, ENGINE_BINARY_FILE), 'utf8'))
  })

  it('clears and reuses the memory of a scope, also when it fails', async () => {
    const engine = await Engine.create()
    let first = 0
    const failing = (): void =>
      engine.scoped(() => {
        first = engine.allocate(100_000)
        engine.write(first, new Uint8Array(100_000).fill(7))
        throw new Error('on purpose')
      })
    expect(failing).to.throw('on purpose')
    expect(engine.allocate(16)).to.equal(first)
    expect(engine.read(first, 100_000).every((byte) => byte === 0)).to.equal(true)
  })
})
