import type { PeerId } from '@libp2p/interface'
import { expect } from 'chai'
import { PeerProtocols } from '../../../src/network/index.ts'
import { newPeerId } from '../../support/stub-host.ts'

function createRig() {
  const host = new EventTarget()
  const peers = new PeerProtocols({ host: host as never })
  const emit = (event: string, detail: unknown): unknown => host.dispatchEvent(new CustomEvent(event, { detail }))
  const identify = (peerId: PeerId, protocols: string[]) => emit('peer:identify', { peerId, protocols })
  const update = (id: PeerId, protocols: string[]) => emit('peer:update', { peer: { id, protocols } })
  const disconnect = (peerId: PeerId) => emit('peer:disconnect', peerId)
  return { peers, identify, update, disconnect }
}

describe('PeerProtocols', () => {
  it('knows who speaks what, from when a peer identifies itself until it is gone', async () => {
    const { peers, identify, update, disconnect } = createRig()
    await peers.start()
    const [first, second, third] = [await newPeerId(), await newPeerId(), await newPeerId()]
    let changes = 0
    const stopListening = peers.onChange(() => changes++)
    identify(first, ['/store', '/filter'])
    identify(second, ['/store'])
    expect(peers.speakersOf('/store')).to.deep.equal([`${first}`, `${second}`])
    expect(peers.speakersOf('/filter')).to.deep.equal([`${first}`])
    update(second, ['/filter'])
    update(third, ['/store'])
    expect(peers.speakersOf('/store')).to.deep.equal([`${first}`])
    expect(peers.peers).to.deep.equal([`${first}`, `${second}`])
    disconnect(first)
    disconnect(third)
    expect([peers.peers, changes]).to.deep.equal([[`${second}`], 4])
    stopListening()
    await peers.stop()
    expect(peers.peers).to.deep.equal([])
    identify(first, ['/store'])
    expect([peers.peers, changes]).to.deep.equal([[], 4])
  })
})
