import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { ADDRESS_CREDIT, ADDRESS_CREDIT_PER_SECOND, MAX_HANDSHAKE_COST } from '../../../src/network/address-credit.ts'
import { ConnectionGate, type ConnectionGateOptions } from '../../../src/network/server.ts'
import { TURN_AWAY_MS, UnwelcomePeers } from '../../../src/network/unwelcome-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

function setUp(options: Partial<ConnectionGateOptions> = {}) {
  const metrics = new RecordingMetrics()
  const clock = new FakeClock()
  const unwelcome = new UnwelcomePeers(clock)
  const gate = new ConnectionGate(
    { metrics, unwelcome },
    {
      maxInbound: 10,
      maxInboundPerAddress: 2,
      countLoopback: false,
      ...options,
    },
  )
  const knock = (from: string) => {
    const connection = Object.assign(new EventTarget(), { remoteAddr: multiaddr(from), status: 'open' })
    return {
      isIn: !gate.denyInboundConnection(connection as never),
      close: () => connection.dispatchEvent(new Event('close')),
    }
  }
  return { gate, metrics, clock, unwelcome, knock }
}

const FROM = '/ip4/203.0.113.9/tcp/1'

/** What libp2p tells of a connection whose handshake has been made. */
function handshakeOf(peerId: string, from: string): [never, never] {
  return [{ toString: () => peerId } as never, { remoteAddr: multiaddr(from) } as never]
}

describe('connection gate', () => {
  it('turns an unwelcome peer away once it has said who it is, others at its address not, and for a while', () => {
    const { gate, unwelcome, clock, metrics } = setUp()
    const handshaken = (peerId: string) => !gate.denyInboundEncryptedConnection(...handshakeOf(peerId, FROM))
    unwelcome.turnAway('flooder', multiaddr(FROM))
    expect([handshaken('flooder'), handshaken('neighbour')]).to.deep.equal([false, true])
    expect(metrics.value('waku_refused_connections_total', { reason: 'turned_away' })).to.equal(1)
    clock.advance(TURN_AWAY_MS)
    expect(handshaken('flooder')).to.equal(true)
  })

  it('lets in as many as there is room for, and the next when one has gone', () => {
    const { gate, knock, metrics } = setUp({ maxInbound: 2 })
    const first = knock('/ip4/10.0.0.1/tcp/1')
    knock('/ip4/10.0.0.2/tcp/1')
    expect(knock('/ip4/10.0.0.3/tcp/1').isIn).to.equal(false)
    expect(metrics.value('waku_refused_connections_total', { reason: 'inbound_full' })).to.equal(1)
    first.close()
    first.close()
    expect(gate.inbound).to.equal(1)
    expect(knock('/ip4/10.0.0.3/tcp/1').isIn).to.equal(true)
    expect(knock('/ip4/10.0.0.4/tcp/1').isIn).to.equal(false)
  })

  it('begins no handshake with an address whose peers flooded or knocked too often, and leaves other addresses alone', () => {
    const { gate, unwelcome, clock, knock, metrics } = setUp({ maxInbound: 100, maxInboundPerAddress: 100 })
    const neighbour = knock(FROM)
    let vain = 0
    for (; knock(FROM).isIn; vain++) {
      if (vain === 0) unwelcome.turnAway('flooder', multiaddr('/ip4/203.0.113.99/tcp/1'))
      gate.denyInboundEncryptedConnection(...handshakeOf('flooder', FROM))
    }
    expect(vain).to.be.within(1, ADDRESS_CREDIT)
    expect(metrics.value('waku_refused_connections_total', { reason: 'turned_away' })).to.equal(vain)
    expect(metrics.value('waku_refused_connections_total', { reason: 'address_turned_away' })).to.equal(1)
    expect(knock('/ip4/203.0.113.10/tcp/1').isIn).to.equal(true)
    expect(neighbour.isIn).to.equal(true)
    clock.advance((1_000 * MAX_HANDSHAKE_COST) / ADDRESS_CREDIT_PER_SECOND)
    expect(
      Array.from({ length: 9 }, () => knock(FROM).isIn),
      'peers that are let in cost nothing',
    ).to.not.include(false)
  })

  it('holds what comes from this machine against nobody, unless it is told to', () => {
    for (const countLoopback of [false, true]) {
      const { unwelcome, knock } = setUp({ maxInboundPerAddress: 100, countLoopback })
      const loopback = '/ip4/127.0.0.1/tcp/1'
      for (let count = 0; count < 3; count++) unwelcome.turnAway(`flooder-${count}`, multiaddr(loopback))
      expect(knock(loopback).isIn).to.equal(!countLoopback)
    }
  })

  const alike: readonly (readonly [string, readonly string[]])[] = [
    ['one IPv4 address', ['/ip4/203.0.113.7/tcp/1', '/ip4/203.0.113.7/tcp/2/ws', '/ip4/203.0.113.7/tcp/3']],
    [
      'one IPv6 network of 64 bits',
      ['/ip6/2001:db8::1/tcp/1', '/ip6/2001:db8::ffff:2/tcp/1', '/ip6/2001:db8:0:0:9::/tcp/1'],
    ],
    [
      'an IPv4 address in two forms',
      ['/ip4/203.0.113.7/tcp/1', '/ip6/::ffff:203.0.113.7/tcp/1', '/ip4/203.0.113.7/tcp/9'],
    ],
  ]
  for (const [what, [first, second, third]] of alike) {
    it(`lets in two from ${what}, and a third when one has gone`, () => {
      const { knock, metrics } = setUp()
      const guest = knock(first!)
      expect([guest.isIn, knock(second!).isIn, knock(third!).isIn]).to.deep.equal([true, true, false])
      expect(metrics.value('waku_refused_connections_total', { reason: 'address_full' })).to.equal(1)
      expect(knock('/ip4/203.0.113.8/tcp/1').isIn).to.equal(true)
      guest.close()
      expect(knock(third!).isIn).to.equal(true)
    })
  }

  it('does not count this machine, unless it is told to', () => {
    for (const from of ['/ip4/127.0.0.1/tcp/1', '/ip4/127.9.9.9/tcp/1', '/ip6/::1/tcp/1']) {
      const exempt = setUp()
      expect(Array.from({ length: 5 }, () => exempt.knock(from).isIn)).to.not.include(false)
      const counted = setUp({ countLoopback: true })
      expect(Array.from({ length: 3 }, () => counted.knock(from).isIn)).to.deep.equal([true, true, false])
    }
  })

  it('does not count one that has closed before it was asked', () => {
    const { gate } = setUp()
    const connection = Object.assign(new EventTarget(), {
      remoteAddr: multiaddr('/ip4/10.0.0.1/tcp/1'),
      status: 'closed',
    })
    expect(gate.denyInboundConnection(connection as never)).to.equal(true)
    expect(gate.inbound).to.equal(0)
  })

  it('has no limit for one address when that is 0', () => {
    const { knock } = setUp({ maxInboundPerAddress: 0 })
    expect(Array.from({ length: 9 }, () => knock('/ip4/203.0.113.7/tcp/1').isIn)).to.not.include(false)
  })
})
