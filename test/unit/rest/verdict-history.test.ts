import { expect } from 'chai'
import { MAX_SAMPLES, VerdictHistory } from '../../../src/rest/verdict-history.ts'

describe('VerdictHistory', () => {
  it('tells the newest samples by column, and nothing of what never occurred', () => {
    const history = new VerdictHistory()
    for (let second = 0; second < MAX_SAMPLES + 5; second++) {
      history.add({ atMs: second * 1_000, messages: second, verdicts: { valid: second, proof_missing: 0 } })
    }
    const { atMs, messages, verdicts } = history.toJson()
    expect([atMs.length, atMs[0], atMs.at(-1)]).to.deep.equal([MAX_SAMPLES, 5_000, (MAX_SAMPLES + 4) * 1_000])
    expect(messages).to.have.length(MAX_SAMPLES)
    expect(verdicts).to.have.all.keys('valid')
    expect(verdicts.valid!.at(-1)).to.equal(MAX_SAMPLES + 4)
  })

  it('counts a reason as none before it occurred for the first time', () => {
    const history = new VerdictHistory()
    history.add({ atMs: 1, messages: 0, verdicts: {} })
    history.add({ atMs: 2, messages: 0, verdicts: { double_signal: 1 } })
    expect(history.toJson().verdicts).to.deep.equal({ double_signal: [0, 1] })
    expect(new VerdictHistory().toJson()).to.deep.equal({ atMs: [], messages: [], verdicts: {} })
  })
})
