import { expect } from 'chai'
import { byteVariants, describeAttack, splitDoubleSignals } from '../support/split-attacks.ts'

const count = Number(process.env.COUNT ?? 100)
const seed = Number(process.env.SEED ?? 20_251_123)

describe('eight relay nodes set against each other (reliability rows R3, T4, T9)', function () {
  this.timeout(600_000)

  it(`cut no link for ${count} double signals split between them`, async () => {
    const report = await splitDoubleSignals({ count, seed })
    console.log(`      seed ${seed}: ${describeAttack(report)}`)
    expect(report.cutLinks).to.equal(0)
    expect(report.honest.lost).to.deep.equal([])
    expect(report.secretsRecovered).to.equal(count)
    expect(report.mostVerified).to.be.at.most(2)
  })

  it(`cut no link for ${count} messages sent around in other bytes`, async () => {
    const report = await byteVariants({ count, seed })
    console.log(`      seed ${seed}: ${describeAttack(report)}`)
    expect(report.cutLinks).to.equal(0)
    expect(report.honest.lost).to.deep.equal([])
    expect(report.mostVerified).to.be.at.most(1)
    expect(report.mostRelayed).to.be.at.most(1)
  })

  it("cut links for as few as 12 double signals under the specification's letter, which is why it is not the rule", async () => {
    const report = await splitDoubleSignals({ count: 12, seed, strictSpec64: true })
    console.log(`      seed ${seed}, --strict-spec-64: ${describeAttack(report)}`)
    expect(report.cutLinks).to.be.greaterThan(0)
  })
})
