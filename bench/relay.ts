/**
 * The relay with its protection: what a node validates, what a hop takes, what attacks do, what a node and a network cost.
 * Every line says whether its proofs were real. RELAY_PARTS names the parts to measure, default all:
 * `RELAY_PARTS=throughput,latency`. The real proofs are made before, once, and kept in the system's temporary folder.
 */
import { loadavg } from 'node:os'
import { corpusVerificationKey, openTrafficCorpus } from '../test/support/traffic-corpus.ts'
import { type BenchOutcome, summarize } from './bench-suite.ts'
import { flood, spam } from './relay/attacks.ts'
import { growth } from './relay/growth.ts'
import { latency } from './relay/latency.ts'
import { memory } from './relay/memory.ts'
import { throughput } from './relay/throughput.ts'

const HONEST_MESSAGES = 240

const parts: Readonly<Record<string, () => Promise<BenchOutcome>>> = {
  throughput: async () => throughput(await honestMessages(), await corpusVerificationKey()),
  latency: async () => latency(await honestMessages(), await corpusVerificationKey()),
  spam,
  flood,
  memory,
  growth,
}

async function honestMessages() {
  return (await openTrafficCorpus(HONEST_MESSAGES, 0)).honest
}

export async function suite(): Promise<BenchOutcome> {
  const asked = process.env.RELAY_PARTS?.split(',') ?? Object.keys(parts)
  const outcomes: BenchOutcome[] = []
  for (const part of asked) {
    const measure = parts[part]
    if (measure === undefined) throw new Error(`no such part: ${part}; there are ${Object.keys(parts).join(', ')}`)
    const [before] = loadavg()
    outcomes.push(await measure())
    const [after] = loadavg()
    // What else the machine had to do decides about figures of time, so each part says it.
    const load = summarize(`${part}: load average of the machine, before and after`, 'processes', [before!, after!])
    outcomes.push({ results: [load], ratios: {} })
  }
  return {
    results: outcomes.flatMap(({ results }) => results),
    ratios: Object.assign({}, ...outcomes.map(({ ratios }) => ratios)),
  }
}
