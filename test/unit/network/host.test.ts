import type { Libp2p } from '@libp2p/interface'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { webSockets } from '@libp2p/websockets'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { silentLogger } from '../../../src/foundation/index.ts'
import { createNodeKey } from '../../../src/network/index.ts'
import { createHost, type HostOptions } from '../../../src/network/server.ts'

const TCP = '/ip4/127.0.0.1/tcp/0'
const WEB_SOCKET = '/ip4/127.0.0.1/tcp/0/ws'

describe('host', () => {
  const started: Libp2p[] = []

  afterEach(async () => {
    await Promise.all(started.splice(0).map((host) => host.stop()))
  })

  async function startHost(options: Partial<HostOptions<Record<string, never>>> = {}): Promise<Libp2p> {
    const host = await createHost(
      { logger: silentLogger },
      { listenAddresses: [TCP], agentVersion: 'waku-rln-relay/test', services: {}, ...options },
    )
    started.push(host)
    await host.start()
    return host
  }

  it('is not started when it is created', async () => {
    const host = await createHost({ logger: silentLogger }, { listenAddresses: [TCP], agentVersion: 'a', services: {} })
    expect(host.status).to.equal('stopped')
    expect(host.getMultiaddrs()).to.deep.equal([])
  })

  it('has the peer id of its key', async () => {
    const privateKey = await createNodeKey()
    const host = await startHost({ privateKey })
    expect(host.peerId.publicKey?.equals(privateKey.publicKey)).to.equal(true)
  })

  it('is reached over TCP and over WebSocket, and tells its agent', async () => {
    const host = await startHost({ listenAddresses: [TCP, WEB_SOCKET] })
    const addresses = host.getMultiaddrs()
    expect(addresses.map((address) => address.toString().includes('/ws/'))).to.have.members([false, true])
    for (const address of addresses) {
      const dialler = await startHost({ listenAddresses: [] })
      const identified = new Promise<string | undefined>((resolve) => {
        dialler.addEventListener('peer:identify', ({ detail }) => resolve(detail.agentVersion), { once: true })
      })
      const connection = await dialler.dial(address)
      expect(connection.multiplexer).to.equal('/yamux/1.0.0')
      expect(await identified).to.equal('waku-rln-relay/test')
    }
  })

  it('accepts a peer that speaks only mplex, as js-waku', async () => {
    const host = await startHost({ listenAddresses: [WEB_SOCKET] })
    const dialler = await createLibp2p({
      transports: [tcp(), webSockets()],
      connectionEncrypters: [noise()],
      streamMuxers: [mplex()],
    })
    started.push(dialler)
    const connection = await dialler.dial(host.getMultiaddrs())
    expect(connection.multiplexer).to.equal('/mplex/6.7.0')
  })

  it('announces further addresses, or those alone', async () => {
    const announced = '/ip4/203.0.113.7/tcp/60000'
    const texts = async (announceOnly: boolean): Promise<string[]> => {
      const host = await startHost({ announceAddresses: [announced], announceOnly })
      return host.getMultiaddrs().map(String)
    }
    expect(await texts(false)).to.have.length(2)
    const alone = await texts(true)
    expect(alone).to.have.length(1)
    expect(alone[0]).to.match(/^\/ip4\/203\.0\.113\.7\/tcp\/60000\/p2p\//)
  })

  it('refuses an address that is none, naming the flag', async () => {
    const error = await startHost({ listenAddresses: ['0.0.0.0:60000'] }).catch((thrown) => thrown)
    expect(error.code).to.equal('invalid_listen_address')
    expect(error.message).to.include('--listen-address')
    const other = await startHost({ announceAddresses: ['example.org'] }).catch((thrown) => thrown)
    expect(other.message).to.include('--ext-multiaddr')
  })

  it('does not start when one of its addresses is taken', async () => {
    const first = await startHost()
    const taken = first.getMultiaddrs()[0]!.decapsulate('/p2p').toString()
    const second = startHost({ listenAddresses: [taken, WEB_SOCKET] })
    expect(await second.catch((thrown: Error) => thrown.name)).to.equal('UnsupportedListenAddressesError')
  })

  it('refuses connections over its limit', async () => {
    const host = await startHost({ maxConnections: 1 })
    const address = host.getMultiaddrs()
    await (await startHost({ listenAddresses: [] })).dial(address)
    const refused = await (await startHost({ listenAddresses: [] })).dial(address).catch((thrown) => thrown)
    expect(refused).to.be.instanceOf(Error)
    expect(host.getConnections()).to.have.length(1)
  })
})
