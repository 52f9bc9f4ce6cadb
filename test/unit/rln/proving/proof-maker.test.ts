import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { groth16 } from 'snarkjs'
import { systemClock } from '../../../../src/foundation/index.ts'
import {
  createProver,
  decodeProof,
  fieldToBytesLE,
  loadArtifacts,
  messageX,
  type PreparingProver,
  type RlnArtifacts,
  type RlnProof,
  type RlnWitness,
  type SlotRequest,
  toSnarkjsProof,
  unsafe,
} from '../../../../src/rln/index.ts'
import { LaneScheduler } from '../../../../src/rln/proving/lane-scheduler.ts'
import { ProofMaker } from '../../../../src/rln/proving/proof-maker.ts'
import { ProvingLane } from '../../../../src/rln/proving/proving-lane.ts'
import type { ProvingTask } from '../../../../src/rln/proving/proving-task.ts'
import { coefficientsIn } from '../../../../src/rln/proving/slot-coefficients.ts'
import { Workspace } from '../../../../src/rln/proving/workspace.ts'
import { fileArtifactSource } from '../../../../src/rln/server.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { rlnVectors } from '../../../support/rln-vectors.ts'
import { networkKeyFile, openZerokit } from '../../../support/zerokit.ts'
import { rlnErrorOf } from '../rln-error-of.ts'
import { witnessOf } from '../witness-of.ts'

const signal = new TextEncoder().encode('a message')
const base = witnessOf(rlnVectors[0]!)

const witnessFor = (messageId: number): RlnWitness =>
  unsafe.witnessOfNumbers({ ...base, messageId: BigInt(messageId), x: messageX(signal) })

const requestFor = (messageId: number): SlotRequest => ({
  member: { identitySecret: base.identitySecret, rateLimit: Number(base.userMessageLimit), path: base },
  externalNullifier: base.externalNullifier,
  messageId,
})

function verifyWithSnarkjs(
  { verificationKey }: RlnArtifacts,
  { proofBytes, publicSignals }: RlnProof,
): Promise<boolean> {
  const decoded = decodeProof(proofBytes)
  if (!decoded.ok) throw new Error(decoded.defect)
  const { y, root, nullifier, x, externalNullifier } = publicSignals
  const signals = [y, root, nullifier, x, externalNullifier].map(String)
  return groth16.verify(structuredClone(verificationKey) as never, signals, toSnarkjsProof(decoded.proof) as never)
}

/** One proof of each kind, of different message ids. */
async function proofsOfAllKinds(prover: PreparingProver): Promise<RlnProof[]> {
  const full = await prover.prove(witnessFor(0))
  const path = await prover.prove(witnessFor(1))
  await prover.prepareSlot(requestFor(2))
  return [full, path, await prover.prove(witnessFor(2))]
}

describe('proofs of all three kinds', function () {
  this.timeout(120_000)
  let artifacts: RlnArtifacts
  before(async () => {
    artifacts = await loadArtifacts(fileArtifactSource(), 'development')
  })

  it('verify under snarkjs, with the public signals of the formulas', async () => {
    const prover = await createProver(artifacts)
    const proofs = await proofsOfAllKinds(prover)
    expect(proofs.map(({ kind }) => kind)).to.deep.equal(['full', 'path', 'slot'])
    for (const [messageId, proof] of proofs.entries()) {
      const { identitySecret, externalNullifier } = base
      const share = unsafe.computeShare(identitySecret, externalNullifier, messageId, messageX(signal))
      expect(proof.publicSignals).to.include({ ...share, root: BigInt(rlnVectors[0]!.expected.root) })
      expect(await verifyWithSnarkjs(artifacts, proof), proof.kind).to.equal(true)
    }
    await prover.close()
  })

  it("verify under zerokit and snarkjs with the network's key", async function () {
    const zerokit = openZerokit()
    if (zerokit === undefined) {
      console.log(`skipped: the network's proving key is not ours to ship, and not at ${networkKeyFile.pathname}`)
      return this.skip()
    }
    const network = await loadArtifacts(fileArtifactSource(), { provingKey: readFileSync(networkKeyFile) })
    const prover = await createProver(network)
    for (const proof of await proofsOfAllKinds(prover)) {
      const { y, root, nullifier, x, externalNullifier } = proof.publicSignals
      const signals = [y, root, nullifier, x, externalNullifier].map(fieldToBytesLE)
      expect(zerokit.verify(proof.proofBytes, signals, signal), proof.kind).to.equal(true)
      expect(await verifyWithSnarkjs(network, proof), proof.kind).to.equal(true)
    }
    await prover.close()
  })

  it('of one message have no A, B or C in common, however they were made', async () => {
    const prover = await createProver(artifacts)
    const proofs: RlnProof[] = []
    for (let count = 0; count < 4; count++) proofs.push(await prover.prove(witnessFor(0)))
    for (let count = 0; count < 4; count++) {
      await prover.prepareSlot(requestFor(0))
      proofs.push(await prover.prove(witnessFor(0)))
    }
    expect(proofs.filter(({ kind }) => kind === 'slot')).to.have.length(4)
    for (const [from, to] of [
      [0, 32],
      [32, 96],
      [96, 128],
    ]) {
      const points = proofs.map(({ proofBytes }) => Buffer.from(proofBytes.subarray(from, to)).toString('hex'))
      expect(new Set(points).size).to.equal(proofs.length)
    }
    await prover.close()
  })
})

describe('the maker of proofs', function () {
  this.timeout(120_000)
  let lane: ProvingLane
  let artifacts: RlnArtifacts
  before(async () => {
    artifacts = await loadArtifacts(fileArtifactSource(), 'development')
    lane = await ProvingLane.create(artifacts, systemClock)
  })

  /** A maker over the one lane, which notes what memory it was given. */
  function makerOver(take: (task: ProvingTask) => void = () => undefined) {
    const memories = new Set<ArrayBufferLike>()
    const steps: string[] = []
    const run = async (task: ProvingTask) => {
      memories.add(task.memory)
      steps.push(task.step.kind)
      take(task)
      return lane.take(task)
    }
    const scheduler = new LaneScheduler([{ isBroken: false, run, close: async () => undefined }])
    return { maker: new ProofMaker({ scheduler, random: new FakeRandom() }, { shared: true }), memories, steps }
  }

  const inputOf = (messageId: number) => ({ ...base, messageId: BigInt(messageId) })
  const isWiped = (memory: ArrayBufferLike) => new Uint8Array(memory).every((byte) => byte === 0)

  it('leaves nothing in the memory of its jobs, of those that fail neither', async () => {
    const { maker, memories } = makerOver()
    await maker.prove(witnessFor(0))
    await maker.prepareSlot(inputOf(1))
    await maker.preparePath(inputOf(0))
    const outside = { ...witnessFor(0), messageId: base.userMessageLimit } as RlnWitness
    expect((await rlnErrorOf(() => maker.prove(outside))).code).to.equal('circuit_refused')
    expect([memories.size, [...memories].every(isWiped)]).to.deep.equal([5, true])
  })

  it('adds up only what changed when the path changes, and gives valid proofs', async () => {
    const { maker, steps } = makerOver()
    await maker.prove(witnessFor(0))
    expect(steps).to.include('path-sum')
    steps.length = 0
    expect((await maker.prove(witnessFor(1))).kind).to.equal('path')
    expect(steps).not.to.include('path-sum')
    const pathElements = base.pathElements.with(19, 77n)
    const moved = unsafe.witnessOfNumbers({ ...witnessFor(2), pathElements })
    const proof = await maker.prove(moved)
    expect([proof.kind, await verifyWithSnarkjs(artifacts, proof)]).to.deep.equal(['path', true])
    const other = await maker.prove(unsafe.witnessOfNumbers({ ...moved, identitySecret: 5n }))
    expect([other.kind, await verifyWithSnarkjs(artifacts, other)]).to.deep.equal(['full', true])
  })

  it('blinds every slot anew: two of one message id have nothing in common but what the key and the id give', async () => {
    const { maker } = makerOver()
    const slots = [await maker.prepareSlot(inputOf(1)), await maker.prepareSlot(inputOf(1))]
    const [one, other] = slots.map(({ coefficients }) => coefficientsIn(coefficients))
    for (const blinded of ['a0', 'b0', 'c0', 'c1'] as const) expect(one![blinded]).not.to.deep.equal(other![blinded])
    for (const fixed of ['a1', 'b1', 'c2'] as const) expect(one![fixed]).to.deep.equal(other![fixed])
  })

  it('makes no slot of sums that do not fit: it is checked at a random x', async () => {
    const { maker, memories } = makerOver(({ step, memory }) => {
      // A bit of the linear part, after its vector and before its sum.
      if (step.kind === 'quotient-sum' && step.of === 'linear') flipBit(memory)
    })
    expect((await rlnErrorOf(() => maker.prepareSlot(inputOf(1)))).code).to.equal('circuit_mismatch')
    expect([...memories].every(isWiped)).to.equal(true)
  })
})

function flipBit(memory: ArrayBufferLike): void {
  const linear = new Workspace(memory).region('linear')
  linear[0]! ^= 1
}
