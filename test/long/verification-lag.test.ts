import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect } from 'chai'
import { loadVerificationKey, type Verifier } from '../../src/rln/index.ts'
import { createWorkerVerifier, fileArtifactSource } from '../../src/rln/server.ts'
import { mutate } from '../support/mutated-proofs.ts'
import { type CorpusProof, readCorpus } from '../support/proof-corpus.ts'

const LOAD_MS = 20_000
/** As many as a node hands over at once. */
const IN_FLIGHT = 128
const MAX_P99_MS = 50
const NANOSECONDS_PER_MS = 1e6

const corpus = readCorpus()

/** Keeps the verifier full until the time is over. Returns how many verdicts came. */
async function keepBusy(verifier: Verifier, proofs: readonly CorpusProof[]): Promise<number> {
  const endMs = performance.now() + LOAD_MS
  let verdicts = 0
  const sender = async (place: number): Promise<void> => {
    for (let next = place; performance.now() < endMs; next += IN_FLIGHT) {
      const { proofBytes, signals } = proofs[next % proofs.length]!
      await verifier.verify(proofBytes, signals, { source: `${place % 20}` })
      verdicts++
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, place) => sender(place)))
  return verdicts
}

describe('the event loop while a verifier is at full load', function () {
  this.timeout(4 * LOAD_MS)

  for (const [what, proofs] of [
    ['valid proofs', corpus],
    ['every tenth proof bad', corpus.map((proof, index) => (index % 10 === 0 ? mutate(corpus, index) : proof))],
  ] as const) {
    it(`lags less than ${MAX_P99_MS} ms at p99 with ${what}`, async () => {
      const verifier = await createWorkerVerifier(await loadVerificationKey(fileArtifactSource(), 'network'))
      const delay = monitorEventLoopDelay({ resolution: 5 })
      delay.enable()
      const verdicts = await keepBusy(verifier, proofs)
      delay.disable()
      await verifier.close()
      const [p50, p99, max] = [50, 99, 100].map((rank) => delay.percentile(rank) / NANOSECONDS_PER_MS)
      console.log(JSON.stringify({ what, verdictsPerSecond: (verdicts * 1000) / LOAD_MS, lagMs: { p50, p99, max } }))
      expect(p99).to.be.below(MAX_P99_MS)
    })
  }
})
