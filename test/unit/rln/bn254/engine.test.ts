import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildEngine, ENGINE_BINARY_FILE } from '../../../../scripts/build-engine.ts'
import { bigIntToBytesLE } from '../../../../src/foundation/index.ts'
import { Engine } from '../../../../src/rln/bn254/engine.ts'

const root = join(import.meta.dirname, '../../../..')

describe('the arithmetic engine', () => {
  it('is what its sources compile to', async function () {
    this.timeout(120_000)
    expect(await buildEngine()).to.equal(readFileSync(join(root, ENGINE_BINARY_FILE), 'utf8'))
  })

  it('keeps integers of 32 bytes', async () => {
    const engine = await Engine.create()
    const pointer = engine.allocate(32)
    for (const value of [0n, 1n, 2n ** 64n, 2n ** 255n + 2n ** 64n - 1n, 2n ** 256n - 1n]) {
      engine.writeInteger(pointer, value)
      expect(engine.readInteger(pointer)).to.equal(value)
      expect(engine.read(pointer, 32)).to.deep.equal(bigIntToBytesLE(value, 32))
    }
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
