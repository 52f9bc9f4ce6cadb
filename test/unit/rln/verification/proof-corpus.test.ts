import { readFileSync } from 'node:fs'
import { sha256 } from '@noble/hashes/sha2.js'
import { expect } from 'chai'
import { bytesToHex } from '../../../../src/foundation/index.ts'
import { createVerifier, loadVerificationKey, type ProofVerdict, type Verifier } from '../../../../src/rln/index.ts'
import { fileArtifactSource } from '../../../../src/rln/server.ts'
import { type MutatedProof, mutate } from '../../../support/mutated-proofs.ts'
import { type CorpusProof, corpusFile, readCorpus } from '../../../support/proof-corpus.ts'
import { verifyWithSnarkjs } from '../../../support/snarkjs-verifier.ts'

const CORPUS_SHA256 = '03a70e1d98b0bb6d697de063b0c4c6bf86d8977eb8c73ba4044409638c4d63b5'
const SAMPLE = 100
/** From one proof of the sample to the next: no divisor in common with the mutations' number, so that all take part. */
const STEP = 21

const corpus = readCorpus()
const indices = Array.from({ length: SAMPLE }, (_, index) => (index * STEP) % corpus.length)
const verificationKey = await loadVerificationKey(fileArtifactSource(), 'network')

describe('the corpus of proofs', function () {
  this.timeout(60_000)
  let verifier: Verifier

  before(async () => {
    verifier = await createVerifier(verificationKey)
  })
  after(() => verifier.close())

  async function oneByOne(proofs: readonly CorpusProof[]): Promise<ProofVerdict[]> {
    const verdicts: ProofVerdict[] = []
    for (const { proofBytes, signals } of proofs) verdicts.push(await verifier.verify(proofBytes, signals))
    return verdicts
  }

  function together(proofs: readonly CorpusProof[]): Promise<ProofVerdict[]> {
    return Promise.all(proofs.map(({ proofBytes, signals }) => verifier.verify(proofBytes, signals)))
  }

  it('is what its generator wrote', () => {
    expect(bytesToHex(sha256(readFileSync(corpusFile)))).to.equal(CORPUS_SHA256)
  })

  it(`has valid proofs: ${SAMPLE} of them, one by one, together and by snarkjs`, async () => {
    const sample = indices.map((index) => corpus[index]!)
    const expected = sample.map(() => ({ valid: true }))
    expect(await together(sample)).to.deep.equal(expected)
    expect(await oneByOne(sample)).to.deep.equal(expected)
    for (const { proofBytes, signals } of sample.slice(0, SAMPLE / 4)) {
      expect(await verifyWithSnarkjs(verificationKey, proofBytes, signals)).to.deep.equal({ valid: true })
    }
  })

  it(`has ${SAMPLE} changed ones under the same verdict, one by one, together and by snarkjs`, async () => {
    const sample: MutatedProof[] = indices.map((index) => mutate(corpus, index))
    const verdicts = await oneByOne(sample)
    expect(await together(sample)).to.deep.equal(verdicts)
    for (const [index, { name, isValid, proofBytes, signals }] of sample.entries()) {
      expect(verdicts[index]!.valid, name).to.equal(isValid)
      expect(await verifyWithSnarkjs(verificationKey, proofBytes, signals), name).to.deep.equal(verdicts[index])
    }
  })
})
