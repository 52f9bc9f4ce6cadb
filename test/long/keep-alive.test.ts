import { expect } from 'chai'
import { systemRandom } from '../../src/foundation/index.ts'
import { PeerHost } from '../integration/network/peer-hosts.ts'
import { perfectLine, TcpChaosProxy } from '../support/tcp-chaos-proxy.ts'

describe('keep-alive: a peer that falls silent without closing its connection', function () {
  this.timeout(120_000)

  it('is disconnected within 40 s, and connected again once it is back', async () => {
    const peer = await PeerHost.start()
    const proxy = await TcpChaosProxy.start({ host: '127.0.0.1', port: peer.port }, perfectLine, systemRandom)
    const address = `/ip4/127.0.0.1/tcp/${proxy.port}/p2p/${peer.host.peerId}`
    const node = await PeerHost.start({ staticPeers: [address] })
    try {
      // Else it is the handshake that is cut, which has limits of its own.
      await new Promise((resolve) => node.host.addEventListener('peer:identify', resolve, { once: true }))
      const lost = new Promise((resolve) => node.host.addEventListener('peer:disconnect', resolve, { once: true }))
      const silentAtMs = Date.now()
      proxy.silence()
      await lost
      const lostMs = Date.now() - silentAtMs
      const back = node.nextPeer()
      const healedAtMs = Date.now()
      proxy.heal()
      await back
      console.log(`      noticed after ${lostMs} ms, connected again ${Date.now() - healedAtMs} ms after it was back`)
      expect(lostMs).to.be.within(5_000, 40_000)
    } finally {
      await node.stop()
      await peer.stop()
      await proxy.stop()
    }
  })
})
