import { expect } from 'chai'
import * as fc from 'fast-check'
import { brokenConstraints, constraintHolds, constraintsByWire, determineWires } from '../support/r1cs.ts'
import {
  type CircuitInput,
  calculateWitness,
  constraintSystem,
  inputOf,
  inputWires,
  stopSnarkjsWorkers,
  vectorNamed,
  wires,
} from './rln-circuit.ts'

const LIMIT_BITS = 16
/** The optimiser replaces the highest bit of a decomposition by what the others leave of the number. */
const KEPT_BITS = LIMIT_BITS - 1
const MESSAGE_ID_BITS = 5814
const DISTANCE_BITS = MESSAGE_ID_BITS + KEPT_BITS

/**
 * The most a cheating prover can do with chosen inputs: all wires they determine, and for the two decompositions of
 * the range check the low bits of the numbers to be decomposed, the only choice that could satisfy (shown below).
 */
function forgeWitness(input: CircuitInput): bigint[] {
  const r1cs = constraintSystem()
  const given = inputWires(input)
  const messageId = BigInt(input.messageId)
  const distance = (messageId + (1n << BigInt(LIMIT_BITS)) - BigInt(input.userMessageLimit) + r1cs.prime) % r1cs.prime
  for (let bit = 0; bit < KEPT_BITS; bit++) {
    given.set(MESSAGE_ID_BITS + bit, (messageId >> BigInt(bit)) & 1n)
    given.set(DISTANCE_BITS + bit, (distance >> BigInt(bit)) & 1n)
  }
  return determineWires(r1cs, given).map((value) => value!)
}

describe('constraints of RLN(20, 16)', function () {
  this.timeout(120_000)
  const valid = inputOf(vectorNamed('nwaku-epoch-600s'))
  after(stopSnarkjsWorkers)

  it('break when any single one of the 5844 wires is changed, save the side of a leaf that equals its sibling', async () => {
    const r1cs = constraintSystem()
    const byWire = constraintsByWire(r1cs)
    for (const vector of ['spec-basic', 'limit-65535', 'nwaku-10kB'].map(vectorNamed)) {
      const witness = await calculateWitness(inputOf(vector))
      const unnoticed = witness.flatMap((honest, wire) => {
        witness[wire] = (honest + 1n) % r1cs.prime
        const noticed = byWire[wire]!.some((index) => !constraintHolds(r1cs, index, witness))
        witness[wire] = honest
        return noticed ? [] : [wire]
      })
      // Where a leaf and its sibling are the same value, both sides hash alike and the path bit says nothing.
      const free = vector.pathElements[0] === vector.leaf ? [wires.identityPathIndex] : []
      expect(unnoticed, vector.name).to.deep.equal(free)
    }
  })

  it('leave no wire free: the inputs determine all but the bits of the two decompositions', () => {
    const witness = determineWires(constraintSystem(), inputWires(valid))
    const undetermined = witness.flatMap((value, wire) => (value === undefined ? [wire] : []))
    expect(undetermined).to.deep.equal(Array.from({ length: 2 * KEPT_BITS }, (_, index) => MESSAGE_ID_BITS + index))
  })

  it('hold every path bit and every decomposed bit to 0 or 1', async () => {
    const r1cs = constraintSystem()
    const byWire = constraintsByWire(r1cs)
    const witness = await calculateWitness(valid)
    const levels = Array.from({ length: 20 }, (_, level) => wires.identityPathIndex + level)
    const bits = Array.from({ length: 2 * KEPT_BITS }, (_, index) => MESSAGE_ID_BITS + index)
    for (const wire of [...levels, ...bits]) {
      const ownRow = byWire[wire]!.find((index) => {
        const { a, b, c } = r1cs.constraints[index]!
        return c.length === 0 && [...a, ...b].every((term) => term.wire === wire || term.wire === 0)
      })
      expect(ownRow, `wire ${wire}`).to.not.equal(undefined)
      for (const value of [0n, 1n, 2n, r1cs.prime - 1n]) {
        const holds = constraintHolds(r1cs, ownRow!, witness.with(wire, value))
        expect(holds, `wire ${wire} = ${value}`).to.equal(value < 2n)
      }
    }
  })

  it('leave one choice of bits: the last row of a decomposition fixes their weighted sum to two values', () => {
    const r1cs = constraintSystem()
    for (const firstBit of [MESSAGE_ID_BITS, DISTANCE_BITS]) {
      const bitWires = Array.from({ length: KEPT_BITS }, (_, bit) => firstBit + bit)
      const rows = r1cs.constraints.filter(({ a }) =>
        bitWires.every((bitWire) => a.some(({ wire }) => wire === bitWire)),
      )
      expect(rows).to.have.length(1)
      const { a, b, c } = rows[0]!
      expect(c).to.deep.equal([])
      for (const row of [a, b]) {
        const coefficientOf = (wanted: number) => row.find(({ wire }) => wire === wanted)?.coefficient ?? 0n
        const unit = coefficientOf(firstBit)
        bitWires.forEach((bitWire, bit) => {
          expect(coefficientOf(bitWire)).to.equal((unit << BigInt(bit)) % r1cs.prime)
        })
        expect(coefficientOf(wires.messageId)).to.equal(r1cs.prime - unit)
        expect(coefficientOf(wires.userMessageLimit)).to.equal(firstBit === DISTANCE_BITS ? unit : 0n)
      }
    }
  })

  it('are satisfied by a forged witness exactly when 0 <= message id < limit', () => {
    const { prime } = constraintSystem()
    const cases: [messageId: bigint, limit: bigint, satisfied: boolean][] = [
      [0n, 1n, true],
      [19n, 20n, true],
      [65_534n, 65_535n, true],
      [65_535n, 65_536n, true],
      [0n, 0n, false],
      [20n, 20n, false],
      [21n, 20n, false],
      [65_535n, 65_535n, false],
      [65_536n, 65_537n, false],
      [65_536n, prime - 1n, false],
      [prime - 1n, 20n, false],
      [prime - 1n, 0n, false],
      [prime - 20n, 20n, false],
    ]
    for (const [messageId, userMessageLimit, satisfied] of cases) {
      const witness = forgeWitness({
        ...valid,
        messageId: messageId.toString(),
        userMessageLimit: userMessageLimit.toString(),
      })
      const broken = brokenConstraints(constraintSystem(), witness)
      expect(broken.length === 0, `message id ${messageId}, limit ${userMessageLimit}`).to.equal(satisfied)
    }
  })

  it('give a limit beyond the range nothing: ids stay below 65536 and low ones are lost', () => {
    const satisfied = (messageId: bigint, limit: bigint) =>
      brokenConstraints(
        constraintSystem(),
        forgeWitness({ ...valid, messageId: messageId.toString(), userMessageLimit: limit.toString() }),
      ).length === 0
    expect(satisfied(0n, 65_537n)).to.equal(false)
    expect(satisfied(1n, 65_537n)).to.equal(true)
    expect(satisfied(65_536n, 70_000n)).to.equal(false)
    expect(satisfied(65_535n, 131_072n)).to.equal(false)
  })

  it('agree with the range for random message ids and limits', () => {
    const near = fc.bigInt(0n, 70_000n)
    fc.assert(
      fc.property(near, fc.bigInt(0n, 65_536n), (messageId, limit) => {
        const input = { ...valid, messageId: messageId.toString(), userMessageLimit: limit.toString() }
        const satisfied = brokenConstraints(constraintSystem(), forgeWitness(input)).length === 0
        return satisfied === messageId < limit
      }),
      { numRuns: 15 },
    )
  })

  it('break for a path bit other than 0 or 1 even when all else is computed to fit', () => {
    for (const level of [0, 10, 19]) {
      const witness = forgeWitness({ ...valid, identityPathIndex: valid.identityPathIndex.with(level, '2') })
      expect(brokenConstraints(constraintSystem(), witness), `level ${level}`).to.have.length(1)
    }
  })

  it('bind every private and public input to the public signals', () => {
    const r1cs = constraintSystem()
    const honest = forgeWitness(valid)
    expect(brokenConstraints(r1cs, honest)).to.deep.equal([])
    const byWire = constraintsByWire(r1cs)
    const outputRows = [wires.y, wires.root, wires.nullifier].flatMap((wire) => byWire[wire]!)
    const plusOne = (value: string) => (BigInt(value) + 1n).toString()
    const changes: Record<string, Partial<CircuitInput>> = {
      identitySecret: { identitySecret: plusOne(valid.identitySecret) },
      userMessageLimit: { userMessageLimit: plusOne(valid.userMessageLimit) },
      messageId: { messageId: plusOne(valid.messageId) },
      x: { x: plusOne(valid.x) },
      externalNullifier: { externalNullifier: plusOne(valid.externalNullifier) },
    }
    for (let level = 0; level < 20; level++) {
      const { pathElements, identityPathIndex } = valid
      const [element, side] = [pathElements[level]!, identityPathIndex[level]!]
      changes[`path element ${level}`] = { pathElements: pathElements.with(level, plusOne(element)) }
      changes[`path bit ${level}`] = { identityPathIndex: identityPathIndex.with(level, side === '0' ? '1' : '0') }
    }
    for (const [what, change] of Object.entries(changes)) {
      const forged = forgeWitness({ ...valid, ...change })
      expect(brokenConstraints(r1cs, forged), `${what}, signals recomputed`).to.deep.equal([])
      const claimed = forged.map((value, wire) => (wire >= wires.y && wire <= wires.nullifier ? honest[wire]! : value))
      const kept = outputRows.every((index) => constraintHolds(r1cs, index, claimed))
      expect(kept, `${what}, signals kept`).to.equal(false)
    }
  })

  it('break when y, root or nullifier is another than the inputs give', () => {
    const honest = forgeWitness(valid)
    for (const name of ['y', 'root', 'nullifier'] as const) {
      for (const value of [0n, honest[wires[name]]! + 1n]) {
        const witness = honest.with(wires[name], value)
        expect(brokenConstraints(constraintSystem(), witness), `${name} = ${value}`).to.not.deep.equal([])
      }
    }
  })
})
