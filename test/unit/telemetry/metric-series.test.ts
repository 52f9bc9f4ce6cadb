import { expect } from 'chai'
import fc from 'fast-check'
import {
  MAX_LABEL_VALUE_LENGTH,
  MAX_SERIES_PER_METRIC,
  MetricSeries,
  OVERFLOW_LABEL_VALUE,
} from '../../../src/telemetry/metric-series.ts'

function seriesOf(...labelNames: string[]) {
  let overflows = 0
  const series = new MetricSeries({ create: () => ({ value: 0 }), onOverflow: () => overflows++ }, labelNames)
  return { series, overflows: () => overflows }
}

describe('MetricSeries', () => {
  it('keeps one series for each combination of label values', () => {
    const { series } = seriesOf('a', 'b')
    series.of({ a: '1', b: '1' }).value = 11
    series.of({ b: '2', a: '1' }).value = 12
    series.of({ a: '2', b: '1' }).value = 21
    expect(series.of({ a: '1', b: '2' }).value).to.equal(12)
    expect(series.all.map(({ labels, kept }) => [labels, kept.value])).to.deep.equal([
      [{ a: '1', b: '1' }, 11],
      [{ a: '1', b: '2' }, 12],
      [{ a: '2', b: '1' }, 21],
    ])
  })

  it('without labels has its one series from the start, whatever it is called with', () => {
    const { series, overflows } = seriesOf()
    expect(series.all).to.have.length(1)
    expect(series.of(undefined)).to.equal(series.of({ peer: 'x' }))
    expect([series.all.length, overflows()]).to.deep.equal([1, 0])
  })

  it('is bounded: what has no place is one series more, told once, and what had a place keeps it', () => {
    const { series, overflows } = seriesOf('peer', 'topic')
    const first = series.of({ peer: 'first', topic: 'first' })
    for (let i = 0; i < 100_000; i++) series.of({ peer: `${i % 977}`, topic: `${i}` }).value++
    expect(series.all).to.have.length(MAX_SERIES_PER_METRIC)
    expect(overflows()).to.equal(1)
    expect(series.of({ peer: 'first', topic: 'first' })).to.equal(first)
    const other = series.of({ peer: 'new', topic: 'new' })
    expect(series.all.at(-1)).to.deep.equal({
      labels: { peer: OVERFLOW_LABEL_VALUE, topic: OVERFLOW_LABEL_VALUE },
      kept: other,
    })
    expect(series.all.reduce((sum, { kept }) => sum + kept.value, 0)).to.equal(100_000)
  })

  it('takes labels that are missing or too long for ones without a place', () => {
    const { series, overflows } = seriesOf('a')
    const other = series.of({})
    expect(series.of(undefined)).to.equal(other)
    expect(series.of({ b: 'x' })).to.equal(other)
    expect(series.of({ a: 'x'.repeat(MAX_LABEL_VALUE_LENGTH + 1) })).to.equal(other)
    expect(series.of({ a: 'x'.repeat(MAX_LABEL_VALUE_LENGTH) })).not.to.equal(other)
    expect(overflows()).to.equal(1)
  })

  it('finds the same series for the same labels, and no other, also for names of object members', () => {
    const value = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', ''), fc.string({ maxLength: 8 }))
    fc.assert(
      fc.property(fc.array(fc.record({ a: value, b: value }), { maxLength: 50 }), (requests) => {
        const { series } = seriesOf('a', 'b')
        const kept = requests.map((labels) => series.of(labels))
        const keys = requests.map(({ a, b }) => JSON.stringify([a, b]))
        expect(series.all).to.have.length(new Set(keys).size)
        for (const [i, labels] of requests.entries()) {
          expect(series.of(labels)).to.equal(kept[i])
          expect(kept.indexOf(kept[i]!)).to.equal(keys.indexOf(keys[i]!))
        }
      }),
    )
  })
})
