/** What the circuit tests share: the instance under test, its witness calculator and the vectors' witnesses. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as snarkjs from 'snarkjs'
import { type CompiledCircuit, compileCircuit } from '../../scripts/build-circuits.ts'
import { artifactDirectory, buildDirectory, readInstances, repositoryRoot } from '../../scripts/circuit-artifacts.ts'
import { type R1cs, readR1cs } from '../support/r1cs.ts'

/** Inputs of the circuit by signal name; integers in decimal. */
export interface CircuitInput {
  readonly identitySecret: string
  readonly userMessageLimit: string
  readonly messageId: string
  readonly pathElements: readonly string[]
  readonly identityPathIndex: readonly string[]
  readonly x: string
  readonly externalNullifier: string
}

interface Vector {
  readonly name: string
  readonly identity: { readonly secretHash: string }
  readonly userMessageLimit: string
  readonly messageId: string
  readonly leaf: string
  readonly pathElements: readonly string[]
  readonly identityPathIndex: readonly number[]
  readonly expected: Readonly<Record<'externalNullifier' | 'x' | 'y' | 'nullifier' | 'root', string>>
  readonly publicSignals: readonly string[]
  readonly snarkjs: { readonly proof: snarkjs.Groth16Proof }
}

interface VectorFile {
  readonly verificationKey: Readonly<Record<string, unknown>>
  readonly vectors: readonly Vector[]
}

function readVectors(file: string): VectorFile {
  return JSON.parse(readFileSync(join(repositoryRoot, 'test', 'vectors', file), 'utf8')) as VectorFile
}

const mainVectors = readVectors('rln-v2.json')

/** All vectors of zerokit and snarkjs under The Waku Network's key, in both ways to hash the external nullifier. */
export const vectors: readonly Vector[] = [...mainVectors.vectors, ...readVectors('rln-v2-hashed-waku.json').vectors]
export const networkVerificationKeyOfVectors = mainVectors.verificationKey

export function vectorNamed(name: string): Vector {
  const vector = vectors.find((candidate) => candidate.name === name)
  if (vector === undefined) throw new Error(`no vector is named ${name}`)
  return vector
}

export function inputOf(vector: Vector): CircuitInput {
  return {
    identitySecret: vector.identity.secretHash,
    userMessageLimit: vector.userMessageLimit,
    messageId: vector.messageId,
    pathElements: vector.pathElements,
    identityPathIndex: vector.identityPathIndex.map(String),
    x: vector.expected.x,
    externalNullifier: vector.expected.externalNullifier,
  }
}

export const instance = readInstances().find(({ name }) => name === 'rln-20-16')!
export const artifactPath = (file: string) => join(artifactDirectory, file)

/** A mutable copy of the kind that snarkjs asks for. */
export const signalsOf = (input: CircuitInput): snarkjs.CircuitSignals => structuredClone(input) as never

/**
 * The 5844 wires, computed by the committed witness calculator.
 * @throws Error when the calculator finds an assertion broken.
 */
export async function calculateWitness(input: CircuitInput): Promise<bigint[]> {
  const witness = { type: 'mem' }
  await snarkjs.wtns.calculate(signalsOf(input), artifactPath(instance.outputs.witnessCalculator), witness)
  return (await snarkjs.wtns.exportJson(witness as never)) as bigint[]
}

/** Positions in the witness: one, public signals, then private inputs in the order of their declaration. */
export const wires = {
  y: 1,
  root: 2,
  nullifier: 3,
  x: 4,
  externalNullifier: 5,
  identitySecret: 6,
  userMessageLimit: 7,
  messageId: 8,
  pathElements: 9,
  identityPathIndex: 29,
  firstInternal: 49,
} as const

/** The wires that a prover chooses, by position, plus the constant one. */
export function inputWires(input: CircuitInput): Map<number, bigint> {
  const given = new Map([[0, 1n]])
  for (const name of ['x', 'externalNullifier', 'identitySecret', 'userMessageLimit', 'messageId'] as const) {
    given.set(wires[name], BigInt(input[name]))
  }
  for (const name of ['pathElements', 'identityPathIndex'] as const) {
    input[name].forEach((value, level) => {
      given.set(wires[name] + level, BigInt(value))
    })
  }
  return given
}

let compiled: CompiledCircuit | undefined

/** The circuit compiled afresh, once a test run (five seconds). */
export function freshlyCompiled(): CompiledCircuit {
  compiled ??= compileCircuit(instance, join(buildDirectory, 'test'))
  return compiled
}

let r1cs: R1cs | undefined

/** The constraint system of the circuit as its sources are now. */
export function constraintSystem(): R1cs {
  r1cs ??= readR1cs(readFileSync(freshlyCompiled().r1csPath))
  return r1cs
}

/** snarkjs keeps worker threads that hold the process open; call when a suite is done. */
export async function stopSnarkjsWorkers(): Promise<void> {
  const { curve_bn128: curve } = globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }
  await curve?.terminate()
}
