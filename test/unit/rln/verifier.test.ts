import { expect } from 'chai'
import { bigIntToBytesLE, concatBytes, hexToBytes } from '../../../src/foundation/index.ts'
import {
  createVerifier,
  decodeProof,
  FIELD_MODULUS,
  loadVerificationKey,
  type ProofDefect,
  type PublicSignals,
  type Verifier,
} from '../../../src/rln/index.ts'
import { createWorkerVerifier, fileArtifactSource } from '../../../src/rln/server.ts'
import { rlnVector, rlnVectorFiles, rlnVectors } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'
import { signalsOf } from './witness-of.ts'

const networkKey = await loadVerificationKey(fileArtifactSource(), 'network')
const verifiers: [string, () => Promise<Verifier>][] = [
  ['in process', () => createVerifier(networkKey)],
  ['on worker threads', () => createWorkerVerifier(networkKey, { threads: 2 })],
]

for (const [where, create] of verifiers) {
  describe(`a verifier ${where}`, function () {
    this.timeout(60_000)
    let verifier: Verifier

    before(async () => {
      verifier = await create()
    })
    after(() => verifier.close())

    it("finds zerokit's and snarkjs' proofs valid under the network's key", async () => {
      const verdicts = await Promise.all(
        rlnVectors.flatMap((vector) => {
          const proofs = [
            hexToBytes(vector.zerokit.proofBytesLE).subarray(0, 128),
            hexToBytes(vector.snarkjs.compressed128),
          ]
          return proofs.map((proof) => verifier.verify(proof, signalsOf(vector)))
        }),
      )
      expect(verdicts).to.deep.equal(verdicts.map(() => ({ valid: true })))
    })

    for (const file of rlnVectorFiles) {
      const vector = rlnVector(file.zerokit021Negatives.on)
      const proof = hexToBytes(vector.zerokit.proofBytesLE).subarray(0, 128)
      const signals = signalsOf(vector)

      const wrong: [string, Partial<Record<keyof PublicSignals, bigint>>, ProofDefect][] = [
        ['a wrong root', { root: signals.root + 1n }, 'pairing_failed'],
        ['a wrong signal', { x: signals.x + 1n }, 'pairing_failed'],
        ['a wrong y', { y: signals.y + 1n }, 'pairing_failed'],
        ['a wrong nullifier', { nullifier: signals.nullifier + 1n }, 'pairing_failed'],
        ['a wrong external nullifier', { externalNullifier: signals.externalNullifier + 1n }, 'pairing_failed'],
        // zerokit 0.2.1 takes these for valid.
        ...(['root', 'x', 'y', 'nullifier', 'externalNullifier'] as const).flatMap((name) => {
          return [-1n, 1n, 2n, 5n].map((k): [string, Partial<Record<keyof PublicSignals, bigint>>, ProofDefect] => {
            return [`${name} + ${k} * r`, { [name]: signals[name] + k * FIELD_MODULUS }, 'signal_not_canonical']
          })
        }),
      ]
      it(`refuses every wrong or aliased signal of ${vector.name}`, async () => {
        for (const [what, change, reason] of wrong) {
          expect(await verifier.verify(proof, { ...signals, ...change } as PublicSignals), what).to.deep.equal({
            valid: false,
            reason,
          })
        }
      })

      it(`refuses every damaged proof of ${vector.name}`, async () => {
        const flipped = proof.slice()
        flipped[31]! ^= 0x80
        const infinity = proof.slice()
        infinity[31] = 0x40
        const offCurve = concatBytes(bigIntToBytesLE(4n, 32), proof.subarray(32))
        const swapped = concatBytes(proof.subarray(96), proof.subarray(32, 96), proof.subarray(0, 32))
        const damaged: [Uint8Array, ProofDefect][] = [
          [flipped, 'pairing_failed'],
          [swapped, 'pairing_failed'],
          [infinity, 'point_at_infinity'],
          [offCurve, 'point_not_on_curve'],
          [proof.subarray(1), 'proof_length'],
          [concatBytes(proof, Uint8Array.of(0)), 'proof_length'],
          [new Uint8Array(128).fill(0x3f), 'coordinate_not_canonical'],
        ]
        for (const [bytes, reason] of damaged) {
          expect(await verifier.verify(bytes, signals)).to.deep.equal({ valid: false, reason })
        }
      })
    }

    it('refuses a B that is on the curve and outside the subgroup', async () => {
      const vector = rlnVectors[0]!
      const proof = hexToBytes(vector.snarkjs.compressed128)
      // Of the points with a small c0 about one in 2^254 lies in the subgroup.
      let checked = 0
      for (let c0 = 1n; checked < 3; c0++) {
        proof.set(concatBytes(bigIntToBytesLE(c0, 32), new Uint8Array(32)), 32)
        if (!decodeProof(proof).ok) continue
        checked++
        const verdict = await verifier.verify(proof, signalsOf(vector))
        expect(verdict).to.deep.equal({ valid: false, reason: 'point_not_in_subgroup' })
      }
    })

    it('refuses to work once it is closed', async () => {
      const closed = await create()
      await closed.close()
      const [vector] = rlnVectors
      const proof = hexToBytes(vector!.snarkjs.compressed128)
      expect((await rlnErrorOf(() => closed.verify(proof, signalsOf(vector!)))).code).to.equal('closed')
      expect(await verifier.verify(proof, signalsOf(vector!)), 'another one still works').to.deep.equal({ valid: true })
    })

    it('refuses more than its queue holds', async () => {
      const crowded = await create()
      const [vector] = rlnVectors
      const proof = hexToBytes(vector!.snarkjs.compressed128)
      const outcomes = Array.from({ length: 300 }, () => crowded.verify(proof, signalsOf(vector!)))
      const settled = Promise.allSettled(outcomes)
      await crowded.close()
      const codes = (await settled).map((each) => (each.status === 'rejected' ? each.reason.code : 'verified'))
      expect(codes).to.include('queue_full').and.to.include('closed')
    })
  })
}
