import { expect } from 'chai'
import { judgeHistory } from '../../../src/node/history-health.ts'

const client = { name: 'Store Client', state: 'READY' }

describe('the health of history', () => {
  it('is that of asking alone on a node that keeps none', () => {
    expect(judgeHistory({ isStoreNodeThere: true })).to.deep.equal([client])
    const [lonely, ...more] = judgeHistory({ isStoreNodeThere: false })
    expect(lonely).to.include({ name: 'Store Client', state: 'NOT_READY' })
    expect(lonely!.advice).to.include('--storenode')
    expect(more).to.deep.equal([])
  })

  it('is ready while archiving works, whatever waits, and needs nobody else', () => {
    const archive = { waiting: 5, dropped: 2 }
    expect(judgeHistory({ archive, isStoreNodeThere: false })).to.deep.equal([
      { name: 'Store', state: 'READY' },
      client,
    ])
  })

  it('says why archiving fails, what is lost by it and what to see to', () => {
    const archive = { waiting: 7, dropped: 3, failure: 'store_full' } as const
    const [entry] = judgeHistory({ archive, isStoreNodeThere: false })
    expect(entry).to.include({ name: 'Store', state: 'NOT_READY' })
    expect(entry!.problem).to.match(/store_full.*7 messages wait, 3 are lost/)
    expect(entry!.advice).to.include('--store-message-db-url')
  })
})
