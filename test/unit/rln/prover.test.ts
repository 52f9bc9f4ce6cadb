import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import {
  createProver,
  createVerifier,
  loadArtifacts,
  type Prover,
  provingKeyName,
  type RlnArtifacts,
  unsafe,
} from '../../../src/rln/index.ts'
import { createWorkerProver, fileArtifactSource } from '../../../src/rln/server.ts'
import { rlnVectors } from '../../support/rln-vectors.ts'
import { rlnErrorOf } from './rln-error-of.ts'
import { signalsOf, witnessOf } from './witness-of.ts'

const packaged = fileArtifactSource()
const networkKeyFile = new URL('../../../../shared/artifacts/rln-20-network.zkey', import.meta.url)
const [vector] = rlnVectors
const witness = witnessOf(vector!)

async function proveAndVerify(artifacts: RlnArtifacts, prover: Prover): Promise<void> {
  const verifier = await createVerifier(artifacts.verificationKey)
  try {
    const proof = await prover.prove(witness)
    expect(proof.publicSignals).to.deep.equal(signalsOf(vector!))
    expect(await verifier.verify(proof.proofBytes, proof.publicSignals)).to.deep.equal({ valid: true })
  } finally {
    await verifier.close()
  }
}

describe('a prover', function () {
  this.timeout(120_000)
  let artifacts: RlnArtifacts
  let prover: Prover

  before(async () => {
    artifacts = await loadArtifacts(packaged, 'development')
    prover = await createProver(artifacts)
  })
  after(() => prover.close())

  it('makes proofs that are valid under its key, with the public signals of the vector', async () => {
    await proveAndVerify(artifacts, prover)
  })

  it('works on worker threads too', async () => {
    const onThreads = await createWorkerProver(artifacts, { threads: 1 })
    try {
      await proveAndVerify(artifacts, onThreads)
      expect((await rlnErrorOf(() => onThreads.prove(unsafe.witnessOfNumbers({ ...witness, x: 0n })))).code).to.equal(
        'x_is_zero',
      )
    } finally {
      await onThreads.close()
    }
    expect((await rlnErrorOf(() => onThreads.prove(witness))).code).to.equal('closed')
  })

  it("proves under the network's key, as the vectors' makers do", async function () {
    if (!existsSync(networkKeyFile)) {
      console.log(`skipped: the network's proving key is not ours to ship, and not at ${networkKeyFile.pathname}`)
      this.skip()
    }
    const network = await loadArtifacts(packaged, { provingKey: await readFile(networkKeyFile) })
    expect([network.name, network.development]).to.deep.equal(['network', false])
    const networkProver = await createProver(network)
    try {
      await proveAndVerify(network, networkProver)
    } finally {
      await networkProver.close()
    }
  })

  it('refuses artifacts that are not of this circuit, before it has seen a secret', async () => {
    const noCircuit = await rlnErrorOf(() => createProver({ ...artifacts, circuitWasm: new Uint8Array(100) }))
    expect(noCircuit.code).to.equal('circuit_refused')
    const noKey = await rlnErrorOf(() => createProver({ ...artifacts, provingKey: new Uint8Array(100) }))
    expect(noKey.code).to.equal('key_invalid')
  })

  it('refuses the witness before the circuit sees it', async () => {
    const error = await rlnErrorOf(() => prover.prove({ ...witness, messageId: witness.userMessageLimit }))
    expect(error.code).to.equal('message_id_out_of_range')
  })

  it('finishes the proof under way when it is closed', async () => {
    const closing = await createProver(artifacts)
    const proof = closing.prove(witness)
    await new Promise((resolve) => setImmediate(resolve))
    await closing.close()
    expect((await proof).publicSignals).to.deep.equal(signalsOf(vector!))
  })

  it('is named in the artifacts by the file of its key', () => {
    expect(provingKeyName('development')).to.equal('rln-20-16-development.zkey')
  })
})
