import { expect } from 'chai'
import { NetworkError, parsePeerAddress } from '../../../src/network/index.ts'

const PEER_ID = '16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'

function codeOf(text: string): string {
  try {
    parsePeerAddress(text, '--staticnode')
  } catch (error) {
    expect(error).to.be.instanceOf(NetworkError)
    expect((error as NetworkError).message)
      .to.include('--staticnode')
      .and.include(text)
    return (error as NetworkError).code
  }
  return 'none'
}

describe('peer address', () => {
  it('is a multiaddr that ends in the peer id', () => {
    const address = parsePeerAddress(`/ip4/127.0.0.1/tcp/60000/p2p/${PEER_ID}`, '--staticnode')
    expect(address.peerId.toString()).to.equal(PEER_ID)
    expect(address.multiaddr.toString()).to.equal(`/ip4/127.0.0.1/tcp/60000/p2p/${PEER_ID}`)
  })

  it('may be a name and a WebSocket', () => {
    const address = parsePeerAddress(`/dns4/node.example.org/tcp/443/wss/p2p/${PEER_ID}`, '--staticnode')
    expect(address.peerId.toString()).to.equal(PEER_ID)
  })

  it('is refused, naming the flag, when it is no multiaddr', () => {
    for (const text of ['localhost:60000', '/ip4/300.0.0.1/tcp/1', `/ip4/127.0.0.1/tcp/60000/p2p/not-a-peer`]) {
      expect(codeOf(text), text).to.equal('invalid_peer_address')
    }
  })

  it('is refused when it does not say which peer has to answer', () => {
    expect(codeOf('/ip4/127.0.0.1/tcp/60000')).to.equal('peer_id_missing')
    expect(codeOf(`/ip4/127.0.0.1/tcp/60000/p2p/${PEER_ID}/p2p-circuit`)).to.equal('peer_id_missing')
  })
})
