import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type MetricRegistration, readMetricRegistrations } from '../../../scripts/metric-registrations.ts'
import { metricsDocs } from '../../../scripts/metrics-docs.ts'
import { silentLogger } from '../../../src/foundation/index.ts'
import { nwakuMetrics, nwakuWireName } from '../../../src/telemetry/nwaku-metrics.ts'
import { PrometheusMetrics } from '../../../src/telemetry/prometheus-metrics.ts'
import { readScrape } from '../../support/read-scrape.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const registrations = readMetricRegistrations(root)

describe('docs/metrics.md', () => {
  it('lists the metrics as they are registered: node scripts/generate-metrics-docs.ts', () => {
    expect(readFileSync(join(root, 'docs', 'metrics.md'), 'utf8')).to.equal(metricsDocs(root))
  })
})

describe('the metrics of the rooms', () => {
  it('are found in the sources', () => {
    expect(registrations.length).to.be.greaterThan(35)
    expect(registrations.map(({ name }) => name)).to.include('waku_rln_invalid_messages_total')
  })

  for (const metric of registrations) {
    it(`${metric.name}: follows Prometheus, and nwaku where nwaku has it`, () => {
      const { name, kind, labels, help } = metric
      expect(name).to.match(/^(waku|libp2p)_[a-z0-9_]+$/)
      expect(help).to.match(/^[A-Z].*[^.]$/)
      const theirs = nwakuMetrics[name]
      if (theirs !== undefined) expect(labels).to.deep.equal(theirs.labels)
      else if (kind === 'counter') expect(name).to.match(/_total$/)
    })
  }

  it('can all be registered side by side', () => {
    const metrics = new PrometheusMetrics({ logger: silentLogger })
    for (const { kind, name, help, labels } of registrations) metrics[kind](name, help, labels)
  })
})

describe('docs/grafana/waku-rln-relay.json', () => {
  interface Panel {
    readonly title: string
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets?: readonly { readonly expr: string }[]
  }
  const dashboard = JSON.parse(readFileSync(join(root, 'docs', 'grafana', 'waku-rln-relay.json'), 'utf8'))
  const panels: readonly Panel[] = dashboard.panels
  let known: Map<string, readonly string[]>

  before(async () => {
    const metrics = new PrometheusMetrics({ logger: silentLogger })
    metrics.collectProcess()
    const { families } = readScrape(await metrics.text())
    known = new Map([...families.keys()].map((name) => [name, []]))
    for (const metric of registrations) for (const name of sampleNames(metric)) known.set(name, metric.labels)
  })

  it('draws only what a node serves, by labels that it has', () => {
    const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    expect(expressions.length).to.be.greaterThan(30)
    for (const expression of [...expressions, dashboard.templating.list[1].query.query as string]) {
      const names = expression.match(/\b(waku|libp2p|process|nodejs)_\w+/g) ?? []
      expect(names, expression).not.to.deep.equal([])
      const labels = new Set(['le', 'instance'])
      for (const name of names) {
        expect([...known.keys()], expression).to.include(name)
        for (const label of known.get(name)!) labels.add(label)
      }
      const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap((match) => match[1]!.split(', '))
      const selected = [...expression.matchAll(/([a-z]\w*)(?:=~?|!=)"/g)].map((match) => match[1]!)
      expect([...labels], expression).to.include.members([...grouped, ...selected])
    }
  })

  it('has panels that do not overlap', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    )
    expect(new Set(cells).size).to.equal(cells.length)
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).to.equal(true)
  })
})

/** The names under which a metric's samples are served. */
function sampleNames({ kind, name }: MetricRegistration): string[] {
  if (kind === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`]
  const wireName = kind === 'counter' ? nwakuWireName(name) : undefined
  return wireName === undefined ? [name] : [name, wireName]
}
