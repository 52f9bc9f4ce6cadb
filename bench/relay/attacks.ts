import { systemRandom } from '../../src/foundation/index.ts'
import { percentile } from '../../test/support/delivery-check.ts'
import { describeFlood, floodWithInvalidProofs } from '../../test/support/invalid-proof-flood.ts'
import { describeSpam, spamTrial } from '../../test/support/spam-trial.ts'
import { type BenchOutcome, type BenchResult, summarize } from '../bench-suite.ts'

const HONEST_MS = 60_000
const SPAM_MS = 20_000
const FLOOD_MS = 60_000
const MEBIBYTE = 2 ** 20

/** A figure there is one of. */
function figure(name: string, unit: string, value: number): BenchResult {
  return summarize(name, unit, [value])
}

function deliveryOf(name: string, latenciesMs: readonly number[]): BenchResult[] {
  const p99 = percentile({ latenciesMs }, 0.99)
  return [summarize(`${name}, honest delivery`, 'ms', latenciesMs), figure(`${name}, honest delivery p99`, 'ms', p99)]
}

/** Row R2: a member that sends 100 messages a second to each of eight nodes. */
export async function spam(): Promise<BenchOutcome> {
  const report = await spamTrial({ honestMs: HONEST_MS, spamMs: SPAM_MS }, systemRandom)
  console.error(describeSpam(report))
  const name = 'spammer into 8 nodes, real proofs'
  return {
    results: [
      figure(`${name}, honest deliveries lost`, `of ${report.honest.expected}`, report.honest.lost.length),
      ...deliveryOf(name, report.honest.latenciesMs),
      summarize(`${name}, relayed of it by a node`, 'messages', report.relayed),
      summarize(`${name}, verified of it by a node`, 'proofs', report.verified),
      summarize(`${name}, convicted after`, 'ms', report.convictedAfterMs),
    ],
    ratios: {},
  }
}

/** Row R5: 200 invalid proofs a second, by one peer and then by ten new ones a second. */
export async function flood(): Promise<BenchOutcome> {
  const report = await floodWithInvalidProofs(FLOOD_MS, systemRandom)
  console.error(describeFlood(report))
  const { honest, state } = report
  const name = '200 invalid proofs/s, real proofs'
  return {
    results: [
      figure(`${name}, verifying`, '% of a core', 100 * report.verifyingShare),
      figure(`${name}, event loop late p99`, 'ms', state.load.lagP99Ms),
      figure(`${name}, memory growth`, 'MiB', report.memoryGrowthBytes / MEBIBYTE),
      figure(`${name}, verified of the first peer`, 'proofs', report.verifiedOfFirst),
      figure(`${name}, honest deliveries lost`, `of ${honest.expected}`, honest.lost.length),
      ...deliveryOf(name, honest.latenciesMs),
    ],
    ratios: {},
  }
}
