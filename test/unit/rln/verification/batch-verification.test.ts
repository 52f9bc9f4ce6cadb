import { expect } from 'chai'
import fc from 'fast-check'
import { concatBytes, hexToBytes, systemRandom } from '../../../../src/foundation/index.ts'
import { Groth16Checker } from '../../../../src/rln/bn254/groth16-checker.ts'
import { FIELD_MODULUS, loadVerificationKey, PROOF_BYTES } from '../../../../src/rln/index.ts'
import { fileArtifactSource } from '../../../../src/rln/server.ts'
import {
  type BatchEntry,
  drawWeights,
  MAX_BATCH,
  verifyBatch,
} from '../../../../src/rln/verification/batch-verification.ts'
import { addToB, negatePoint } from '../../../support/changed-proofs.ts'
import { rlnVectors } from '../../../support/rln-vectors.ts'
import { pointOfOrder } from '../../../support/twist-points.ts'

const checker = await Groth16Checker.create(await loadVerificationKey(fileArtifactSource(), 'network'))
const valid: BatchEntry[] = rlnVectors.flatMap(({ publicSignals, snarkjs, zerokit }) => {
  const proofs = [hexToBytes(snarkjs.compressed128), hexToBytes(zerokit.proofBytesLE).subarray(0, PROOF_BYTES)]
  return proofs.map((proofBytes) => ({ proofBytes, signals: publicSignals.map(BigInt) }))
})

function withSignal(entry: BatchEntry, index: number): BatchEntry {
  const signals = entry.signals.map((signal, each) => (each === index ? (signal + 1n) % FIELD_MODULUS : signal))
  return { ...entry, signals }
}

function check(entries: readonly BatchEntry[]): ReturnType<typeof verifyBatch> {
  return verifyBatch(checker, entries, drawWeights(systemRandom, entries.length))
}

describe('the verification of a batch', function () {
  this.timeout(60_000)

  it('takes valid proofs in batches of any size', () => {
    const many = Array.from({ length: MAX_BATCH }, (_, index) => valid[index % valid.length]!)
    for (const size of [0, 1, 2, 3, 17, MAX_BATCH]) {
      expect(check(many.slice(0, size)).every((defect) => defect === undefined)).to.equal(true)
    }
  })

  it('names exactly the bad ones, wherever they are and however many', () => {
    const mostlyGood = fc.option(fc.nat(4), { freq: 3 })
    const mostlyBad = fc.oneof({ weight: 4, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constant(null) })
    const batchOf = (change: fc.Arbitrary<number | null>) =>
      fc.array(fc.tuple(fc.nat(valid.length - 1), change), { maxLength: 20 })
    const batch = fc.oneof(batchOf(mostlyGood), batchOf(mostlyBad))
    const property = fc.property(batch, (picks) => {
      const entries = picks.map(([pick, changed]) =>
        changed === null ? valid[pick]! : withSignal(valid[pick]!, changed),
      )
      const expected = picks.map(([, changed]) => (changed === null ? undefined : 'pairing_failed'))
      expect(check(entries)).to.deep.equal(expected)
      expect(
        entries.map((entry) => check([entry])[0]),
        'one by one',
      ).to.deep.equal(expected)
    })
    fc.assert(property, { numRuns: 10 })
  })

  it('is not deceived by errors that cancel out without weights', () => {
    const [one, other] = valid as [BatchEntry, BatchEntry]
    // The sum of both's signals is that of the valid ones.
    const signals = [one.signals, other.signals].map((each, index) => [
      (each[0]! + (index === 0 ? 1n : FIELD_MODULUS - 1n)) % FIELD_MODULUS,
      ...each.slice(1),
    ])
    const entries = [one, other].map((entry, index) => ({ ...entry, signals: signals[index]! }))
    expect(check(entries)).to.deep.equal(['pairing_failed', 'pairing_failed'])
    // The same C twice, once negated.
    const negated = { ...one, proofBytes: negatePoint(one.proofBytes, 'c') }
    expect(check([one, negated])).to.deep.equal([undefined, 'pairing_failed'])
  })

  it('refuses a B with a part of small order before it weighs anything', () => {
    for (const order of [10069n, 5864401n]) {
      const changed = { ...valid[3]!, proofBytes: addToB(valid[3]!.proofBytes, pointOfOrder(order, 1)) }
      expect(check([valid[0]!, changed, valid[1]!])).to.deep.equal([undefined, 'point_not_in_subgroup', undefined])
    }
  })

  it('draws weights of 16 bytes, none of them 0', () => {
    const drawn: number[] = []
    let calls = 0
    const random = {
      bytes: (length: number) => {
        drawn.push(length)
        const bytes = new Uint8Array(length).fill(7)
        // The second of three weights is 0 at first, and once more when it is drawn again.
        if (calls++ === 0) bytes.fill(0, 16, 32)
        if (calls === 2) bytes.fill(0)
        return bytes
      },
    }
    expect(drawWeights(random, 3)).to.deep.equal(concatBytes(new Uint8Array(48).fill(7)))
    expect(drawn).to.deep.equal([48, 16, 16])
  })
})
