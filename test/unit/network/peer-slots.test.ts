import { expect } from 'chai'
import fc from 'fast-check'
import { NetworkError, parseRelayServiceRatio, peerSlots } from '../../../src/network/index.ts'

describe('peer slots', () => {
  it('are split as nwaku splits them', () => {
    const relayServiceRatio = parseRelayServiceRatio('60:40')
    expect(peerSlots({ maxConnections: 50, relayServiceRatio })).to.deep.equal({
      relayOutbound: 10,
      relayInbound: 20,
      service: 15,
      inbound: 40,
    })
    expect(peerSlots({ maxConnections: 50, maxRelayPeers: 45, relayServiceRatio })).to.deep.include({
      relayOutbound: 15,
      service: 4,
    })
  })

  it('always make up the connections but for a few who come, and keep Dout outbound ones where there is room', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(100), (maxConnections, relay) => {
        const slots = peerSlots({ maxConnections, relayServiceRatio: { relay, service: 100 - relay } })
        const arrivals = maxConnections - slots.relayInbound - slots.relayOutbound - slots.service
        expect(arrivals).to.be.within(slots.service > 3 ? 1 : 0, 8)
        expect(slots.inbound + slots.relayOutbound).to.equal(maxConnections)
        expect(Math.min(slots.relayInbound, slots.relayOutbound, slots.service)).to.be.at.least(0)
        if (slots.relayInbound + slots.relayOutbound >= 6) expect(slots.relayOutbound).to.be.at.least(3)
      }),
    )
  })

  it('refuse a ratio that is none, naming the flag', () => {
    for (const text of ['60', '60:', '60:41', '-10:110', '100:00:0', '6e1:40', '']) {
      expect(() => parseRelayServiceRatio(text), text)
        .to.throw(NetworkError, /--relay-service-ratio/)
        .with.property('code', 'invalid_relay_service_ratio')
    }
  })
})
