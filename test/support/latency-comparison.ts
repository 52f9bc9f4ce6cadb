import type { Random } from '../../src/foundation/index.ts'

/** Latencies of messages in the order they were sent, in slices that were measured at different times. */
export type LatencySlices = readonly (readonly number[])[]

export interface LatencyRatio {
  readonly ratio: number
  /** Between these lie 95 % of the ratios of resampled data. */
  readonly low: number
  readonly high: number
}

/** Messages that are drawn together: those of about a second share what the machine did then. */
const BLOCK = 60

const RESAMPLES = 1_000

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

/** A percentile under load divided by the same one without, with a block bootstrap's interval. */
export function latencyRatio(loaded: LatencySlices, quiet: LatencySlices, part: number, random: Random): LatencyRatio {
  const ratioOf = (a: readonly number[], b: readonly number[]): number => percentile(a, part) / percentile(b, part)
  const [loadedBlocks, quietBlocks] = [blocksOf(loaded), blocksOf(quiet)]
  const ratios = Array.from({ length: RESAMPLES }, () =>
    ratioOf(resample(loadedBlocks, random), resample(quietBlocks, random)),
  )
  const [low, high] = [percentile(ratios, 0.025), percentile(ratios, 0.975)]
  return { ratio: ratioOf(loaded.flat(), quiet.flat()), low, high }
}

function blocksOf(slices: LatencySlices): readonly (readonly number[])[] {
  return slices.flatMap((slice) =>
    Array.from({ length: Math.ceil(slice.length / BLOCK) }, (_, index) =>
      slice.slice(index * BLOCK, (index + 1) * BLOCK),
    ),
  )
}

function resample(blocks: LatencySlices, random: Random): number[] {
  const dice = new Uint32Array(random.bytes(4 * blocks.length).slice().buffer)
  return [...dice].flatMap((die) => blocks[die % blocks.length]!)
}
