/**
 * Makes the development keys: a powers-of-tau ceremony and a Groth16 phase 2 with one contributor, this process.
 *
 * Whoever runs this could keep the secret behind the keys and forge proofs, so the keys are for development only. The
 * keys of a real network come from a ceremony of many contributors. A new key makes every proof and every pinned hash
 * of the old one void, therefore this runs by hand, never in CI, and asks for --force when keys are there already.
 * Takes about four minutes on an idle machine of two cores.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as snarkjs from 'snarkjs'
import { compileCircuit } from './build-circuits.ts'
import {
  artifactDirectory,
  buildDirectory,
  type CircuitInstance,
  commitArtifact,
  installedVersion,
  readInstances,
} from './circuit-artifacts.ts'

/** What snarkjs 0.7.6 exports and its published types miss or give another signature. */
interface UntypedSnarkjs {
  readonly curves: { getCurveFromName(name: 'bn128'): Promise<{ terminate(): Promise<void> }> }
  readonly powersOfTau: { verify(path: string): Promise<boolean> }
}

const { curves, powersOfTau: untypedPowersOfTau } = snarkjs as unknown as UntypedSnarkjs
const { powersOfTau, zKey } = snarkjs

/** 2^10 iterations of the hash over the beacon: the customary delay of test ceremonies, a beacon's value being public. */
const BEACON_ITERATIONS_EXPONENT = 10
const CONTRIBUTION_NAME = 'waku-rln-relay development'

const freshHex = (byteLength: number) => randomBytes(byteLength).toString('hex')

/** Runs one step on files `<step>.<extension>` of the ceremony's directory and says how long it took. */
async function step(title: string, run: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now()
  const outcome = await run()
  if (outcome === false) throw new Error(`${title}: verification failed`)
  console.log(`${title}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}

async function powersOfTauCeremony(exponent: number, directory: string): Promise<string> {
  const path = (name: string) => join(directory, `${name}.ptau`)
  const curve = await curves.getCurveFromName('bn128')
  await step('powers of tau: start', () => powersOfTau.newAccumulator(curve, exponent, path('new')))
  await step('powers of tau: contribute', () =>
    powersOfTau.contribute(path('new'), path('contributed'), CONTRIBUTION_NAME, freshHex(64)),
  )
  await step('powers of tau: beacon', () =>
    powersOfTau.beacon(
      path('contributed'),
      path('beacon'),
      `${CONTRIBUTION_NAME} beacon`,
      freshHex(32),
      BEACON_ITERATIONS_EXPONENT,
    ),
  )
  await step('powers of tau: prepare phase 2', () => powersOfTau.preparePhase2(path('beacon'), path('prepared')))
  await step('powers of tau: verify', () => untypedPowersOfTau.verify(path('prepared')))
  return path('prepared')
}

async function circuitCeremony(r1csPath: string, ptauPath: string, directory: string): Promise<string> {
  const path = (name: string) => join(directory, `${name}.zkey`)
  await step('circuit: start', () => zKey.newZKey(r1csPath, ptauPath, path('new')))
  await step('circuit: contribute', () =>
    zKey.contribute(path('new'), path('contributed'), CONTRIBUTION_NAME, freshHex(64)),
  )
  await step('circuit: beacon', () =>
    zKey.beacon(
      path('contributed'),
      path('final'),
      `${CONTRIBUTION_NAME} beacon`,
      freshHex(32),
      BEACON_ITERATIONS_EXPONENT,
    ),
  )
  await step('circuit: verify', () => zKey.verifyFromR1cs(r1csPath, ptauPath, path('final')))
  return path('final')
}

async function setUp(instance: CircuitInstance): Promise<void> {
  const directory = join(buildDirectory, `${instance.name}-ceremony`)
  const { r1csPath } = compileCircuit(instance, directory)
  const ptauPath = await powersOfTauCeremony(instance.powersOfTau, directory)
  const zkeyPath = await circuitCeremony(r1csPath, ptauPath, directory)

  const date = new Date().toISOString().slice(0, 10)
  const origin = `development key of scripts/trusted-setup.ts, ${date}, snarkjs ${installedVersion('snarkjs')}: whoever made it can forge; never for a real network`
  const verificationKey: unknown = await zKey.exportVerificationKey(zkeyPath)
  const entries = [
    commitArtifact(instance.outputs.developmentProvingKey, readFileSync(zkeyPath), {
      kind: 'proving-key',
      provenance: origin,
    }),
    commitArtifact(
      instance.outputs.developmentVerificationKey,
      Buffer.from(`${JSON.stringify(verificationKey, null, 2)}\n`),
      { kind: 'verification-key', provenance: origin },
    ),
  ]
  rmSync(directory, { recursive: true })
  for (const entry of entries) console.log(`${entry.sha256}  circuits/artifacts/${entry.file}`)
}

async function main(): Promise<void> {
  for (const instance of readInstances()) {
    const present = existsSync(join(artifactDirectory, instance.outputs.developmentProvingKey))
    if (present && !process.argv.includes('--force')) {
      console.error(
        `${instance.outputs.developmentProvingKey} exists; --force replaces it, and voids every proof of it`,
      )
      process.exitCode = 1
      continue
    }
    await setUp(instance)
  }
  const { curve_bn128: curve } = globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }
  await curve?.terminate()
}

await main()
