/**
 * The relay with its protection: what a node validates, what a hop takes, what an attack does, what a node and a network
 * cost. Every line says whether its proofs were real. RELAY_PARTS names the parts to measure, default all:
 * RELAY_PARTS=throughput,latency.
 */
import { corpusVerificationKey, openTrafficCorpus } from '../test/support/traffic-corpus.ts'
import type { BenchOutcome } from './bench-suite.ts'
import { latency } from './relay/latency.ts'
import { throughput } from './relay/throughput.ts'

const HONEST_MESSAGES = 240

const parts: Readonly<Record<string, () => Promise<BenchOutcome>>> = {
  throughput: async () =>
    throughput((await openTrafficCorpus(HONEST_MESSAGES, 0)).honest, await corpusVerificationKey()),
  latency: async () => latency((await openTrafficCorpus(HONEST_MESSAGES, 0)).honest, await corpusVerificationKey()),
}

export async function suite(): Promise<BenchOutcome> {
  const asked = process.env.RELAY_PARTS?.split(',') ?? Object.keys(parts)
  const outcomes: BenchOutcome[] = []
  for (const part of asked) {
    const measure = parts[part]
    if (measure === undefined) throw new Error(`no such part: ${part}; there are ${Object.keys(parts).join(', ')}`)
    outcomes.push(await measure())
  }
  return {
    results: outcomes.flatMap(({ results }) => results),
    ratios: Object.assign({}, ...outcomes.map(({ ratios }) => ratios)),
  }
}
