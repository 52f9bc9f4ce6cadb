import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import type { Libp2p } from '@libp2p/interface'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { webSockets } from '@libp2p/websockets'
import { expect } from 'chai'
import { createLibp2p } from 'libp2p'
import { silentLogger } from '../../../src/foundation/index.ts'
import { createHost, type TlsCredentials } from '../../../src/network/server.ts'

const folder = new URL('../../support/tls/', import.meta.url)
/** Self-signed, for 127.0.0.1 and localhost, good for a hundred years and for tests only. */
const credentials: TlsCredentials = {
  key: readFileSync(new URL('loopback-key.pem', folder), 'utf8'),
  certificate: readFileSync(new URL('loopback-certificate.pem', folder), 'utf8'),
}

const options = { listenAddresses: ['/ip4/127.0.0.1/tcp/0/wss'], agentVersion: 'test', services: {} }

describe('secure WebSocket', () => {
  const started: Libp2p[] = []
  const trusted = tls.getCACertificates?.('default')

  beforeEach(function () {
    if (tls.setDefaultCACertificates !== undefined) return
    console.log('      skipped: this Node cannot be told at run time to trust a certificate')
    this.skip()
  })

  afterEach(async () => {
    tls.setDefaultCACertificates(trusted!)
    await Promise.all(started.splice(0).map((host) => host.stop()))
  })

  /** Speaks what a page with js-waku speaks: WebSocket and mplex only. */
  async function startBrowserLike(): Promise<Libp2p> {
    const page = await createLibp2p({
      transports: [webSockets()],
      connectionEncrypters: [noise()],
      streamMuxers: [mplex()],
    })
    started.push(page)
    return page
  }

  it('lets in a peer like js-waku that trusts the given certificate, and no other', async () => {
    const host = await createHost({ logger: silentLogger }, { ...options, tls: credentials })
    started.push(host)
    await host.start()
    expect(host.getMultiaddrs()[0]!.toString()).to.match(/\/(wss|tls\/ws)\/p2p\//)
    const stranger = await startBrowserLike()
    const refused = await stranger.dial(host.getMultiaddrs()).then(
      () => false,
      () => true,
    )
    expect(refused).to.equal(true)
    tls.setDefaultCACertificates([...trusted!, credentials.certificate])
    const page = await startBrowserLike()
    const connection = await page.dial(host.getMultiaddrs())
    expect(connection.remotePeer.equals(host.peerId)).to.equal(true)
    expect(connection.multiplexer).to.equal('/mplex/6.7.0')
  })

  it('refuses a key that is not that of the certificate, naming the flags and not the key', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const wrong = [
      { ...credentials, key },
      { ...credentials, key: 'no key' },
      { ...credentials, certificate: '' },
    ]
    for (const tlsOptions of wrong) {
      const error = await createHost({ logger: silentLogger }, { ...options, tls: tlsOptions }).catch(
        (thrown) => thrown,
      )
      expect(error.code).to.equal('invalid_certificate')
      expect(error.message).to.include('--websocket-secure-key-path').and.not.include(tlsOptions.key)
    }
  })
})
