import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import * as snarkjs from 'snarkjs'
import { artifactDirectory, readManifest, repositoryRoot, sha256Hex } from '../../scripts/circuit-artifacts.ts'
import { rowDigest } from '../support/r1cs.ts'
import {
  artifactPath,
  constraintSystem,
  inputOf,
  instance,
  networkVerificationKeyOfVectors,
  signalsOf,
  stopSnarkjsWorkers,
  vectorNamed,
  vectors,
} from './rln-circuit.ts'

const NETWORK_KEY_SHA256 = 'ae30d3d4b29d9dab8c65ff181644a3eb57c2c0fa9f687ea3baf8c7f711d7946a'
const NETWORK_VERIFICATION_KEY = 'rln-20-16-network.vkey.json'
/** Where whoever holds the network's proving key may put it for this test; it is not ours to ship. */
const networkKeyPath = join(repositoryRoot, '..', 'shared', 'artifacts', 'rln-20-network.zkey')

interface VerificationKey {
  readonly protocol: string
  readonly curve: string
  readonly nPublic: number
  readonly vk_gamma_2: unknown
  readonly vk_delta_2: unknown
  readonly IC: readonly (readonly string[])[]
}

/** What snarkjs exports of a proving key, as far as these tests look. */
interface ProvingKey {
  readonly nVars: number
  readonly nPublic: number
  readonly domainSize: number
  readonly ccoefs: readonly { matrix: 0 | 1; constraint: number; signal: number; value: string }[]
}

function readVerificationKey(file: string): VerificationKey {
  return JSON.parse(readFileSync(artifactPath(file), 'utf8')) as VerificationKey
}

/** {@link rowDigest} of the constraints in a proving key, apart from the rows that Groth16 adds for public signals. */
function rowDigestOfKey(key: ProvingKey, constraintCount: number): string {
  const rows = Array.from({ length: constraintCount }, (): [string[], string[]] => [[], []])
  const coefficients = key.ccoefs.filter(({ constraint }) => constraint < constraintCount)
  for (const { matrix, constraint, signal, value } of coefficients.sort((left, right) => left.signal - right.signal)) {
    rows[constraint]![matrix].push(`${signal}:${value}`)
  }
  const text = rows.map(([a, b]) => `${a.join(',')}|${b.join(',')}`).join('\n')
  return createHash('sha256').update(text).digest('hex')
}

async function expectKeyOfCircuit(provingKeyPath: string): Promise<void> {
  const r1cs = constraintSystem()
  const key = (await snarkjs.zKey.exportJson(provingKeyPath)) as ProvingKey
  expect(key.nVars).to.equal(r1cs.wireCount)
  expect(key.nPublic).to.equal(instance.publicSignals.length)
  expect(key.domainSize).to.equal(2 ** instance.powersOfTau)
  expect(rowDigestOfKey(key, r1cs.constraints.length)).to.equal(rowDigest(r1cs))
  const publicRows = key.ccoefs.filter(({ constraint }) => constraint >= r1cs.constraints.length)
  expect(publicRows.map(({ matrix, signal, value }) => [matrix, signal, value])).to.deep.equal(
    Array.from({ length: key.nPublic + 1 }, (_, signal) => [0, signal, '1']),
  )
}

function prove(vectorName: string, provingKeyPath: string) {
  const input = signalsOf(inputOf(vectorNamed(vectorName)))
  return snarkjs.groth16.fullProve(input, artifactPath(instance.outputs.witnessCalculator), provingKeyPath)
}

describe('circuit artifacts', () => {
  const manifest = readManifest()

  it('are what the manifest pins, and nothing else is in the directory', () => {
    const committed = Object.values(manifest).filter(({ distribution }) => distribution === 'committed')
    for (const entry of committed) {
      const bytes = readFileSync(artifactPath(entry.file))
      expect(bytes.length, entry.file).to.equal(entry.bytes)
      expect(sha256Hex(bytes), entry.file).to.equal(entry.sha256)
    }
    const expected = [...committed.map(({ file }) => file), 'README.md', 'manifest.json']
    expect(readdirSync(artifactDirectory)).to.have.members(expected)
  })

  it('are named in the manifest by their file and hold every output of the instance', () => {
    for (const [name, entry] of Object.entries(manifest)) expect(entry.file).to.equal(name)
    expect(manifest).to.include.keys(Object.values(instance.outputs))
  })

  it("do not hold the network's proving key, only its hash", () => {
    const entry = manifest['rln-20-16-network.zkey']!
    expect(entry.sha256).to.equal(NETWORK_KEY_SHA256)
    expect(entry.distribution).to.equal('imported')
  })
})

describe('verification keys', function () {
  this.timeout(120_000)
  after(stopSnarkjsWorkers)

  for (const file of [instance.outputs.developmentVerificationKey, NETWORK_VERIFICATION_KEY]) {
    it(`${file} takes five public signals and had a phase 2, so delta differs from gamma`, () => {
      const key = readVerificationKey(file)
      expect(key).to.include({ protocol: 'groth16', curve: 'bn128', nPublic: 5 })
      expect(key.IC).to.have.length(6)
      expect(key.vk_delta_2).to.not.deep.equal(key.vk_gamma_2)
    })
  }

  it("of the network is the vectors' own, and accepts every proof made elsewhere under it", async () => {
    const key = readVerificationKey(NETWORK_VERIFICATION_KEY)
    expect(key).to.deep.equal(networkVerificationKeyOfVectors)
    for (const { name, publicSignals, snarkjs: made } of vectors) {
      expect(await snarkjs.groth16.verify(key, [...publicSignals], made.proof), name).to.equal(true)
    }
  })
})

describe('development key', function () {
  this.timeout(120_000)
  const provingKeyPath = artifactPath(instance.outputs.developmentProvingKey)
  const verificationKey = readVerificationKey(instance.outputs.developmentVerificationKey)
  after(stopSnarkjsWorkers)

  it('was made for this constraint system', () => expectKeyOfCircuit(provingKeyPath))

  it('has the committed verification key', async () => {
    const exported: unknown = await snarkjs.zKey.exportVerificationKey(provingKeyPath)
    expect(JSON.parse(JSON.stringify(exported))).to.deep.equal(verificationKey)
  })

  it('proves, and its proof holds for its own public signals only', async () => {
    const { proof, publicSignals } = await prove('nwaku-epoch-600s', provingKeyPath)
    expect(publicSignals).to.deep.equal(vectorNamed('nwaku-epoch-600s').publicSignals)
    expect(await snarkjs.groth16.verify(verificationKey, publicSignals, proof)).to.equal(true)
    for (const index of publicSignals.keys()) {
      const changed = publicSignals.with(index, (BigInt(publicSignals[index]!) + 1n).toString())
      const verdict = await snarkjs.groth16.verify(verificationKey, changed, proof)
      expect(verdict, instance.publicSignals[index]).to.equal(false)
    }
  })

  it("proves nothing under the network's verification key", async () => {
    const { proof, publicSignals } = await prove('spec-basic', provingKeyPath)
    const networkKey = readVerificationKey(NETWORK_VERIFICATION_KEY)
    expect(await snarkjs.groth16.verify(networkKey, publicSignals, proof)).to.equal(false)
  })
})

describe("network's proving key", function () {
  this.timeout(120_000)
  before(function () {
    if (existsSync(networkKeyPath)) return
    console.log(`skipped: the network's proving key is not shipped, and not at ${networkKeyPath}`)
    this.skip()
  })
  after(stopSnarkjsWorkers)

  it('is the pinned file', () => {
    expect(sha256Hex(readFileSync(networkKeyPath))).to.equal(NETWORK_KEY_SHA256)
  })

  it('was made for this constraint system', () => expectKeyOfCircuit(networkKeyPath))

  it('has the committed verification key', async () => {
    const exported: unknown = await snarkjs.zKey.exportVerificationKey(networkKeyPath)
    expect(JSON.parse(JSON.stringify(exported))).to.deep.equal(readVerificationKey(NETWORK_VERIFICATION_KEY))
  })

  it('proves from our own witness calculator', async () => {
    const { proof, publicSignals } = await prove('hashed-waku-epoch-600s', networkKeyPath)
    expect(publicSignals).to.deep.equal(vectorNamed('hashed-waku-epoch-600s').publicSignals)
    const key = readVerificationKey(NETWORK_VERIFICATION_KEY)
    expect(await snarkjs.groth16.verify(key, publicSignals, proof)).to.equal(true)
  })
})
