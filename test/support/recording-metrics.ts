import type { Counter, Gauge, Histogram, Labels, Metrics } from '../../src/foundation/index.ts'

type MetricKind = 'counter' | 'gauge' | 'histogram'

interface RecordedMetric {
  readonly kind: MetricKind
  readonly help: string
  readonly labelNames: readonly string[]
  readonly series: Map<string, number[]>
}

/** Keeps every figure. As strict as a real registry: wrong names, labels or amounts throw. */
export class RecordingMetrics implements Metrics {
  readonly #metrics = new Map<string, RecordedMetric>()

  counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
    const metric = this.#register('counter', name, help, labelNames)
    return {
      add: (amount = 1, labels = {}) => {
        if (!(amount >= 0)) throw new RangeError(`${name}: a counter only goes up, not by ${amount}`)
        const key = seriesKey(name, metric, labels)
        metric.series.set(key, [(metric.series.get(key)?.[0] ?? 0) + amount])
      },
    }
  }

  gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    const metric = this.#register('gauge', name, help, labelNames)
    return {
      set: (value, labels = {}) => {
        metric.series.set(seriesKey(name, metric, labels), [value])
      },
    }
  }

  histogram(name: string, help: string, labelNames: readonly string[] = []): Histogram {
    const metric = this.#register('histogram', name, help, labelNames)
    return {
      observe: (value, labels = {}) => {
        const key = seriesKey(name, metric, labels)
        metric.series.set(key, [...(metric.series.get(key) ?? []), value])
      },
    }
  }

  /** Names of all registered metrics, sorted. */
  names(): string[] {
    return [...this.#metrics.keys()].sort()
  }

  /** The value of a counter (0 when never touched) or a gauge (undefined when never set). */
  value(name: string, labels: Labels = {}): number | undefined {
    const metric = this.#find(name)
    return metric.series.get(seriesKey(name, metric, labels))?.[0] ?? (metric.kind === 'counter' ? 0 : undefined)
  }

  /** What a histogram observed, in order. */
  observations(name: string, labels: Labels = {}): readonly number[] {
    const metric = this.#find(name)
    return metric.series.get(seriesKey(name, metric, labels)) ?? []
  }

  /** How many series there are, of all metrics together. */
  seriesCount(): number {
    return [...this.#metrics.values()].reduce((sum, { series }) => sum + series.size, 0)
  }

  #register(kind: MetricKind, name: string, help: string, labelNames: readonly string[]): RecordedMetric {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is not a metric name`)
    const known = this.#metrics.get(name)
    if (known === undefined) {
      const metric = { kind, help, labelNames, series: new Map<string, number[]>() }
      this.#metrics.set(name, metric)
      return metric
    }
    if (known.kind !== kind || known.labelNames.join() !== labelNames.join()) {
      throw new Error(`${name} was registered before as another ${known.kind}(${known.labelNames.join()})`)
    }
    return known
  }

  #find(name: string): RecordedMetric {
    const metric = this.#metrics.get(name)
    if (metric === undefined) throw new Error(`no metric ${name}; there are ${this.names().join(', ') || 'none'}`)
    return metric
  }
}

function seriesKey(name: string, metric: RecordedMetric, labels: Labels): string {
  const given = Object.keys(labels)
  const wrong = given.find((label) => !metric.labelNames.includes(label))
  if (wrong !== undefined || given.length !== metric.labelNames.length) {
    throw new Error(`${name} has the labels (${metric.labelNames.join()}), not (${given.join()})`)
  }
  return metric.labelNames.map((label) => `${label}=${labels[label]}`).join()
}
