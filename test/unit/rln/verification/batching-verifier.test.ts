import { expect } from 'chai'
import { hexToBytes } from '../../../../src/foundation/index.ts'
import type { ProofVerdict } from '../../../../src/rln/index.ts'
import { BatchingVerifier, type VerificationLane } from '../../../../src/rln/verification/batching-verifier.ts'
import type { TaskVerdicts, VerificationTask } from '../../../../src/rln/verification/verification-task.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { rlnVectors } from '../../../support/rln-vectors.ts'
import { rlnErrorOf } from '../rln-error-of.ts'
import { signalsOf } from '../witness-of.ts'

const vector = rlnVectors[0]!
const proofBytes = hexToBytes(vector.snarkjs.compressed128)
/** Not on the curve for all we know, but well encoded: the lane here judges by the first byte. */
const goodProof = proofBytes.with(0, 1)
const badProof = proofBytes.with(0, 0)

/** Works when it is told to. */
class ManualLane implements VerificationLane {
  isBroken = false
  readonly tasks: VerificationTask[] = []
  #answer: ((error?: Error) => void) | undefined

  run(task: VerificationTask): Promise<TaskVerdicts> {
    this.tasks.push(task)
    return new Promise((resolve, reject) => {
      this.#answer = (error) => (error ? reject(error) : resolve(verdictsOf(task)))
    })
  }

  /** Ends the task under way, then lets what follows from it happen. */
  async finish(error?: Error): Promise<void> {
    this.#answer!(error)
    this.#answer = undefined
    await settle()
  }

  get sizes(): number[] {
    return this.tasks.map(({ proofs }) => proofs.length / 128)
  }

  async close(): Promise<void> {}
}

function verdictsOf({ proofs }: VerificationTask): ProofVerdict[] {
  return Array.from({ length: proofs.length / 128 }, (_, index) => {
    return proofs[index * 128] === 1 ? { valid: true } : { valid: false, reason: 'pairing_failed' }
  })
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function verifierOn(...lanes: ManualLane[]) {
  const clock = new FakeClock()
  const verifier = new BatchingVerifier({ clock, random: new FakeRandom() }, lanes)
  const send = (count: number, source: string, proof = goodProof): Promise<PromiseSettledResult<ProofVerdict>[]> => {
    return Promise.allSettled(
      Array.from({ length: count }, () => verifier.verify(proof, signalsOf(vector), { source })),
    )
  }
  return { clock, verifier, send }
}

describe('a batching verifier', () => {
  it('starts at once when idle, and makes one batch of what came while it worked', async () => {
    const lane = new ManualLane()
    const { send } = verifierOn(lane)
    const first = send(1, 'a')
    await settle()
    expect(lane.sizes).to.deep.equal([1])
    expect(lane.tasks[0]!.weights.length, 'one alone needs no weight').to.equal(0)
    const rest = send(100, 'a')
    await settle()
    expect(lane.sizes).to.deep.equal([1])
    for (let i = 0; i < 3; i++) await lane.finish()
    expect(lane.sizes).to.deep.equal([1, 64, 36])
    expect(lane.tasks[1]!.weights.length).to.equal(64 * 16)
    const outcomes = [...(await first), ...(await rest)]
    expect(outcomes.every((each) => each.status === 'fulfilled' && each.value.valid)).to.equal(true)
  })

  it('makes one batch of what is handed over at once, and shares it between lanes that are free', async () => {
    const lanes = [new ManualLane(), new ManualLane()] as const
    const { send } = verifierOn(...lanes)
    void send(10, 'a')
    await settle()
    expect(lanes.map((lane) => lane.sizes)).to.deep.equal([[5], [5]])
  })

  it('gives each proof its own verdict', async () => {
    const lane = new ManualLane()
    const { send } = verifierOn(lane)
    const outcomes = Promise.all([send(2, 'a'), send(1, 'b', badProof), send(1, 'c')])
    await settle()
    await lane.finish()
    const [good, bad, other] = await outcomes
    for (const each of [...good, ...other]) expect(each).to.deep.include({ value: { valid: true } })
    expect(bad[0]).to.deep.include({ value: { valid: false, reason: 'pairing_failed' } })
  })

  it('keeps what it was handed from what the caller does to it later', async () => {
    const lane = new ManualLane()
    const { verifier } = verifierOn(lane)
    const proof = goodProof.slice()
    void verifier.verify(proof, signalsOf(vector))
    proof.fill(0)
    await settle()
    expect(lane.tasks[0]!.proofs).to.deep.equal(goodProof)
  })

  it('lets a source that failed wait apart, one by one, while others go on together', async () => {
    const lane = new ManualLane()
    const { send } = verifierOn(lane)
    void send(1, 'bad', badProof)
    await settle()
    void send(20, 'bad', badProof)
    void send(30, 'good')
    void send(10, 'better')
    for (let i = 0; i < 5; i++) await lane.finish()
    // The good ones need not wait for more than one bad proof.
    expect(lane.sizes).to.deep.equal([1, 1, 40, 1, 1, 1])
  })

  it('gives a source with few failures batches of its own, and forgets its failures after a minute', async () => {
    const lane = new ManualLane()
    const { clock, send } = verifierOn(lane)
    void send(1, 'once bad', badProof)
    await settle()
    await lane.finish()
    for (let i = 0; i < 3; i++) {
      void send(1, 'once bad')
      await settle()
      await lane.finish()
    }
    void send(5, 'once bad')
    void send(5, 'good')
    await settle()
    await lane.finish()
    await lane.finish()
    expect(lane.sizes.slice(4)).to.have.members([5, 5])
    await clock.advance(60_001)
    void send(5, 'once bad')
    void send(5, 'good')
    await settle()
    expect(lane.sizes.at(-1)).to.equal(10)
  })

  it('refuses more than its lines hold, and takes it from the source that has most in them', async () => {
    const lane = new ManualLane()
    const { send } = verifierOn(lane)
    void send(1, 'first')
    await settle()
    const flood = send(300, 'flood')
    const honest = send(10, 'honest')
    for (let i = 0; i < 5; i++) await lane.finish()
    const refused = (await flood).filter((each) => each.status === 'rejected')
    expect(refused).to.have.length(300 + 10 - 256)
    for (const each of refused) expect(each.reason.code).to.equal('queue_full')
    expect((await honest).every((each) => each.status === 'fulfilled')).to.equal(true)
  })

  it('fails the proofs of a batch whose lane failed, and no others', async () => {
    const lane = new ManualLane()
    const { send } = verifierOn(lane)
    const failing = send(2, 'a')
    await settle()
    const next = send(2, 'a')
    await lane.finish(new Error('the lane broke'))
    await lane.finish()
    expect((await failing).map(({ status }) => status)).to.deep.equal(['rejected', 'rejected'])
    expect((await next).map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled'])
  })

  it('refuses everything when no lane is left, and once it is closed', async () => {
    const lane = new ManualLane()
    const { verifier, send } = verifierOn(lane)
    const outcome = send(1, 'a')
    await settle()
    const waiting = send(1, 'a')
    lane.isBroken = true
    await lane.finish(new Error('the lane broke'))
    await outcome
    expect((await waiting)[0]).to.have.nested.property('reason.code', 'worker_unavailable')
    await verifier.close()
    expect((await rlnErrorOf(() => verifier.verify(goodProof, signalsOf(vector)))).code).to.equal('closed')
  })
})
