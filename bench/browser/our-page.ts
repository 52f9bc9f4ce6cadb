/** The script of our page: `?key=network|development&thread=page|worker|workers`. */
import {
  createProver,
  createProverOnWorkers,
  createVerifier,
  createVerifierOnWorkers,
  type KnownKey,
  loadArtifacts,
  type PreparingProver,
  type ProofKind,
  type RlnProof,
  type RlnWitness,
  type Verifier,
  webWorkerSpawner,
} from '../../src/rln/index.ts'
import { fetchArtifactSource } from '../../src/sdk/fetch-artifact-source.ts'
import { MessageWitnesses } from '../../test/support/message-witnesses.ts'
import { fromPageProof, toPageProof } from '../../test/support/page-proof.ts'
import { type ContestantPage, elapsedMs } from './contestant-page.ts'

const RATE_LIMIT = 1_000

interface Parts {
  readonly prover: PreparingProver
  readonly verifier: Verifier
}

async function createParts(key: KnownKey, thread: string): Promise<Parts> {
  const artifacts = await loadArtifacts(fetchArtifactSource(`${location.origin}/artifacts/`), key)
  const { verificationKey } = artifacts
  if (thread === 'page') {
    return { prover: await createProver(artifacts), verifier: await createVerifier(verificationKey) }
  }
  const spawn = webWorkerSpawner(() => new Worker('/worker.js', { type: 'module' }))
  const [prover, verifier] = await Promise.all([
    createProverOnWorkers(spawn, artifacts, { shared: thread === 'workers' }),
    createVerifierOnWorkers(spawn, verificationKey),
  ])
  return { prover, verifier }
}

/** To be offered when the page's script runs. */
export async function openOurs(): Promise<Omit<ContestantPage, 'ready'>> {
  const parameters = new URLSearchParams(location.search)
  const { prover, verifier } = await createParts(parameters.get('key') as KnownKey, parameters.get('thread')!)
  let witnesses: MessageWitnesses | undefined

  async function prove(witness: RlnWitness, kind: ProofKind): Promise<RlnProof> {
    const proof = await prover.prove(witness)
    if (proof.kind !== kind) throw new Error(`the proof was made as ${proof.kind}, not as ${kind}`)
    return proof
  }

  return {
    round: async (memberIndex) => {
      witnesses ??= new MessageWitnesses(RATE_LIMIT)
      const [first, second, third] = Array.from({ length: 3 }, () => witnesses!.next(memberIndex))
      const full = await elapsedMs(() => prove(first!.witness, 'full'))
      const path = await elapsedMs(() => prove(second!.witness, 'path'))
      const slot = witnesses.slotOf(third!.witness)
      const preparation = await elapsedMs(() => prover.prepareSlot(slot))
      let made: RlnProof | undefined
      const finish = await elapsedMs(async () => {
        made = await prove(third!.witness, 'slot')
      })
      return {
        figures: { proof: full, 'path cached': path, 'slot, preparation': preparation, 'slot finish': finish },
        proof: toPageProof(made!.proofBytes, made!.publicSignals, third!.signal),
      }
    },
    verify: async (proof) => {
      const { proofBytes, publicSignals } = fromPageProof(proof)
      return await elapsedMs(async () => {
        const verdict = await verifier.verify(proofBytes, publicSignals)
        if (!verdict.valid) throw new Error(`a valid proof was refused: ${verdict.reason}`)
      })
    },
  }
}
