import { expect } from 'chai'
import type { LightConfig } from '../../../src/config/index.ts'
import { judgeLight } from '../../../src/node/light-health.ts'

const none: LightConfig = { filterNodes: [], lightPushNodes: [] }
const filter = { subscriptionTimeoutMs: 1, maxPeers: 1, maxCriteria: 1 }

describe('health of the services for light clients', () => {
  it('says nothing of what is not configured', () => {
    expect(judgeLight({ config: none }, 'READY')).to.deep.equal([])
  })

  it('is that of relay for what is served', () => {
    const config = { ...none, filter, lightPush: {} }
    const names = ['Filter', 'Lightpush', 'Legacy Lightpush']
    expect(judgeLight({ config }, 'READY')).to.deep.equal(names.map((name) => ({ name, state: 'READY' })))
    const judged = judgeLight({ config }, 'SYNCHRONIZING')
    expect(judged.map(({ name }) => name)).to.deep.equal(names)
    for (const judgement of judged) expect(judgement).to.include({ state: 'NOT_READY', problem: 'relay is not ready' })
  })

  it('does not depend on relay for what is used, and says which flag to look at', () => {
    const config = { ...none, filterNodes: ['peer'], lightPushNodes: ['peer'] }
    const [idle, push] = judgeLight({ config, filterPeers: [] }, 'NOT_MOUNTED')
    expect(idle).to.include({ name: 'Filter Client', state: 'READY', problem: 'no filter node is in use' })
    expect(idle!.advice).to.include('--filternode')
    expect(push).to.deep.equal({ name: 'Lightpush Client', state: 'READY' })
    expect(judgeLight({ config, filterPeers: ['peer'] }, 'NOT_MOUNTED')[0]).to.deep.equal({
      name: 'Filter Client',
      state: 'READY',
    })
  })
})
