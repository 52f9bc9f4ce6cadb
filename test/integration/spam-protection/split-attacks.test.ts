import { expect } from 'chai'
import { byteVariants, describeAttack, splitDoubleSignals } from '../../support/split-attacks.ts'

/** Under the specification's letter twelve pairs cut half of the links; `npm run test:long -- R3` has a hundred. */
const COUNT = 12
const SEED = 20_251_123

describe('eight relay nodes whose members and strangers try to set them against each other', function () {
  this.timeout(120_000)

  it(`cut no link for ${COUNT} double signals split between them, lose no message, and recover each secret`, async () => {
    const report = await splitDoubleSignals({ count: COUNT, seed: SEED })
    console.log(`      ${describeAttack(report)}`)
    expect(report.cutLinks).to.equal(0)
    expect(report.honest.lost).to.deep.equal([])
    expect(report.honest.published).to.equal(COUNT)
    expect(report.secretsRecovered).to.equal(COUNT)
    expect(report.mostVerified).to.be.at.most(2)
    expect(report.mostRelayed).to.be.at.most(1)
  })

  it(`cut no link for ${COUNT} messages sent around in other bytes, relay one copy of each, and verify one`, async () => {
    const report = await byteVariants({ count: COUNT, seed: SEED })
    console.log(`      ${describeAttack(report)}`)
    expect(report.cutLinks).to.equal(0)
    expect(report.honest.lost).to.deep.equal([])
    expect(report.mostVerified).to.be.at.most(1)
    expect(report.mostRelayed).to.be.at.most(1)
  })
})
