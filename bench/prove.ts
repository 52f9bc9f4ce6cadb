/**
 * Proving: wall time with two threads each, ours and theirs in turns; for preparing a slot, CPU time of the whole process.
 * A slot's figures are given apart: what it takes when the message comes, and what it took before. Runs under the network's
 * key, which zerokit needs, where that lies in ../shared/artifacts, else under the development key without zerokit. zerokit's
 * build has one thread, and gets the witness calculated before.
 */
import { existsSync, readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type CircuitSignals, groth16, wtns } from 'snarkjs'
import { loadArtifacts, type PreparingProver, type RlnArtifacts, type RlnWitness } from '../src/rln/index.ts'
import { createWorkerProver, fileArtifactSource } from '../src/rln/server.ts'
import { MEMBERS, MessageWitnesses } from '../test/support/message-witnesses.ts'
import { networkKeyFile, openZerokit, type Zerokit } from '../test/support/zerokit.ts'
import { type BenchOutcome, type BenchResult, summarize } from './bench-suite.ts'

const ROUNDS = Number(process.env.PROVE_ROUNDS ?? 15)
const WARM_UP_ROUNDS = 2
const RATE_LIMIT = 1_000
/** Proofs under way while the event loop is watched. */
const LOAD_PROOFS = 20
const DELAY_RESOLUTION_MS = 1

const witnesses = new MessageWitnesses(RATE_LIMIT)

/** One round's figures by name, in milliseconds. */
type Round = Record<string, number>

async function wallMs(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

async function proveAs(prover: PreparingProver, kind: string, witness: RlnWitness): Promise<void> {
  const proof = await prover.prove(witness)
  if (proof.kind !== kind) throw new Error(`the proof was made as ${proof.kind}, not as ${kind}`)
}

async function oursRound(prover: PreparingProver, memberIndex: number): Promise<Round> {
  const full = await wallMs(() => proveAs(prover, 'full', witnesses.next(memberIndex).witness))
  const path = await wallMs(() => proveAs(prover, 'path', witnesses.next(memberIndex).witness))
  const prepared = witnesses.next(memberIndex).witness
  const before = process.cpuUsage()
  await prover.prepareSlot(witnesses.slotOf(prepared))
  const { user, system } = process.cpuUsage(before)
  const finish = await wallMs(() => proveAs(prover, 'slot', prepared))
  return {
    'full proof': full,
    'path cached': path,
    'slot, from message to proof': finish,
    'slot, preparation, CPU': (user + system) / 1000,
  }
}

/** Copies, as snarkjs wants them. */
function signalsOf(witness: RlnWitness): CircuitSignals {
  return structuredClone(witness) as never
}

async function snarkjsRound({ circuitWasm, provingKey }: RlnArtifacts, memberIndex: number): Promise<Round> {
  const witness = witnesses.next(memberIndex).witness
  const before = process.cpuUsage()
  const wall = await wallMs(() => groth16.fullProve(signalsOf(witness), circuitWasm, provingKey))
  const { user, system } = process.cpuUsage(before)
  return { 'snarkjs fullProve': wall, 'snarkjs fullProve, CPU': (user + system) / 1000 }
}

/** It takes the wires as numbers: calculating them is not measured. */
async function zerokitRound(zerokit: Zerokit, wiresOf: (witness: RlnWitness) => Promise<bigint[]>): Promise<Round> {
  const witness = witnesses.next(0).witness
  const wires = await wiresOf(witness)
  const before = process.cpuUsage()
  const wall = await wallMs(async () => zerokit.prove(witness, wires))
  const { user, system } = process.cpuUsage(before)
  return { 'zerokit-wasm prove': wall, 'zerokit-wasm prove, CPU': (user + system) / 1000 }
}

function wireCalculator({ circuitWasm }: RlnArtifacts): (witness: RlnWitness) => Promise<bigint[]> {
  return async (witness) => {
    const output = { type: 'mem' }
    await wtns.calculate(signalsOf(witness), circuitWasm as never, output as never)
    return (await wtns.exportJson(output as never)) as unknown as bigint[]
  }
}

/** How late the event loop runs while the prover has all it takes. */
async function eventLoopDelay(prover: PreparingProver): Promise<BenchResult> {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS })
  delay.enable()
  await Promise.all(Array.from({ length: LOAD_PROOFS }, () => prover.prove(witnesses.next(0).witness)))
  delay.disable()
  return summarize('event loop delay under full load, p99', 'ms', [delay.percentile(99) / 1e6])
}

async function measure(artifacts: RlnArtifacts, zerokit: Zerokit | undefined): Promise<BenchResult[]> {
  const prover = await createWorkerProver(artifacts, { threads: 2 })
  const wiresOf = wireCalculator(artifacts)
  const samples = new Map<string, number[]>()
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const memberIndex = Math.abs(round) % MEMBERS
    const figures = {
      ...(await oursRound(prover, memberIndex)),
      ...(await snarkjsRound(artifacts, memberIndex)),
      ...(zerokit && (await zerokitRound(zerokit, wiresOf))),
    }
    for (const [name, value] of Object.entries(figures)) {
      if (round >= 0) samples.set(name, [...(samples.get(name) ?? []), value])
    }
  }
  const results = [...samples].map(([name, values]) => summarize(name, 'ms', values))
  const delay = await eventLoopDelay(prover)
  await prover.close()
  return [...results, delay]
}

function ratiosOf(results: readonly BenchResult[]): Record<string, number> {
  const median = (name: string): number | undefined => results.find((result) => result.name === name)?.median
  const ratios: Record<string, number> = {}
  for (const [peer, wall, cpu] of [
    ['snarkjs', median('snarkjs fullProve'), median('snarkjs fullProve, CPU')],
    ['zerokit-wasm', median('zerokit-wasm prove'), median('zerokit-wasm prove, CPU')],
  ] as const) {
    if (wall === undefined || cpu === undefined) continue
    for (const name of ['full proof', 'path cached', 'slot, from message to proof']) {
      ratios[`${name}, x ${peer}`] = median(name)! / wall
    }
    const finish = median('slot, from message to proof')!
    ratios[`slot, preparation included (CPU time), x ${peer}`] = (median('slot, preparation, CPU')! + finish) / cpu
  }
  return ratios
}

export async function suite(): Promise<BenchOutcome> {
  const zerokit = openZerokit()
  const hasNetworkKey = existsSync(networkKeyFile)
  const key = hasNetworkKey ? { provingKey: readFileSync(networkKeyFile) } : 'development'
  if (!zerokit) console.error('without zerokit-wasm: it needs ../shared/artifacts/rln-20-network.zkey; development key')
  const artifacts = await loadArtifacts(fileArtifactSource(), key)
  const results = await measure(artifacts, zerokit)
  console.error(
    '"slot, from message to proof" leaves out its preparation, which stands by itself and is in the last ratios',
  )
  await (globalThis as { curve_bn128?: { terminate(): Promise<void> } }).curve_bn128?.terminate()
  return { results, ratios: ratiosOf(results) }
}
