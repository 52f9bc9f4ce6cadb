import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { type DialTransport, isDialable } from '../../../src/network/is-dialable.ts'

const PEER = '16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'
const tcp = ['/ip4/203.0.113.7/tcp/1', '/dns4/a.example/tcp/1']
const ws = ['/ip4/203.0.113.7/tcp/1/ws', `/dns6/a.example/tcp/1/ws/p2p/${PEER}`]
const wss = ['/dns4/a.example/tcp/1/wss', '/dns/a.example/tcp/1/tls/ws', '/ip6/2001:db8::1/tcp/1/tls/sni/a.example/ws']
const never = [
  '/dnsaddr/a.example',
  '/dnsaddr/a.example/tcp/1/wss',
  '/ip4/203.0.113.7/udp/1/quic-v1',
  '/dns4/a.example/tcp/1/ws/http-path/x',
  `/dns4/a.example/tcp/1/wss/p2p/${PEER}/p2p-circuit`,
]

describe('addresses of strangers', () => {
  const dialable = (transports: readonly DialTransport[]): string[] =>
    [...tcp, ...ws, ...wss, ...never].filter((text) => isDialable(multiaddr(text), transports))

  it('are dialled over wss alone from a page served over https, over ws too from others, and over TCP on Node', () => {
    expect(dialable(['wss'])).to.deep.equal(wss)
    expect(dialable(['ws', 'wss'])).to.deep.equal([...ws, ...wss])
    expect(dialable(['tcp', 'ws', 'wss'])).to.deep.equal([...tcp, ...ws, ...wss])
  })
})
