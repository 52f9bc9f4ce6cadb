import { expect } from 'chai'
import { summaryOf } from '../../../../src/dashboard/page/network-summary.ts'
import { NodeState } from '../../../../src/dashboard/page/node-state.ts'

const statusData = (atMs: number, messages: number, more: object = {}): string => {
  return JSON.stringify({
    atMs,
    messages,
    health: { nodeHealth: 'READY' },
    rln: { verdicts: {}, root: '0xa' },
    ...more,
  })
}

describe('NodeState', () => {
  it('keeps the newest of each event, and knows how far the clocks are apart', () => {
    const state = new NodeState()
    state.take({ type: 'peers', data: '{"known":1,"connected":1,"peers":[]}' }, 0)
    state.take({ type: 'spam', data: '{"total":0,"records":[]}' }, 0)
    state.take({ type: 'status', data: statusData(5_000, 1) }, 4_000)
    state.take({ type: 'status', data: statusData(6_000, 4) }, 5_000)
    expect(state.peers).to.include({ known: 1 })
    expect(state.spam).to.include({ total: 0 })
    expect(state.status).to.include({ atMs: 6_000 })
    expect(state.clockAheadMs).to.equal(1_000)
    expect(state.history.rate(60_000)).to.equal(3)
  })

  it('begins with the minutes that the node remembers', () => {
    const state = new NodeState()
    const history = { atMs: [1_000], messages: [10], verdicts: { valid: [10] }, actions: { valid: 'accept' } }
    state.take({ type: 'history', data: JSON.stringify(history) }, 0)
    state.take({ type: 'status', data: statusData(3_000, 14) }, 0)
    expect(state.actions).to.deep.equal({ valid: 'accept' })
    expect(state.history.rate(60_000)).to.equal(2)
  })

  it('lets events of other types be', () => {
    const state = new NodeState()
    state.take({ type: 'gap', data: 'no JSON' }, 0)
    expect(state.status).to.equal(undefined)
  })
})

describe('the line above the nodes', () => {
  const nodeWith = (root: string, health: string, caught: readonly string[]): NodeState => {
    const state = new NodeState()
    state.link = { kind: 'live' }
    const more = { rln: { verdicts: {}, root }, health: { nodeHealth: health } }
    state.take({ type: 'status', data: statusData(1, 0, more) }, 0)
    const records = caught.map((idCommitment) => ({ idCommitment }))
    state.take({ type: 'spam', data: JSON.stringify({ total: caught.length, records }) }, 0)
    return state
  }

  it('counts a member once that several nodes caught', () => {
    const nodes = [nodeWith('0xa', 'READY', ['0x1']), nodeWith('0xa', 'READY', ['0x1'])]
    expect(summaryOf(nodes)).to.equal('2 nodes · all ready · one root · 1 member caught')
  })

  it('says when nodes are not ready, have different roots or cannot be reached', () => {
    const lost = nodeWith('0xc', 'READY', [])
    lost.link = { kind: 'lost', sinceMs: 0, why: '' }
    const nodes = [nodeWith('0xa', 'READY', ['0x1']), nodeWith('0xb', 'NOT_READY', ['0x2']), lost]
    expect(summaryOf(nodes)).to.equal('3 nodes · 1 ready · 2 roots · 2 members caught')
  })
})
