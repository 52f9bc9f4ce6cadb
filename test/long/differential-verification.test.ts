import { expect } from 'chai'
import { bigIntToBytesLE } from '../../src/foundation/index.ts'
import { createVerifier, loadVerificationKey, type ProofVerdict, type PublicSignals } from '../../src/rln/index.ts'
import { fileArtifactSource } from '../../src/rln/server.ts'
import { mutate } from '../support/mutated-proofs.ts'
import { type CorpusProof, readCorpus } from '../support/proof-corpus.ts'
import { askSnarkjs } from '../support/snarkjs-verifier.ts'
import { openZerokit, type Zerokit } from '../support/zerokit.ts'

/** What we refuse for how it is written, whatever it would prove. */
const ENCODING_DEFECTS = new Set([
  'proof_length',
  'signal_not_canonical',
  'coordinate_not_canonical',
  'point_at_infinity',
])
const BATCH = 64
/** A cofactor's point must be refused by everybody, and snarkjs does not look for it. */
const SUBGROUP_DEFECT = 'point_not_in_subgroup'

const verificationKey = await loadVerificationKey(fileArtifactSource(), 'network')
const corpus = readCorpus()

function signalBytes({ y, root, nullifier, x, externalNullifier }: PublicSignals): Uint8Array[] {
  return [y, root, nullifier, x, externalNullifier].map((signal) => bigIntToBytesLE(signal, 32))
}

/** An error is a refusal: of a point that is none, for instance. */
function askZerokit(zerokit: Zerokit, { proofBytes, signals, signal }: CorpusProof): boolean {
  try {
    return zerokit.verify(proofBytes, signalBytes(signals), signal)
  } catch {
    return false
  }
}

/** Thousands of proofs, good and bad, ours one by one and in batches against snarkjs and zerokit-wasm. */
describe('differential verification (reliability row R9)', function () {
  this.timeout(3_600_000)

  async function verdictsOf(proofs: readonly CorpusProof[]): Promise<ProofVerdict[]> {
    const verifier = await createVerifier(verificationKey)
    const single: ProofVerdict[] = []
    const batched: ProofVerdict[] = []
    for (let start = 0; start < proofs.length; start += BATCH) {
      const batch = proofs.slice(start, start + BATCH)
      for (const { proofBytes, signals } of batch) single.push(await verifier.verify(proofBytes, signals))
      // Each from a source of its own, so that nobody's failure keeps it out of the batch.
      const together = batch.map(({ proofBytes, signals }, index) =>
        verifier.verify(proofBytes, signals, { source: `${start + index}` }),
      )
      batched.push(...(await Promise.all(together)))
    }
    await verifier.close()
    expect(batched, 'in batches as one by one').to.deep.equal(single)
    return single
  }

  async function differencesTo(proofs: readonly (CorpusProof & { mutation?: string })[]): Promise<Map<string, number>> {
    const zerokit = openZerokit()
    if (!zerokit) console.log("without zerokit-wasm: the network's key is not in ../shared/artifacts")
    const verdicts = await verdictsOf(proofs)
    const differences = new Map<string, number>()
    for (const [index, proof] of proofs.entries()) {
      const verdict = verdicts[index]!
      const answers = {
        snarkjs: await askSnarkjs(verificationKey, proof.proofBytes, proof.signals),
        'zerokit-wasm': zerokit && askZerokit(zerokit, proof),
      }
      for (const [oracle, answer] of Object.entries(answers)) {
        if (answer === undefined || answer === verdict.valid) continue
        const reason = verdict.valid ? 'valid' : verdict.reason
        const isStricter = ENCODING_DEFECTS.has(reason) || (oracle === 'snarkjs' && reason === SUBGROUP_DEFECT)
        expect(isStricter, `${proof.name}: ${oracle} says ${answer}, we say ${reason}`).to.equal(true)
        const difference = `${oracle} takes ${proof.mutation}: ${reason}`
        differences.set(difference, (differences.get(difference) ?? 0) + 1)
      }
    }
    return differences
  }

  it('finds all 2 000 valid proofs valid, as everybody does', async () => {
    expect([...(await differencesTo(corpus))]).to.deep.equal([])
  })

  it('judges 2 000 changed proofs as everybody does, but for encodings that we refuse', async () => {
    const mutated = corpus.map((_, index) => mutate(corpus, index))
    const differences = await differencesTo(mutated)
    console.log(JSON.stringify({ proofs: mutated.length, stricter: Object.fromEntries(differences) }, null, 2))
  })
})
