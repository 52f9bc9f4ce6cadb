import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { sha256Hex } from '../../scripts/circuit-artifacts.ts'
import { rowDigest } from '../support/r1cs.ts'
import { artifactPath, constraintSystem, freshlyCompiled, instance } from './rln-circuit.ts'

/** sha256 over rows A and B of the constraint system that the network's proving key was made for. */
const NETWORK_ROW_DIGEST = 'bdea9a98775b1e0c925acc0ca382660be357a91610b1fe329b5ed3b534306e14'

describe('compilation of RLN(20, 16)', function () {
  this.timeout(120_000)
  before(() => {
    freshlyCompiled()
  })

  it("gives the constraint system of the network's proving key, row by row", () => {
    const r1cs = constraintSystem()
    expect(r1cs.constraints).to.have.length(5820)
    expect(r1cs.wireCount).to.equal(5844)
    expect(rowDigest(r1cs)).to.equal(NETWORK_ROW_DIGEST)
  })

  it('makes three outputs and two inputs public, as circuits/instances.json says', () => {
    const r1cs = constraintSystem()
    expect(r1cs.publicOutputCount).to.equal(3)
    expect(r1cs.publicInputCount).to.equal(instance.publicInputs.length)
    expect(r1cs.privateInputCount).to.equal(3 + 2 * instance.parameters.depth!)
    expect(instance.publicSignals).to.have.length(r1cs.publicOutputCount + r1cs.publicInputCount)
  })

  it('fits the powers of tau that circuits/instances.json names, and no smaller ones', () => {
    const rows = constraintSystem().constraints.length + instance.publicSignals.length + 1
    expect(rows).to.be.at.most(2 ** instance.powersOfTau)
    expect(rows).to.be.above(2 ** (instance.powersOfTau - 1))
  })

  it('gives the committed witness calculator, byte by byte', () => {
    const fresh = readFileSync(freshlyCompiled().witnessCalculatorPath)
    const committed = readFileSync(artifactPath(instance.outputs.witnessCalculator))
    expect(sha256Hex(fresh)).to.equal(sha256Hex(committed))
  })
})
