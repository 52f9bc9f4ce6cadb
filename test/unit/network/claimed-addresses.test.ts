import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import { dialableClaims } from '../../../src/network/claimed-addresses.ts'
import { newPeerId } from '../../support/stub-host.ts'

describe('addresses that a peer claims', () => {
  async function kept(claimed: readonly string[], cameFrom: string): Promise<string[]> {
    const peerId = await newPeerId()
    const addresses = dialableClaims(
      claimed.map((text) => multiaddr(text)),
      peerId,
      multiaddr(cameFrom),
    )
    return addresses.map((address) => {
      expect(address.endsWith(`/p2p/${peerId}`)).to.equal(true)
      return address.slice(0, address.lastIndexOf('/p2p/'))
    })
  }

  const all = [
    '/ip4/127.0.0.1/tcp/8545',
    '/ip6/::1/tcp/1',
    '/ip4/10.1.2.3/tcp/1',
    '/ip4/172.20.0.1/tcp/1',
    '/ip4/192.168.1.1/tcp/1',
    '/ip6/fd00::1/tcp/1',
    '/ip4/203.0.113.7/tcp/1',
    '/dns4/a.example/tcp/1/wss',
  ]

  it('are not dialled into this machine or its network because a stranger says so', async () => {
    expect(await kept(all, '/ip4/198.51.100.1/tcp/1')).to.deep.equal(all.slice(6))
    expect(await kept(all, '/ip4/192.168.7.7/tcp/1')).to.deep.equal(all.slice(2))
    expect(await kept(all, '/ip4/127.0.0.1/tcp/1')).to.deep.equal(all)
  })

  it('are not dialled into this machine or its network by a name either, however an address is written as one', async () => {
    const names = [
      'nas',
      'nas.local',
      'router.lan',
      '127.1',
      '10.0.0.1',
      '0x7f.1',
      'a.2130706433',
      '[::1]',
      'a.127%2e1',
    ]
    const local = names.map((name) => `/dns4/${name}/tcp/1/ws`)
    const loopback = ['/dns4/localhost/tcp/1/ws', '/dns6/a.localhost./tcp/1/ws']
    const sni = '/ip4/203.0.113.7/tcp/1/tls/sni/localhost/ws'
    const far = [
      '/dns4/a.example/tcp/1/wss',
      '/dns/a.b.example./tcp/1/wss',
      '/ip4/203.0.113.7/tcp/1/tls/sni/a.example/ws',
    ]
    const claims = async (some: readonly string[], cameFrom: string): Promise<string[]> => {
      return (await Promise.all(some.map((one) => kept([one], cameFrom)))).flat()
    }
    expect(await claims([...local, ...loopback, sni, ...far], '/ip4/198.51.100.1/tcp/1')).to.deep.equal(far)
    expect(await claims([...local, ...loopback, sni], '/dns4/bootstrap.example/tcp/1/wss')).to.deep.equal([])
    expect(await claims([...local, ...loopback, sni], '/dns4/node1/tcp/1')).to.deep.equal(local)
    expect(await claims([...loopback, sni], '/dns4/localhost/tcp/1')).to.deep.equal([...loopback, sni])
  })

  it('are left out when nothing can be dialled there, or when they are those of another', async () => {
    const other = await newPeerId()
    const useless = ['/ip4/0.0.0.0/tcp/1', '/ip6/::/tcp/1', `/ip4/203.0.113.7/tcp/1/p2p/${other}`]
    const relayed = `/ip4/203.0.113.7/tcp/1/p2p/${other}/p2p-circuit`
    expect(await kept([...useless, relayed], '/ip4/127.0.0.1/tcp/1')).to.deep.equal([])
  })

  it('are at most eight, none of them of absurd length', async () => {
    const many = Array.from({ length: 20 }, (_, port) => `/ip4/203.0.113.7/tcp/${port + 1}`)
    expect(await kept(many, '/ip4/127.0.0.1/tcp/1')).to.deep.equal(many.slice(0, 8))
    expect(await kept([`/dns4/${'a'.repeat(400)}/tcp/1`], '/ip4/127.0.0.1/tcp/1')).to.deep.equal([])
  })
})
