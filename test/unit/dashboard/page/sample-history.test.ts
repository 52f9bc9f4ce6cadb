import { expect } from 'chai'
import { BUCKET_MS, SampleHistory } from '../../../../src/dashboard/page/sample-history.ts'

const START_MS = 1_000_000 * BUCKET_MS

function historyOf(...counts: readonly number[]): SampleHistory {
  const history = new SampleHistory()
  for (const [second, messages] of counts.entries()) {
    history.add({ atMs: START_MS + second * 1_000, messages, verdicts: { valid: messages } })
  }
  return history
}

describe('SampleHistory', () => {
  it('tells messages a second over the stretch asked for, or over what it has', () => {
    expect(historyOf(0, 0, 0, 6).rate(2_000)).to.equal(3)
    expect(historyOf(0, 0, 0, 6).rate(60_000)).to.equal(2)
    expect(historyOf(5).rate(60_000)).to.equal(undefined)
    expect(historyOf().rate(60_000)).to.equal(undefined)
  })

  it('tells how many were judged over the last stretch', () => {
    const history = historyOf(1, 4, 9)
    expect(history.judged('valid', 1_000)).to.equal(5)
    expect(history.judged('valid', 60_000)).to.equal(8)
    expect(history.judged('double_signal', 60_000)).to.equal(0)
  })

  it('sorts what was counted into buckets at whole multiples of their length', () => {
    const seconds = BUCKET_MS / 1_000
    const history = historyOf(...Array.from({ length: 2 * seconds + 1 }, (_, second) => 2 * second))
    expect(history.buckets()).to.deep.equal([
      { endMs: START_MS + BUCKET_MS, messages: 2 * seconds, verdicts: { valid: 2 * seconds } },
      { endMs: START_MS + 2 * BUCKET_MS, messages: 2 * seconds, verdicts: { valid: 2 * seconds } },
    ])
  })

  it('takes over what the node remembers', () => {
    const history = historyOf(7)
    history.replace({ atMs: [1_000, 2_000], messages: [1, 3], verdicts: { valid: [1, 3], proof_missing: [0, 2] } })
    expect(history.rate(60_000)).to.equal(2)
    expect(history.judged('proof_missing', 60_000)).to.equal(2)
  })

  it('forgets another run of the node, and what a clock now set back showed', () => {
    for (const sample of [
      { atMs: START_MS + 2_000, messages: 1, verdicts: {} },
      { atMs: START_MS - 5_000, messages: 21, verdicts: {} },
    ]) {
      const history = historyOf(10, 20)
      history.add({ atMs: START_MS + 1_000, messages: 99, verdicts: {} })
      expect(history.rate(60_000), 'what is told twice counts once').to.equal(10)
      history.add(sample)
      expect(history.rate(60_000)).to.equal(undefined)
      expect(history.buckets()).to.deep.equal([])
    }
  })

  it('does not grow without end', () => {
    const history = new SampleHistory()
    for (let second = 0; second < 2_000; second++) {
      history.add({ atMs: second * 1_000, messages: second, verdicts: {} })
    }
    expect(history.buckets().length).to.be.at.most(70)
    const many = Array.from({ length: 2_000 }, (_, second) => second)
    history.replace({ atMs: many.map((second) => second * 1_000), messages: many, verdicts: { valid: many } })
    expect(history.buckets().length).to.be.at.most(70)
    expect(history.judged('valid', 10_000)).to.equal(10)
  })
})
