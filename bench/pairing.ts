/**
 * The parts of a pairing over BN254 in four libraries, CPU time on one thread, in turns: what a verifier is made of. Ours
 * makes the lines of a point of G2 and checks its subgroup in one go, the others check it apart. A verification is of
 * decoded points: subgroup check, five multiples, three Miller loops, two of them with lines made before where the library
 * can, and the final exponentiation. Ours decodes as well.
 */
import { bn254 } from '@noble/curves/bn254.js'
import { buildBn128 } from 'ffjavascript'
import mcl from 'mcl-wasm'
import { bigIntToBytesLE, concatBytes, hexToBytes } from '../src/foundation/index.ts'
import { Engine, type EngineFunction } from '../src/rln/bn254/engine.ts'
import { Groth16Checker } from '../src/rln/bn254/groth16-checker.ts'
import { FIELD_MODULUS, loadVerificationKey } from '../src/rln/index.ts'
import { fileArtifactSource } from '../src/rln/server.ts'
import { rlnVectors } from '../test/support/rln-vectors.ts'
import { type BenchOutcome, type BenchResult, summarize } from './bench-suite.ts'

const ROUNDS = 50
const WARM_UP_ROUNDS = 10
const PARTS = ['Miller loop', 'final exponentiation', 'subgroup check', 'verification'] as const
const OURS = 'ours'

type Part = (typeof PARTS)[number]
type Contestant = Readonly<Record<Part, () => void>>

const P = bn254.G1.Point.BASE.multiply(2n ** 200n + 7n)
const Q = bn254.G2.Point.BASE.multiply(2n ** 201n + 9n)
const [p, q] = [P.toAffine(), Q.toAffine()]
const coordinatesOfQ = [q.x.c0, q.x.c1, q.y.c0, q.y.c1]

/** Full scalars, for the five inputs of a verification. */
const INPUTS = [3n, 5n, 7n, 11n, 13n].map((seed) => seed ** 110n % FIELD_MODULUS)

const ELEMENT_BYTES = 36
const LINES_BYTES = 88 * 6 * ELEMENT_BYTES

type PairingExports = Readonly<
  Record<'finalExponentiation' | 'g1Read' | 'g2Read' | 'millerLoop' | 'prepareLines', EngineFunction>
>

async function ours(): Promise<Contestant> {
  const engine = await Engine.create<PairingExports>()
  const { exports } = engine
  const bytes = engine.allocate(128)
  const [g1, g2] = [engine.allocate(2 * ELEMENT_BYTES), engine.allocate(4 * ELEMENT_BYTES)]
  engine.write(bytes, concatBytes(...[p.x, p.y].map((each) => bigIntToBytesLE(each, 32))))
  exports.g1Read(g1, bytes, 1)
  engine.write(bytes, concatBytes(...coordinatesOfQ.map((each) => bigIntToBytesLE(each, 32))))
  exports.g2Read(g2, bytes, 1)
  const [lines, pair] = [engine.allocate(LINES_BYTES), engine.allocate(8)]
  engine.write(pair, new Uint8Array(Uint32Array.of(g1, lines).buffer))
  const [product, result] = [engine.allocate(12 * ELEMENT_BYTES), engine.allocate(12 * ELEMENT_BYTES)]
  return {
    'Miller loop': () => {
      exports.prepareLines(lines, g2)
      exports.millerLoop(product, pair, 1, 0, 0)
    },
    'final exponentiation': () => exports.finalExponentiation(result, product),
    'subgroup check': () => exports.prepareLines(lines, g2),
    verification: await ourVerification(),
  }
}

async function ourVerification(): Promise<() => void> {
  const checker = await Groth16Checker.create(await loadVerificationKey(fileArtifactSource(), 'network'))
  const { snarkjs, publicSignals } = rlnVectors[0]!
  const [proofBytes, signals] = [hexToBytes(snarkjs.compressed128), publicSignals.map(BigInt)]
  return () => {
    if (checker.load(0, proofBytes) || !checker.holds(0, signals)) throw new Error('a valid proof was refused')
  }
}

async function mclWasm(): Promise<Contestant> {
  await mcl.init(mcl.BN_SNARK1)
  const [g1, g2] = [new mcl.G1(), new mcl.G2()]
  g1.setStr(`1 ${p.x} ${p.y}`)
  g2.setStr(`1 ${coordinatesOfQ.join(' ')}`)
  const product = mcl.millerLoop(g1, g2)
  const lines = new mcl.PrecomputedG2(g2)
  const scalars = INPUTS.map((input) => {
    const scalar = new mcl.Fr()
    scalar.setStr(`${input}`)
    return scalar
  })
  return {
    'Miller loop': () => mcl.millerLoop(g1, g2),
    'final exponentiation': () => mcl.finalExp(product),
    'subgroup check': () => {
      if (!g2.isValidOrder()) throw new Error('mcl refuses a point of the subgroup')
    },
    verification: () => {
      if (!g2.isValidOrder()) throw new Error('mcl refuses a point of the subgroup')
      const inputs = mcl.mulVec(
        INPUTS.map(() => g1),
        scalars,
      )
      mcl.finalExp(mcl.mul(mcl.millerLoop(g1, g2), mcl.precomputedMillerLoop2(inputs, lines, g1, lines)))
    },
  }
}

interface PairingGroup {
  fromObject(point: readonly unknown[]): Uint8Array
  timesScalar(point: Uint8Array, scalar: bigint): Uint8Array
  add(a: Uint8Array, b: Uint8Array): Uint8Array
  isZero(point: Uint8Array): boolean
}

/** What of ffjavascript's curve its types here do not name. */
interface PairingCurve {
  readonly G1: PairingGroup
  readonly G2: PairingGroup
  readonly F12: { mul(a: Uint8Array, b: Uint8Array): Uint8Array }
  prepareG1(point: Uint8Array): Uint8Array
  prepareG2(point: Uint8Array): Uint8Array
  millerLoop(g1: Uint8Array, g2: Uint8Array): Uint8Array
  finalExponentiation(value: Uint8Array): Uint8Array
}

async function ffjavascript(): Promise<Contestant> {
  const curve = (await buildBn128(true)) as unknown as PairingCurve
  const g1 = curve.G1.fromObject([p.x, p.y, 1n])
  const g2 = curve.G2.fromObject([
    [q.x.c0, q.x.c1],
    [q.y.c0, q.y.c1],
    [1n, 0n],
  ])
  const lines = curve.prepareG2(g2)
  const product = curve.millerLoop(curve.prepareG1(g1), lines)
  const checkSubgroup = (): void => {
    if (!curve.G2.isZero(curve.G2.timesScalar(g2, FIELD_MODULUS))) throw new Error('a point of the subgroup is refused')
  }
  return {
    'Miller loop': () => curve.millerLoop(curve.prepareG1(g1), curve.prepareG2(g2)),
    'final exponentiation': () => curve.finalExponentiation(product),
    'subgroup check': checkSubgroup,
    verification: () => {
      checkSubgroup()
      const inputs = INPUTS.map((input) => curve.G1.timesScalar(g1, input)).reduce((a, b) => curve.G1.add(a, b))
      const loops = [
        curve.millerLoop(curve.prepareG1(g1), curve.prepareG2(g2)),
        curve.millerLoop(curve.prepareG1(inputs), lines),
        curve.millerLoop(curve.prepareG1(g1), lines),
      ]
      curve.finalExponentiation(loops.reduce((a, b) => curve.F12.mul(a, b)))
    },
  }
}

function noble(): Contestant {
  const product = bn254.pairing(P, Q, false)
  return {
    'Miller loop': () => bn254.pairing(P, Q, false),
    'final exponentiation': () => bn254.fields.Fp12.finalExponentiate(product),
    'subgroup check': () => {
      if (!Q.isTorsionFree()) throw new Error('noble refuses a point of the subgroup')
    },
    verification: () => {
      if (!Q.isTorsionFree()) throw new Error('noble refuses a point of the subgroup')
      const inputs = INPUTS.map((input) => P.multiply(input)).reduce((a, b) => a.add(b))
      bn254.pairingBatch([P, inputs, P].map((g1) => ({ g1, g2: Q })))
    },
  }
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export async function suite(): Promise<BenchOutcome> {
  const contestants = {
    [OURS]: await ours(),
    'mcl-wasm': await mclWasm(),
    ffjavascript: await ffjavascript(),
    noble: noble(),
  }
  const results: BenchResult[] = []
  const ratios: Record<string, number> = {}
  for (const part of PARTS) {
    const samples = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]))
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (const [name, contestant] of Object.entries(contestants)) {
        const spentMs = cpuMs(contestant[part])
        if (round >= 0) samples.get(name)!.push(spentMs)
      }
    }
    const ofPart = [...samples].map(([name, values]) => summarize(`${part}, ${name}`, 'ms', values))
    results.push(...ofPart)
    for (const { name, median } of ofPart.slice(1))
      ratios[`${part}, x ${name.slice(part.length + 2)}`] = ofPart[0]!.median / median
  }
  return { results, ratios }
}
