import type { Libp2p } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { createDialingHost, PeerProtocols } from '../../../src/network/index.ts'
import { Hosts } from '../../support/hosts.ts'

describe('createDialingHost', () => {
  const hosts = new Hosts()
  let dialing: Libp2p
  let peers: PeerProtocols

  before(async () => {
    dialing = await createDialingHost({ agentVersion: 'test' })
    peers = new PeerProtocols({ host: dialing })
    await peers.start()
    await dialing.start()
  })
  after(async () => {
    await peers.stop()
    await dialing.stop()
    await hosts.stop()
  })

  it('reaches a node over ws, learns what it speaks, and listens nowhere', async () => {
    const node = await hosts.start(['/ip4/127.0.0.1/tcp/0/ws'])
    await node.handle('/test/1', () => undefined)
    const isKnown = new Promise<void>((resolve) => {
      peers.onChange(() => {
        if (peers.speaks(`${node.peerId}`, '/test/1')) resolve()
      })
    })
    await dialing.dial(multiaddr(`${node.getMultiaddrs()[0]}`))
    await isKnown
    expect(dialing.getMultiaddrs()).to.deep.equal([])
  })

  it('does not dial tcp, which no browser can', async () => {
    const node = await hosts.start(['/ip4/127.0.0.1/tcp/0'])
    const error = await dialing.dial(node.getMultiaddrs()[0]!).catch((failure: Error) => failure)
    expect(error).to.have.property('name', 'NoValidAddressesError')
  })
})
