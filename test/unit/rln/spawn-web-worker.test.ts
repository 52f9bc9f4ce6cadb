import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { expect } from 'chai'
import { systemClock } from '../../../src/foundation/index.ts'
import {
  createProverOnWorkers,
  createVerifier,
  createVerifierOnWorkers,
  loadArtifacts,
  loadVerificationKey,
  type PreparingProver,
  type RlnProof,
  unsafe,
  type Verifier,
  type WebWorker,
  webWorkerSpawner,
} from '../../../src/rln/index.ts'
import { serveJobs } from '../../../src/rln/serve-jobs.ts'
import { fileArtifactSource } from '../../../src/rln/server.ts'
import { openWorkerJobs } from '../../../src/rln/worker-jobs.ts'
import { WorkerLane } from '../../../src/rln/worker-lane.ts'
import { rlnVectors } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'
import { witnessOf } from './witness-of.ts'

/** A Web Worker whose script runs on this thread, behind a real channel that clones what passes. */
class LocalWebWorker implements WebWorker {
  readonly #port: MessagePort
  readonly #events = new EventTarget()

  constructor(serve: (port: MessagePort) => void) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.on('message', (data) => this.#events.dispatchEvent(Object.assign(new Event('message'), { data })))
    serve(port2)
  }

  postMessage(message: unknown): void {
    this.#events.dispatchEvent(new Event('asked'))
    this.#port.postMessage(message)
  }

  terminate(): void {
    this.#port.close()
  }

  /** Resolves when it is given something to do. */
  asked(): Promise<unknown> {
    return new Promise((resolve) => this.#events.addEventListener('asked', resolve, { once: true }))
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#events.addEventListener(type, listener as (event: Event) => void)
  }

  fail(message = ''): void {
    this.#events.dispatchEvent(Object.assign(new Event('error'), { message }))
  }
}

const serveRln = (port: MessagePort): void =>
  serveJobs(
    {
      post: (answer, transfer) => port.postMessage(answer, transfer),
      listen: (listener) => void port.on('message', listener),
    },
    openWorkerJobs,
  )

const spawnerInto = (workers: LocalWebWorker[]) =>
  webWorkerSpawner(() => {
    const worker = new LocalWebWorker(serveRln)
    workers.push(worker)
    return worker
  })

describe('webWorkerSpawner', function () {
  this.timeout(60_000)
  it('gives the jobs of this room to a Web Worker: a verifier on one judges as any other', async () => {
    const verificationKey = await loadVerificationKey(fileArtifactSource(), 'network')
    const verifier = await createVerifierOnWorkers(
      webWorkerSpawner(() => new LocalWebWorker(serveRln)),
      verificationKey,
    )
    const signals = { y: 1n, root: 1n, nullifier: 1n, x: 1n, externalNullifier: 1n }
    const verdict = await verifier.verify(new Uint8Array(128), signals as Parameters<typeof verifier.verify>[1])
    expect(verdict).to.have.property('valid', false)
    await verifier.close()
  })

  it('fails a job whose worker fails, and starts another one for the next', async () => {
    const workers: LocalWebWorker[] = []
    const spawn = spawnerInto(workers)
    const lane = new WorkerLane<object, bigint[]>(
      { clock: systemClock, spawn },
      { setup: { kind: 'nullifiers' }, timeoutMs: 30_000 },
    )
    await lane.start()
    const job = { identitySecret: 5n, externalNullifier: 6n, from: 0, to: 2 }
    const failing = rlnErrorOf(() => lane.run(job))
    await Promise.resolve()
    workers[0]!.fail()
    expect((await failing).code).to.equal('worker_crashed')
    expect(await lane.run(job)).to.have.length(2)
    expect(workers).to.have.length(2)
    await lane.close()
    expect((await rlnErrorOf(() => lane.run(job))).code).to.equal('closed')
  })

  it('says of a worker that does not start what the browser says, and what to do', async () => {
    const verificationKey = await loadVerificationKey(fileArtifactSource(), 'network')
    const silent = new LocalWebWorker(() => undefined)
    const starting = rlnErrorOf(() =>
      createVerifierOnWorkers(
        webWorkerSpawner(() => silent),
        verificationKey,
      ),
    )
    silent.fail('blocked by the policy')
    const forbidding = webWorkerSpawner(() => {
      throw new Error('another origin')
    })
    const failures = [await starting, await rlnErrorOf(() => createVerifierOnWorkers(forbidding, verificationKey))]
    expect(failures.map(({ code }) => code)).to.deep.equal(['worker_not_started', 'worker_not_started'])
    expect(failures[0]!.message).to.contain('blocked by the policy').and.to.contain('worker-src')
    expect(failures[1]!.message).to.contain('another origin')
  })

  describe('a prover on one Web Worker, which shares no memory', () => {
    const witness = witnessOf(rlnVectors[0]!)
    const workers: LocalWebWorker[] = []
    let prover: PreparingProver
    let verifier: Verifier

    before(async () => {
      const artifacts = await loadArtifacts(fileArtifactSource(), 'development')
      prover = await createProverOnWorkers(spawnerInto(workers), artifacts, { shared: false })
      verifier = await createVerifier(artifacts.verificationKey)
    })
    after(async () => {
      await prover.close()
      await verifier.close()
    })

    const requireValid = async ({ proofBytes, publicSignals }: RlnProof): Promise<void> => {
      expect(await verifier.verify(proofBytes, publicSignals)).to.deep.equal({ valid: true })
    }

    it('makes proofs that hold: in full, for a known path, and prepared', async () => {
      const full = await prover.prove(witness)
      const path = await prover.prove(witness)
      const { identitySecret, userMessageLimit, externalNullifier, messageId, pathElements, identityPathIndex } =
        witness
      const member = { identitySecret, rateLimit: Number(userMessageLimit), path: { pathElements, identityPathIndex } }
      await prover.prepareSlot({ member, externalNullifier, messageId: Number(messageId) })
      const slot = await prover.prove(witness)
      expect([full.kind, path.kind, slot.kind]).to.deep.equal(['full', 'path', 'slot'])
      for (const proof of [full, path, slot]) await requireValid(proof)
      expect(workers).to.have.length(1)
    })

    it('makes two at once in one worker without mixing up their memory', async () => {
      const other = unsafe.witnessOfNumbers({ ...witness, messageId: witness.messageId + 1n, x: witness.x + 1n })
      for (const proof of await Promise.all([prover.prove(witness), prover.prove(other)])) await requireValid(proof)
    })

    it('makes the proof again on another worker when one dies over it, as the same share', async () => {
      const { publicSignals } = await prover.prove(witness)
      const asked = workers[0]!.asked()
      const dying = prover.prove(witness)
      await asked
      workers[0]!.fail()
      const proof = await dying
      await requireValid(proof)
      expect(proof.publicSignals).to.deep.equal(publicSignals)
      expect(workers).to.have.length(2)
    })

    it('refuses to split a proof over several', async () => {
      const artifacts = await loadArtifacts(fileArtifactSource(), 'development')
      const several = createProverOnWorkers(spawnerInto(workers), artifacts, { shared: false, threads: 2 })
      expect(await several.catch((failure) => failure)).to.be.instanceOf(RangeError)
    })
  })
})
