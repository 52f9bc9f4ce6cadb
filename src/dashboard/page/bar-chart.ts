import './known-language.ts'
import uPlot from 'uplot'
import { BUCKET_MS, HISTORY_MS } from './sample-history.ts'

/** One colour of the bars. */
export interface BarSeries {
  readonly key: string
  /** Name of a custom property of the style sheet. */
  readonly color: string
  /** One for each bucket. */
  readonly values: readonly number[]
}

export interface BarChartOptions {
  /** What is said of a bucket under the pointer. */
  readonly describe: (bucket: number) => string
  /** Where it is said. */
  readonly readout: HTMLElement
}

const WINDOW_SECONDS = HISTORY_MS / 1_000
const TICK_SECONDS = 120
const BAR_GAP_RATIO = 0.78
const MAX_BAR_WIDTH = 14

/** Stacked bars over the last minutes, drawn by uPlot. */
export class BarChart {
  readonly #host: HTMLElement
  readonly #options: BarChartOptions
  readonly #restingText: string
  #plot: uPlot | undefined
  #keys = ''

  constructor(host: HTMLElement, options: BarChartOptions) {
    this.#host = host
    this.#options = options
    this.#restingText = options.readout.textContent ?? ''
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(host)
  }

  /** @param ends when each bucket ends, in milliseconds from now; all but the last below zero */
  update(ends: readonly number[], series: readonly BarSeries[]): void {
    const keys = series.map(({ key }) => key).join()
    if (this.#plot === undefined || keys !== this.#keys) {
      this.#plot?.destroy()
      this.#plot = new uPlot(this.#plotOptions(series), [[], ...series.map(() => [])], this.#host)
      this.#keys = keys
    }
    this.#plot.setData([ends.map((endMs) => (endMs - BUCKET_MS / 2) / 1_000), ...stacked(series)])
  }

  /** The colours are others now. */
  redraw(): void {
    this.#keys = ''
  }

  #size(): { width: number; height: number } {
    return { width: this.#host.clientWidth, height: this.#host.clientHeight }
  }

  #plotOptions(series: readonly BarSeries[]): uPlot.Options {
    const muted = this.#colorOf('--muted')
    const line = this.#colorOf('--line')
    const font = '12px system-ui, sans-serif'
    const axis = { stroke: muted, font, ticks: { show: false } }
    return {
      ...this.#size(),
      padding: [8, 14, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: [-WINDOW_SECONDS, BUCKET_MS / 1_000] },
        y: { range: (_plot, _least, most) => [0, roomAbove(most)] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          grid: { show: false },
          splits: everyTick,
          values: (_plot, splits) => splits.map(tickName),
        },
        { ...axis, size: 40, grid: { stroke: line, width: 1 }, space: 36 },
      ],
      series: [
        {},
        ...[...series].reverse().map(({ color }) => {
          const fill = this.#colorOf(color)
          return { fill, stroke: fill, width: 0, paths: uPlot.paths.bars!({ size: [BAR_GAP_RATIO, MAX_BAR_WIDTH] }) }
        }),
      ],
      hooks: { setCursor: [({ cursor }) => this.#tell(cursor.idx)] },
    }
  }

  #tell(bucket: number | null | undefined): void {
    const { readout, describe } = this.#options
    readout.textContent = bucket === null || bucket === undefined ? this.#restingText : describe(bucket)
  }

  /** The canvas knows no custom properties. */
  #colorOf(property: string): string {
    const probe = document.createElement('span')
    probe.style.color = `var(${property})`
    this.#host.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
}

/** The tallest first, so that what is drawn later covers its lower part: bars on top of one another. */
function stacked(series: readonly BarSeries[]): number[][] {
  const sums: number[][] = []
  for (const { values } of series) {
    const below = sums.at(-1)
    sums.push(values.map((value, bucket) => value + (below?.[bucket] ?? 0)))
  }
  return sums.reverse()
}

function everyTick(): number[] {
  return Array.from({ length: WINDOW_SECONDS / TICK_SECONDS + 1 }, (_, tick) => tick * TICK_SECONDS - WINDOW_SECONDS)
}

function tickName(seconds: number): string {
  return seconds === 0 ? 'now' : `${-seconds / 60} min`
}

function roomAbove(most: number | null): number {
  return most === null || most <= 0 ? 1 : most * 1.1
}
