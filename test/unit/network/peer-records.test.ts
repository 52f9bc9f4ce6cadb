import type { Peer, PeerId } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import type { ConnectedPeer } from '../../../src/network/connected-peer-table.ts'
import type { KnownPeer } from '../../../src/network/known-peers.ts'
import { peerRecords } from '../../../src/network/peer-records.ts'
import { newPeerId } from '../../support/stub-host.ts'

interface Situation {
  readonly connected?: readonly PeerId[]
  readonly known?: readonly KnownPeer[]
  readonly remembered?: readonly Pick<Peer, 'id' | 'protocols' | 'metadata'>[]
}

function recordsIn({ connected = [], known = [], remembered = [] }: Situation) {
  const connections = connected.map((remotePeer) => ({ remotePeer, remoteAddr: multiaddr('/ip4/10.0.0.1/tcp/5') }))
  const host = { getConnections: () => connections, peerStore: { all: async () => remembered } }
  const peers = new Map<string, ConnectedPeer>(
    connected.map((peerId) => [peerId.toString(), { peerId, direction: 'inbound', sinceAccepted: 0, sinceMs: 0 }]),
  )
  const plan = { peers: () => known, isStatic: (id: string) => known[0]?.peerId === id }
  return peerRecords({ host: host as never, table: { peers }, plan })
}

const knownPeer = (peerId: string, fields: Partial<KnownPeer> = {}): KnownPeer => ({
  peerId,
  addresses: [`/ip4/10.0.0.2/tcp/60000/p2p/${peerId}`],
  lastSeenAtMs: 0,
  failures: 0,
  notBeforeMs: 0,
  wasReached: false,
  ...fields,
})

describe('peer records', () => {
  it('tell of a stranger that connected where it comes from, its protocols and its agent, cut short', async () => {
    const id = await newPeerId()
    const agent = 'nwaku'.repeat(100)
    const metadata = new Map([['AgentVersion', new TextEncoder().encode(agent)]])
    const [record] = await recordsIn({ connected: [id], remembered: [{ id, protocols: ['/relay'], metadata }] })
    expect(record).to.deep.equal({
      peerId: id.toString(),
      multiaddr: `/ip4/10.0.0.1/tcp/5/p2p/${id}`,
      connectedness: 'Connected',
      protocols: ['/relay'],
      agent: agent.slice(0, 128),
      isStatic: false,
    })
  })

  it('name each peer once, connected ones first, by the address it is dialled at', async () => {
    const id = await newPeerId()
    const records = await recordsIn({ connected: [id], known: [knownPeer('a'), knownPeer(id.toString())] })
    expect(records.map(({ peerId }) => peerId)).to.deep.equal([id.toString(), 'a'])
    expect(records[0]!.multiaddr).to.equal(`/ip4/10.0.0.2/tcp/60000/p2p/${id}`)
    expect(records.map(({ isStatic }) => isStatic)).to.deep.equal([false, true])
  })

  it("use nwaku's words for peers that are not connected", async () => {
    const known = [
      knownPeer('never dialled'),
      knownPeer('never answered', { failures: 1 }),
      knownPeer('was here', { failures: 1, wasReached: true }),
      knownPeer('was here, and is gone', { failures: 2, wasReached: true }),
    ]
    const records = await recordsIn({ known })
    expect(records.map(({ connectedness }) => connectedness)).to.deep.equal([
      'NotConnected',
      'CannotConnect',
      'CanConnect',
      'CannotConnect',
    ])
  })
})
