import { expect } from 'chai'
import type { PeerRecord } from '../../../src/network/index.ts'
import { ServiceNodes } from '../../../src/node/service-nodes.ts'

const PROTOCOL = '/service/2'
const OLDER = '/service/1'
const NAMED = '/ip4/10.0.0.1/tcp/1/p2p/named'

function record(peerId: string, changes: Partial<PeerRecord> = {}): PeerRecord {
  const multiaddr = `/ip4/10.0.0.2/tcp/1/p2p/${peerId}`
  return {
    peerId,
    multiaddr,
    connectedness: 'CanConnect',
    protocols: [PROTOCOL],
    agent: '',
    isStatic: false,
    ...changes,
  }
}

interface Situation {
  readonly named?: readonly string[]
  readonly speakers?: Readonly<Record<string, readonly string[]>>
  readonly records?: readonly PeerRecord[]
}

function setUp({ named = [], speakers = {}, records = [] }: Situation): ServiceNodes {
  return new ServiceNodes(
    {
      peers: { records: async () => [...records] },
      peerProtocols: { speakersOf: (protocol) => speakers[protocol] ?? [] },
    },
    { protocols: [PROTOCOL, OLDER], named },
  )
}

const peersOf = async (nodes: ServiceNodes): Promise<string[]> => (await nodes.list()).map(({ peer }) => peer)

describe('the nodes that may be asked for a service', () => {
  it('are those named, then those connected, then those that served when they were connected, each once', async () => {
    const nodes = setUp({
      named: [NAMED],
      speakers: { [PROTOCOL]: ['first', 'named'], [OLDER]: ['first', 'older'] },
      records: [record('first'), record('known'), record('named')],
    })
    expect(await nodes.list()).to.deep.equal([
      { peer: NAMED, isTrusted: true },
      { peer: 'first', isTrusted: false },
      { peer: 'older', isTrusted: false },
      { peer: '/ip4/10.0.0.2/tcp/1/p2p/known', isTrusted: false },
    ])
    expect(await nodes.addresses(), 'whoever names nodes wants these').to.deep.equal([NAMED])
  })

  it('are found when none is named', async () => {
    const nodes = setUp({ speakers: { [PROTOCOL]: ['first'] }, records: [record('known')] })
    expect(await nodes.addresses()).to.deep.equal(['first', '/ip4/10.0.0.2/tcp/1/p2p/known'])
  })

  it('are none that never served, were never reached, or have no address', async () => {
    const nodes = setUp({
      speakers: { '/other/1': ['other'] },
      records: [
        record('other', { protocols: ['/other/1'] }),
        record('claimed', { connectedness: 'NotConnected' }),
        record('gone', { connectedness: 'CannotConnect' }),
        record('homeless', { multiaddr: '' }),
      ],
    })
    expect(await nodes.list()).to.deep.equal([])
  })

  it('come later when they failed, until they succeed', async () => {
    const nodes = setUp({ speakers: { [PROTOCOL]: ['a', 'b', 'c'] } })
    nodes.failed('a')
    nodes.failed('b')
    expect(await peersOf(nodes)).to.deep.equal(['c', 'a', 'b'])
    nodes.succeeded('b')
    expect(await peersOf(nodes)).to.deep.equal(['b', 'c', 'a'])
  })

  it('are there for a protocol when one is named, or connected that speaks it', () => {
    expect(setUp({ named: [NAMED] }).has(PROTOCOL)).to.equal(true)
    const nodes = setUp({ speakers: { [OLDER]: ['a'] }, records: [record('known')] })
    expect([nodes.has(OLDER), nodes.has(PROTOCOL)]).to.deep.equal([true, false])
  })
})
