import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { circuitWiresOf, sourceOf, targetPath } from '../../scripts/generate-circuit-wires.ts'
import type { R1cs } from '../support/r1cs.ts'
import { calculateWitness, constraintSystem, inputOf, vectors, wires } from './rln-circuit.ts'

/** The system with one more row, one * from = to, so that `to` depends on `from`. */
function withRow(r1cs: R1cs, from: number, to: number): R1cs {
  const term = (wire: number) => [{ wire, coefficient: 1n }]
  return { ...r1cs, constraints: [{ a: term(0), b: term(from), c: term(to) }, ...r1cs.constraints] }
}

describe('the wires that a message moves', function () {
  this.timeout(60_000)

  it('are those the committed table names', () => {
    expect(sourceOf(circuitWiresOf(constraintSystem()))).to.equal(readFileSync(targetPath, 'utf8'))
  })

  it('hold every wire that differs between two messages of a member, and the slope', async () => {
    const { messageWires, slopeWire } = circuitWiresOf(constraintSystem())
    const input = inputOf(vectors[0]!)
    const one = await calculateWitness({ ...input, messageId: '0', x: '1' })
    const other = await calculateWitness({ ...input, messageId: '5', x: '3', externalNullifier: '7' })
    const moved = one.flatMap((value, wire) => (value === other[wire] ? [] : [wire]))
    expect(moved.filter((wire) => !messageWires.includes(wire))).to.deep.equal([])
    const prime = constraintSystem().prime
    expect((one[slopeWire]! - (one[wires.y]! - one[wires.identitySecret]!)) % prime).to.equal(0n)
  })

  it('make a circuit unusable in which x moves another wire than y', () => {
    const another = constraintSystem().wireCount
    const wider = { ...constraintSystem(), wireCount: another + 1 }
    expect(() => circuitWiresOf(withRow(wider, wires.x, another))).to.throw(/x moves the wires 1,4,5844/)
  })
})
