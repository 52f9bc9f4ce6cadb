import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { expect } from 'chai'
import { systemClock } from '../../../src/foundation/index.ts'
import {
  createVerifierOnWorkers,
  loadVerificationKey,
  type WebWorker,
  webWorkerSpawner,
} from '../../../src/rln/index.ts'
import { serveJobs } from '../../../src/rln/serve-jobs.ts'
import { fileArtifactSource } from '../../../src/rln/server.ts'
import { openWorkerJobs } from '../../../src/rln/worker-jobs.ts'
import { WorkerLane } from '../../../src/rln/worker-lane.ts'
import { rlnErrorOf } from './rln-error-of.ts'

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
    this.#port.postMessage(message)
  }

  terminate(): void {
    this.#port.close()
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#events.addEventListener(type, listener as (event: Event) => void)
  }

  fail(): void {
    this.#events.dispatchEvent(new Event('error'))
  }
}

const serveRln = (port: MessagePort): void =>
  serveJobs(
    { post: (answer) => port.postMessage(answer), listen: (listener) => void port.on('message', listener) },
    openWorkerJobs,
  )

describe('webWorkerSpawner', () => {
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
    const spawn = webWorkerSpawner(() => {
      const worker = new LocalWebWorker(serveRln)
      workers.push(worker)
      return worker
    })
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
})
