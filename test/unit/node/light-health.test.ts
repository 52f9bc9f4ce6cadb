import { expect } from 'chai'
import { judgeLight } from '../../../src/node/light-health.ts'
import type { HealthState } from '../../../src/node/waku-node.ts'

const filter = { subscriptionTimeoutMs: 1, maxPeers: 1, maxCriteria: 1 }
const nobody = { filter: false, lightPush: false, legacyLightPush: false }
const clients = ['Lightpush Client', 'Legacy Lightpush Client', 'Filter Client']

function judge(config: object, isThere: Partial<typeof nobody>, relay: HealthState) {
  return judgeLight({ config, isThere: { ...nobody, ...isThere } }, relay)
}

describe('health of the services for light clients', () => {
  it('says of a node that serves none, and knows none that does, what it would need', () => {
    const judged = judge({}, {}, 'READY')
    expect(judged.map(({ name }) => name)).to.deep.equal(clients)
    for (const judgement of judged) expect(judgement.state).to.equal('NOT_READY')
    expect(judged[0]!.advice).to.include('--lightpushnode')
    expect(judged[2]!.advice).to.include('--filternode')
  })

  it('is that of relay for what is served, which the node then needs nobody else for', () => {
    const config = { filter, lightPush: {} }
    const served = ['Lightpush', 'Legacy Lightpush', 'Filter']
    expect(judge(config, {}, 'READY')).to.deep.equal([...served, ...clients].map((name) => ({ name, state: 'READY' })))
    const judged = judge(config, {}, 'SYNCHRONIZING')
    expect(judged.map(({ name }) => name)).to.deep.equal([...served, ...clients])
    for (const judgement of judged) expect(judgement.state).to.equal('NOT_READY')
    for (const judgement of judged.slice(0, 3)) expect(judgement.problem).to.equal('relay is not ready')
  })

  it('does not depend on relay for what others serve, each version of light push by itself', () => {
    const states = (isThere: Partial<typeof nobody>) => judge({}, isThere, 'NOT_MOUNTED').map(({ state }) => state)
    expect(states({ filter: true })).to.deep.equal(['NOT_READY', 'NOT_READY', 'READY'])
    expect(states({ lightPush: true })).to.deep.equal(['READY', 'NOT_READY', 'NOT_READY'])
    expect(states({ legacyLightPush: true })).to.deep.equal(['NOT_READY', 'READY', 'NOT_READY'])
  })
})
