import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { createCurveEngine } from '../../../../src/rln/bn254/curve-engine.ts'
import { MESSAGE_WIRE_RANGES } from '../../../../src/rln/generated/circuit-wires.ts'
import { FIELD_MODULUS, fieldToBytesLE } from '../../../../src/rln/index.ts'
import { CurveProvingEngine } from '../../../../src/rln/proving/curve-proving-engine.ts'
import { movedRowsOf } from '../../../../src/rln/proving/moved-rows.ts'
import { type ProvingKey, parseProvingKey } from '../../../../src/rln/proving/proving-key.ts'
import { CIRCUIT } from '../../../../src/rln/zkey-header.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { FfjavascriptProvingEngine } from '../../../support/ffjavascript-proving-engine.ts'
import { rlnErrorOf } from '../rln-error-of.ts'

const zkey = readFileSync(new URL('../../../../circuits/artifacts/rln-20-16-development.zkey', import.meta.url))

/** Random scalars, but for zeros and small ones in between, as witnesses have them. */
function scalars(count: number): Uint8Array {
  const random = new FakeRandom(count)
  const values = Array.from({ length: count }, (_, index) => {
    if (index % 5 === 0) return BigInt(index % 3)
    return BigInt(`0x${Buffer.from(random.bytes(32)).toString('hex')}`) % FIELD_MODULUS
  })
  return Uint8Array.from(Buffer.concat(values.map(fieldToBytesLE)))
}

describe('the arithmetic of a prover, like that of ffjavascript', function () {
  this.timeout(60_000)
  let key: ProvingKey
  let own: CurveProvingEngine
  let oracle: FfjavascriptProvingEngine

  before(async () => {
    key = parseProvingKey(zkey)
    own = new CurveProvingEngine(await createCurveEngine(), key)
    oracle = await FfjavascriptProvingEngine.create(key)
  })
  after(() => oracle.end())

  it('sums a set of points, and some of them', async () => {
    const values = scalars(CIRCUIT.wires)
    const [first, last] = MESSAGE_WIRE_RANGES[4]!
    const indices = Uint32Array.from({ length: last - first + 1 }, (_, index) => first + index)
    for (const set of ['a', 'b1', 'b2', 'l'] as const) {
      expect(own.sum(set, values, indices), set).to.deep.equal(await oracle.sum(set, values, indices))
    }
    expect(own.sum('l', values)).to.deep.equal(await oracle.sum('l', values))
    const none = own.sum('a', new Uint8Array(values.length))
    expect(none.every((byte) => byte === 0)).to.equal(true)
  })

  it('divides A B - C by Z', async () => {
    const witness = scalars(CIRCUIT.wires)
    const [ours, theirs] = [1, 2].map(() => new Uint8Array(CIRCUIT.domainSize * 32))
    own.quotient(witness, ours!)
    await oracle.quotient(witness, theirs!)
    expect(Buffer.compare(ours!, theirs!)).to.equal(0)
    expect(own.sum('h', ours!)).to.deep.equal(await oracle.sum('h', theirs!))
  })

  it('gives the quotient as a polynomial in x, as three whole quotients determine it', async () => {
    const [witness, slope] = [scalars(CIRCUIT.wires), scalars(3).subarray(64)]
    const [constant, linear, theirConstant, theirLinear] = [1, 2, 3, 4].map(
      () => new Uint8Array(CIRCUIT.domainSize * 32),
    )
    own.quotientInX(witness, slope, constant!, linear!)
    await oracle.quotientInX(witness, slope, theirConstant!, theirLinear!)
    expect([Buffer.compare(constant!, theirConstant!), Buffer.compare(linear!, theirLinear!)]).to.deep.equal([0, 0])
    const [ours, theirs] = [own.quotientCurvature(), await oracle.quotientCurvature()]
    expect(Buffer.compare(ours.fixed, theirs.fixed)).to.equal(0)
    expect(Buffer.compare(ours.perSlope, theirs.perSlope)).to.equal(0)
  })

  it('combines single points, infinity among them', async () => {
    const { alpha1, delta1, beta2, delta2 } = key.constants
    const values = scalars(4)
    const [one, two] = [values.subarray(32, 64), values.subarray(64, 96)]
    const infinity = new Uint8Array(64)
    const g1 = [
      [alpha1, infinity, delta1],
      [one, two, two],
    ] as const
    expect(own.combineG1(...g1)).to.deep.equal(await oracle.combineG1(...g1))
    const g2 = [
      [beta2, delta2],
      [one, two],
    ] as const
    expect(own.combineG2(...g2)).to.deep.equal(await oracle.combineG2(...g2))
  })
})

describe('a proving key', () => {
  const terms = (zkeyBytes: Uint8Array) => {
    const view = new DataView(zkeyBytes.buffer, zkeyBytes.byteOffset)
    for (let offset = 12; ; offset += 12 + Number(view.getBigUint64(offset + 4, true))) {
      if (view.getUint32(offset, true) === 4) return { view, at: offset + 16 }
    }
  }

  it('is refused when one of its constraints is another', async () => {
    const changed = Uint8Array.from(zkey)
    const { view, at } = terms(changed)
    view.setUint32(at + 8, view.getUint32(at + 8, true) ^ 1, true)
    const error = await rlnErrorOf(async () => parseProvingKey(changed))
    expect(error.code).to.equal('key_invalid')
    expect(error.message).to.contain('another circuit of the same size')
  })

  it('is refused when a term is outside of its matrices, or a section is short', async () => {
    const changed = Uint8Array.from(zkey)
    const { view, at } = terms(changed)
    view.setUint32(at + 4, CIRCUIT.domainSize, true)
    expect((await rlnErrorOf(async () => parseProvingKey(changed))).code).to.equal('key_invalid')
    expect((await rlnErrorOf(async () => parseProvingKey(zkey.subarray(0, -1)))).code).to.equal('key_invalid')
  })

  it('is refused for prepared proofs when x is in another row than they can follow', async () => {
    const { a, b } = parseProvingKey(zkey).rows
    const wires = b.wires.map((wire, term) => (term === 5 ? 1 : wire))
    expect((await rlnErrorOf(async () => movedRowsOf({ a, b: { ...b, wires } }))).code).to.equal('key_invalid')
    const twice = a.wires.map((wire, term) => (term === 5 ? 4 : wire))
    expect((await rlnErrorOf(async () => movedRowsOf({ a: { ...a, wires: twice }, b }))).code).to.equal('key_invalid')
    expect(movedRowsOf({ a, b })).to.deep.equal({ xInB: 0, yInA: 5821, xInA: 5824 })
  })
})
