import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from 'prom-client'
import type { Counter, Gauge, Histogram, Logger, Metrics } from '../foundation/index.ts'
import { MetricSeries } from './metric-series.ts'
import { nwakuWireName } from './nwaku-metrics.ts'
import { TelemetryError } from './telemetry-error.ts'

/** From a nullifier looked up to a proof made by a small machine. */
const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How long the event loop is looked at, at most, before a delay is noticed. */
const EVENT_LOOP_RESOLUTION_MS = 10

interface Registered {
  readonly signature: string
  readonly metric: Counter | Gauge | Histogram
  /** The sum over all series; undefined for a histogram. */
  readonly total?: () => number
}

interface Cell {
  value: number
}

/**
 * Figures for Prometheus. The number of series is bounded whatever labels come, and adding to one that exists allocates
 * nothing: counters and gauges are kept here and handed to prom-client when somebody scrapes.
 */
export class PrometheusMetrics implements Metrics {
  readonly #logger: Logger
  readonly #registry = new Registry()
  readonly #registered = new Map<string, Registered>()
  #rendering: Promise<string> | undefined

  constructor({ logger }: { readonly logger: Logger }) {
    this.#logger = logger.child('telemetry')
  }

  /** Adds what Node.js knows of its process: memory, processor time, descriptors, event-loop delay, collections. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: EVENT_LOOP_RESOLUTION_MS })
  }

  /** @throws TelemetryError `metric_mismatch` */
  counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
    return this.#register(`counter ${name}(${labelNames})`, name, () => {
      const { cells, total } = this.#cells(name, labelNames)
      const wireName = nwakuWireName(name)
      for (const exposed of wireName === undefined ? [name] : [name, wireName]) {
        this.#expose(PromCounter, exposed, help, labelNames, cells)
      }
      let isWarned = false
      const add: Counter['add'] = (amount = 1, labels) => {
        // A counter that goes down, or to no number, would spoil every scrape from then on.
        if (amount >= 0 && amount < Number.POSITIVE_INFINITY) cells.of(labels).value += amount
        else if (!isWarned) {
          isWarned = true
          this.#logger.error('an amount that no counter can take was left out', { metric: name, amount })
        }
      }
      return { metric: { add }, total }
    })
  }

  /** @throws TelemetryError `metric_mismatch` */
  gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return this.#register(`gauge ${name}(${labelNames})`, name, () => {
      const { cells, total } = this.#cells(name, labelNames)
      this.#expose(PromGauge, name, help, labelNames, cells)
      const set: Gauge['set'] = (value, labels) => {
        cells.of(labels).value = value
      }
      return { metric: { set }, total }
    })
  }

  /** @throws TelemetryError `metric_mismatch` */
  histogram(
    name: string,
    help: string,
    labelNames: readonly string[] = [],
    buckets: readonly number[] = SECONDS_BUCKETS,
  ): Histogram {
    return this.#register(`histogram ${name}(${labelNames}) ${buckets}`, name, () => {
      const registers = [this.#registry]
      const exposed = new PromHistogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers })
      const series = new MetricSeries(
        { create: (labels) => exposed.labels(labels), onOverflow: () => this.#warnOfOverflow(name) },
        labelNames,
      )
      const observe: Histogram['observe'] = (value, labels) => {
        // Negative, when the clock was set back between the two looks at it.
        if (value >= 0 && value < Number.POSITIVE_INFINITY) series.of(labels).observe(value)
      }
      return { metric: { observe } }
    })
  }

  /** The sum over all series of a counter or a gauge; undefined when there is no such figure. */
  total(name: string): number | undefined {
    return this.#registered.get(name)?.total?.()
  }

  /** All figures in Prometheus' text format 0.0.4. Whoever asks while it is written gets the same text. */
  text(): Promise<string> {
    this.#rendering ??= this.#registry.metrics().finally(() => {
      this.#rendering = undefined
    })
    return this.#rendering
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  #register<Metric extends Counter | Gauge | Histogram>(
    signature: string,
    name: string,
    create: () => { readonly metric: Metric; readonly total?: () => number },
  ): Metric {
    const known = this.#registered.get(name)
    if (known === undefined) {
      const created = create()
      this.#registered.set(name, { signature, ...created })
      return created.metric
    }
    if (known.signature !== signature) {
      throw new TelemetryError('metric_mismatch', `registered as ${known.signature} and then as ${signature}`)
    }
    return known.metric as Metric
  }

  #cells(name: string, labelNames: readonly string[]): { cells: MetricSeries<Cell>; total: () => number } {
    const onOverflow = (): void => this.#warnOfOverflow(name)
    const cells = new MetricSeries<Cell>({ create: () => ({ value: 0 }), onOverflow }, labelNames)
    return { cells, total: () => cells.all.reduce((sum, { kept }) => sum + kept.value, 0) }
  }

  #expose(
    Kind: typeof PromCounter | typeof PromGauge,
    name: string,
    help: string,
    labelNames: readonly string[],
    cells: MetricSeries<Cell>,
  ): void {
    new Kind({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const { labels, kept } of cells.all) this.inc(labels, kept.value)
      },
    })
  }

  #warnOfOverflow(metric: string): void {
    this.#logger.error('labels that come from no closed set are counted as "other"', { metric })
  }
}
