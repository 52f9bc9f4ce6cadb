import { expect } from 'chai'
import { judgeHistory } from '../../../src/node/history-health.ts'

describe('the health of history', () => {
  it('is left out on a node that keeps none', () => expect(judgeHistory(undefined)).to.deep.equal([]))

  it('is ready while archiving works, whatever waits', () => {
    expect(judgeHistory({ waiting: 5, dropped: 2 })).to.deep.equal([{ name: 'Store', state: 'READY' }])
  })

  it('says why archiving fails, what is lost by it and what to see to', () => {
    const [entry] = judgeHistory({ waiting: 7, dropped: 3, failure: 'store_full' })
    expect(entry).to.include({ name: 'Store', state: 'NOT_READY' })
    expect(entry!.problem).to.match(/store_full.*7 messages wait, 3 are lost/)
    expect(entry!.advice).to.include('--store-message-db-url')
  })
})
