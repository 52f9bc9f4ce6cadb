import { type Random, systemRandom } from '../../src/foundation/index.ts'
import { TOLERATED_BURST, TOLERATED_PER_SECOND } from '../../src/network/index.ts'
import type { FloodedSlice, FloodSlice, FloodTrial, FloodTrialOptions } from './flood-trial.ts'
import { floodedServices } from './flooded-services.ts'
import { type LatencyRatio, latencyRatio, percentile } from './latency-comparison.ts'
import type { FloodManner } from './service-flooder-process.ts'

const REQUESTS_PER_SECOND = 500
/** As near as the polite flooder goes: it cannot know the server's clock. */
const POLITE_SHARE = 0.9

export interface FloodComparisonOptions {
  readonly service: string
  readonly manner: FloodManner
  /** Each has a stretch of quiet, of flood and of control, so that what the machine does meanwhile falls on all of them. */
  readonly rounds: number
  readonly secondsPerStretch: number
  readonly messagesPerSecond: number
}

export interface FloodComparison {
  readonly quiet: readonly FloodSlice[]
  readonly flooded: readonly FloodedSlice[]
  readonly control: readonly FloodSlice[]
}

/** Relay without a flood, under one, and beside one against a node on no way, by turns, each of them first as often as last. */
export async function compareUnderFlood(trial: FloodTrial, options: FloodComparisonOptions): Promise<FloodComparison> {
  const { service, manner, rounds, secondsPerStretch: seconds, messagesPerSecond } = options
  const slice: FloodTrialOptions = { service, manner, seconds, messagesPerSecond, ...paceOf(service, manner) }
  const [quiet, flooded, control]: [FloodSlice[], FloodedSlice[], FloodSlice[]] = [[], [], []]
  const stretches = [
    async () => quiet.push(await trial.quiet(slice)),
    async () => flooded.push(await trial.flooded(slice)),
    async () => control.push(await trial.burdened(slice)),
  ]
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < stretches.length; turn++) await stretches[(round + turn) % stretches.length]!()
  }
  return { quiet, flooded, control }
}

function paceOf(service: string, manner: FloodManner): Pick<FloodTrialOptions, 'requestsAtOnce' | 'requestsPerSecond'> {
  if (manner !== 'polite') return { requestsAtOnce: 0, requestsPerSecond: REQUESTS_PER_SECOND }
  const { refillPerSecond } = floodedServices[service]!.quota.perPeer
  return {
    requestsAtOnce: POLITE_SHARE * TOLERATED_BURST,
    requestsPerSecond: POLITE_SHARE * (TOLERATED_PER_SECOND + refillPerSecond),
  }
}

/** For people: the times of relay, and what became of the flood. */
export function comparisonLines({ quiet, flooded, control }: FloodComparison, random: Random = systemRandom): string[] {
  const times = (slices: readonly FloodSlice[]): string => {
    const all = slices.flatMap(({ latenciesMs }) => latenciesMs)
    const cpu = slices.reduce((sum, { serverCpu }) => sum + serverCpu, 0) / slices.length
    const [p50, p99] = [0.5, 0.99].map((part) => percentile(all, part).toFixed(2))
    return `p50 ${p50} ms, p99 ${p99} ms of ${all.length}, server ${(100 * cpu).toFixed(1)} % of a core`
  }
  const ratio = (slices: readonly FloodSlice[], to: readonly FloodSlice[], part: number): string => {
    const [over, under] = [slices, to].map((some) => some.map(({ latenciesMs }) => latenciesMs))
    return ratioText(latencyRatio(over!, under!, part, random))
  }
  const compared = (slices: readonly FloodSlice[], to: readonly FloodSlice[]): string =>
    `p50 ${ratio(slices, to, 0.5)}, p99 ${ratio(slices, to, 0.99)}`
  const sums = (counts: readonly Readonly<Record<string, number>>[]): string => {
    const keys = [...new Set(counts.flatMap((count) => Object.keys(count)))]
    return keys.map((key) => `${key} ${counts.reduce((sum, count) => sum + (count[key] ?? 0), 0)}`).join(', ')
  }
  const floods = flooded.map(({ flood: { sent, unsent, connections, failedDials } }) => {
    return { sent, unsent, connections, 'failed dials': failedDials }
  })
  return [
    `quiet:   ${times(quiet)}`,
    `flood:   ${times(flooded)}; to quiet: ${compared(flooded, quiet)}; to control: ${compared(flooded, control)}`,
    `control: ${times(control)}; to quiet: ${compared(control, quiet)}`,
    `flooder: ${sums(floods)}; arrived: ${sums(flooded.map(({ arrived }) => arrived))}; ` +
      `connections refused: ${sums(flooded.map(({ refused }) => refused)) || 'none'}`,
  ]
}

function ratioText({ ratio, low, high }: LatencyRatio): string {
  return `${ratio.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
}
