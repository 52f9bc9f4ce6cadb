import type { RPC } from '@libp2p/gossipsub/message'
import { expect } from 'chai'
import { RpcBudget } from '../../../src/relay/rpc-budget.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const TOPIC = '/waku/2/rs/1/0'
const ids = (count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array(32))
const control = (parts: Partial<RPC.ControlMessage>): RPC => ({
  subscriptions: [],
  messages: [],
  control: { ihave: [], iwant: [], graft: [], prune: [], idontwant: [], ...parts },
})

/** How often the same RPC is within the budget, at once. */
function timesTaken(budget: RpcBudget, rpc: RPC): number {
  let times = 0
  while (times < 10_000 && budget.takeControl(rpc)) times++
  return times
}

describe('RPC budget', () => {
  it('lets a peer subscribe to as many topics as a node may have, twice, and not again and again', () => {
    const budget = new RpcBudget(new FakeClock(), 8)
    const subscriptions = Array.from({ length: 1_024 }, () => ({ topic: TOPIC, subscribe: true }))
    expect(timesTaken(budget, { subscriptions, messages: [] })).to.equal(2)
  })

  it('lets a peer offer the messages of a busy network in each heartbeat, and once or twice what GossipSub allows', () => {
    const clock = new FakeClock()
    const budget = new RpcBudget(clock, 8)
    const offer = control({ ihave: [{ topicID: TOPIC, messageIDs: ids(2_499) }] })
    for (let heartbeat = 0; heartbeat < 60; heartbeat++) {
      expect(budget.takeControl(offer), `heartbeat ${heartbeat}`).to.equal(true)
      clock.advance(1_000)
    }
    expect(timesTaken(budget, control({ iwant: [{ messageIDs: ids(4_999) }] }))).to.equal(2)
  })

  it('counts IHAVE and IWANT that name no message', () => {
    const budget = new RpcBudget(new FakeClock(), 8)
    const empty = control({ iwant: Array.from({ length: 1_000 }, () => ({ messageIDs: [] })) })
    expect(timesTaken(budget, empty)).to.equal(10)
  })

  it('lets a peer graft and prune every topic in each heartbeat, as long as it likes, and not in a flood', () => {
    const clock = new FakeClock()
    const budget = new RpcBudget(clock, 8)
    const graft = Array.from({ length: 8 }, () => ({ topicID: TOPIC }))
    const prune = graft.map(({ topicID }) => ({ topicID, peers: [] }))
    for (let heartbeat = 0; heartbeat < 60; heartbeat++) {
      expect(budget.takeControl(control({ graft, prune })), `heartbeat ${heartbeat}`).to.equal(true)
      clock.advance(1_000)
    }
    expect(timesTaken(budget, control({ graft }))).to.be.within(1, 30)
  })

  it('allows a few streams, and more as time goes by', () => {
    const clock = new FakeClock()
    const budget = new RpcBudget(clock, 8)
    const streams = (): number => [...Array(100)].filter(() => budget.takeStream()).length
    expect(streams()).to.equal(8)
    clock.advance(10_000)
    expect(streams()).to.equal(5)
  })

  it('reads messages over the rate later, all of them', async () => {
    const clock = new FakeClock()
    const budget = new RpcBudget(clock, 8)
    await budget.waitForMessages(2_048)
    let read = false
    const waiting = budget.waitForMessages(512).then(() => {
      read = true
    })
    await clock.advanceAsync(900)
    expect(read).to.equal(false)
    await clock.advanceAsync(120)
    await waiting
    expect(read).to.equal(true)
  })
})
