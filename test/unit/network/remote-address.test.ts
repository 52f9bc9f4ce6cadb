import type { Connection, Libp2p } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { remoteAddressOf } from '../../../src/network/index.ts'

function hostWith(address: string): Pick<Libp2p, 'getConnections'> {
  const connection = { remotePeer: { toString: () => 'peer' }, remoteAddr: multiaddr(address) } as unknown as Connection
  return { getConnections: () => [connection] }
}

describe('remoteAddressOf', () => {
  it('gives the IP address of a connected peer', () => {
    expect(remoteAddressOf(hostWith('/ip4/10.1.2.3/tcp/1'), 'peer')).to.equal('10.1.2.3')
    expect(remoteAddressOf(hostWith('/ip6/2001:db8::1/tcp/1/ws'), 'peer')).to.equal('2001:db8::1')
  })

  for (const address of ['/ip4/127.0.0.1/tcp/1', '/ip4/127.9.0.1/tcp/1', '/ip6/::1/tcp/1', '/dns4/example.org/tcp/1']) {
    it(`gives none for ${address}`, () => {
      expect(remoteAddressOf(hostWith(address), 'peer')).to.equal(undefined)
    })
  }

  it('gives none for a peer that is not connected', () => {
    expect(remoteAddressOf(hostWith('/ip4/10.1.2.3/tcp/1'), 'another')).to.equal(undefined)
  })
})
