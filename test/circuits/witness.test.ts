import { expect } from 'chai'
import { sha256Hex } from '../../scripts/circuit-artifacts.ts'
import { bigIntToBytesLE, concatBytes } from '../../src/foundation/index.ts'
import { FIELD_MODULUS } from '../../src/rln/index.ts'
import { brokenConstraints } from '../support/r1cs.ts'
import {
  type CircuitInput,
  calculateWitness,
  constraintSystem,
  inputOf,
  inputWires,
  instance,
  stopSnarkjsWorkers,
  vectorNamed,
  vectors,
  wires,
} from './rln-circuit.ts'

/** sha256 over all wires, 32 bytes little-endian each, of the network's own circuit. */
const NETWORK_WITNESS_DIGESTS = {
  'nwaku-epoch-600s': '4077537ea73dc38763fb6ae1e81e07261ce15a93dc25e8d6b8c324f1c136594e',
  'spec-basic': 'e540e7ff362ed134d4c0a747a569f4da156ee13569354e234b2f6d0b7603ec04',
} as const

describe('witness of RLN(20, 16)', function () {
  this.timeout(120_000)
  after(stopSnarkjsWorkers)

  for (const [name, digest] of Object.entries(NETWORK_WITNESS_DIGESTS)) {
    it(`equals the network circuit's wire by wire for ${name}`, async () => {
      const witness = await calculateWitness(inputOf(vectorNamed(name)))
      expect(sha256Hex(concatBytes(...witness.map((wire) => bigIntToBytesLE(wire, 32))))).to.equal(digest)
    })
  }

  for (const vector of vectors) {
    it(`has the values of vector ${vector.name}`, async () => {
      const witness = await calculateWitness(inputOf(vector))
      const signal = (name: keyof typeof vector.expected) => witness[wires[name]]!.toString()
      expect(instance.publicSignals.map((_, index) => witness[1 + index]!.toString())).to.deep.equal(
        vector.publicSignals,
      )
      for (const name of ['y', 'root', 'nullifier', 'x', 'externalNullifier'] as const) {
        expect(signal(name), name).to.equal(vector.expected[name])
      }
    })
  }

  it('starts with one, the public signals and the private inputs in their order', async () => {
    const input = inputOf(vectorNamed('nwaku-10kB'))
    const witness = await calculateWitness(input)
    for (const [wire, value] of inputWires(input)) expect(witness[wire], `wire ${wire}`).to.equal(value)
    expect(instance.publicSignals.map((name) => wires[name as keyof typeof wires])).to.deep.equal([1, 2, 3, 4, 5])
    expect(inputWires(input).size).to.equal(wires.firstInternal - 3)
  })

  it('satisfies every constraint for every vector', async () => {
    for (const vector of vectors) {
      const witness = await calculateWitness(inputOf(vector))
      expect(brokenConstraints(constraintSystem(), witness), vector.name).to.deep.equal([])
    }
  })

  describe('for an input outside its range', () => {
    const valid = inputOf(vectorNamed('spec-basic'))
    const withFirstSide = (side: string) => ({ identityPathIndex: valid.identityPathIndex.with(0, side) })
    const minusOne = (FIELD_MODULUS - 1n).toString()
    const wrong: [what: string, change: Partial<CircuitInput>, refusedBy: string][] = [
      ['message id = limit', { messageId: valid.userMessageLimit }, 'WithinRateLimit'],
      ['message id > limit', { messageId: '11' }, 'WithinRateLimit'],
      ['message id 65536', { messageId: '65536', userMessageLimit: '65537' }, 'Num2Bits'],
      ['message id p - 1', { messageId: minusOne }, 'Num2Bits'],
      ['limit 0', { userMessageLimit: '0' }, 'WithinRateLimit'],
      ['path bit 2', withFirstSide('2'), 'MembershipPath'],
      ['path bit p - 1', withFirstSide(minusOne), 'MembershipPath'],
    ]
    const { error: printError } = console
    // The calculator's runtime prints what it throws.
    before(() => {
      console.error = () => {}
    })
    after(() => {
      console.error = printError
    })

    for (const [what, change, template] of wrong) {
      it(`is refused by ${template}: ${what}`, async () => {
        const outcome = await calculateWitness({ ...valid, ...change }).then(
          () => 'computed',
          (error: Error) => error.message,
        )
        expect(outcome).to.match(new RegExp(`Assert Failed\\. Error in template ${template}_`))
      })
    }
  })
})
