import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { fieldArithmetic } from '../../../../scripts/generate-field-arithmetic.ts'
import { poseidonConstants } from '../../../../scripts/generate-poseidon-constants.ts'

const committed = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../engine/assembly/generated', file), 'utf8')

describe("the engine's generated sources", () => {
  for (const [file, text] of fieldArithmetic()) {
    it(`${file} is what its script gives`, () => {
      expect(committed(file)).to.equal(text)
    })
  }

  it('poseidon-constants.ts is what its script gives', async () => {
    expect(committed('poseidon-constants.ts')).to.equal(await poseidonConstants())
  })
})
