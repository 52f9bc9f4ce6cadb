import { expect } from 'chai'
import { SessionSlot } from '../../../examples/browser-chat/page/session-slot.ts'

/** A session whose nodes come when the test says so, and that gives up waiting when it is stopped. */
class FakeSession {
  readonly nodes = Promise.withResolvers<void>()
  stops = 0

  waitForNodes(): Promise<void> {
    return this.nodes.promise
  }

  async stop(): Promise<void> {
    this.stops++
    this.nodes.reject(new Error('stopped while waiting for peers'))
  }
}

describe('SessionSlot', () => {
  it('holds a session once its nodes are there', async () => {
    const slot = new SessionSlot<FakeSession>()
    const session = new FakeSession()
    const filling = slot.fill(session)
    expect(slot.session).to.equal(session)
    session.nodes.resolve()
    expect([await filling, session.stops]).to.deep.equal([true, 0])
  })

  it('stops the session that reads when the one that writes is ready, however late the nodes of the first come', async () => {
    const slot = new SessionSlot<FakeSession>()
    const [reads, writes] = [new FakeSession(), new FakeSession()]
    const reading = slot.fill(reads)
    const writing = slot.fill(writes)
    writes.nodes.resolve()
    expect([await writing, await reading]).to.deep.equal([true, false])
    expect([reads.stops, writes.stops, slot.session]).to.deep.equal([1, 0, writes])
  })

  it('is no failure of a session that it is stopped to make room', async () => {
    const slot = new SessionSlot<FakeSession>()
    const session = new FakeSession()
    const filling = slot.fill(session)
    await slot.empty()
    expect([await filling, session.stops, slot.session]).to.deep.equal([false, 1, undefined])
  })

  it('tells that no nodes came', async () => {
    const slot = new SessionSlot<FakeSession>()
    const session = new FakeSession()
    const filling = slot.fill(session).catch((error: Error) => error.message)
    session.nodes.reject(new Error('no nodes'))
    expect(await filling).to.equal('no nodes')
  })
})
