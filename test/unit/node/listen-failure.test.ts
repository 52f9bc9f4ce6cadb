import { expect } from 'chai'
import { explainListenFailure } from '../../../src/node/listen-failure.ts'
import { NodeError } from '../../../src/node/node-error.ts'

function libp2pError(multiaddr: string, reason: string): Error {
  const text = `Some configured addresses failed to be listened on:\n\n  ${multiaddr}: Error: listen ${reason}: ...`
  return Object.assign(new Error(text), { name: 'UnsupportedListenAddressesError' })
}

describe('explainListenFailure', () => {
  const cases: readonly (readonly [multiaddr: string, reason: string, said: RegExp])[] = [
    [
      '/ip4/127.0.0.1/tcp/60000',
      'EADDRINUSE',
      /^cannot listen on \/ip4\/127.0.0.1\/tcp\/60000: .*in use \(--tcp-port\)$/,
    ],
    ['/ip6/::1/tcp/8000/ws', 'EADDRINUSE', /^cannot listen on \/ip6\/::1\/tcp\/8000\/ws: .*\(--websocket-port\)$/],
    ['/ip4/203.0.113.9/tcp/1', 'EADDRNOTAVAIL', /not an address of this machine \(--listen-address\)$/],
    ['/ip4/127.0.0.1/tcp/80', 'EACCES', /EACCES \(--tcp-port, --listen-address\)$/],
  ]
  for (const [multiaddr, reason, said] of cases) {
    it(`says which flag to change for ${reason} on ${multiaddr}`, () => {
      const error = explainListenFailure(libp2pError(multiaddr, reason))
      expect(error).to.be.instanceOf(NodeError).with.property('code', 'address_unavailable')
      expect((error as NodeError).message).to.match(said)
    })
  }

  it('leaves other errors alone', () => {
    for (const error of [new Error('/ip4/1.2.3.4/tcp/1: Error: listen EADDRINUSE'), 'text', undefined]) {
      expect(explainListenFailure(error)).to.equal(error)
    }
  })
})
