import { expect } from 'chai'
import { UsefulPeers } from '../../../src/relay/useful-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const MINUTE_MS = 60_000

describe('useful peers', () => {
  it('are those that brought a message within ten minutes of the last one', async () => {
    const clock = new FakeClock()
    const peers = new UsefulPeers({ clock })
    peers.brought('early')
    expect(peers.isUseful('early')).to.equal(true)
    expect(peers.isUseful('silent')).to.equal(false)
    await clock.advanceAsync(11 * MINUTE_MS)
    expect(peers.isUseful('early'), 'nobody said anything since').to.equal(true)
    peers.brought('late')
    expect(peers.isUseful('early')).to.equal(false)
    expect(peers.isUseful('late')).to.equal(true)
  })

  it('are remembered in a bounded number, those of late', () => {
    const peers = new UsefulPeers({ clock: new FakeClock() })
    for (let index = 0; index <= 1_024; index++) peers.brought(`peer ${index}`)
    expect(peers.isUseful('peer 0')).to.equal(false)
    expect(peers.isUseful('peer 1')).to.equal(true)
  })
})
