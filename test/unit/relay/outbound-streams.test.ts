import type { RPC } from '@libp2p/gossipsub/message'
import { expect } from 'chai'
import type { GossipsubInternals } from '../../../src/relay/gossipsub-internals.ts'
import { openOutboundStreamsAtOnce, splitLongRpcs } from '../../../src/relay/outbound-streams.ts'

describe('streams to peers', () => {
  /** A router whose streams open when told. */
  function setUp() {
    const opening: { readonly what: string; readonly done: () => void }[] = []
    const router = {
      createOutboundStream: (peerId: string, connection: string) =>
        new Promise<void>((done) => opening.push({ what: `${peerId} on ${connection}`, done })),
    } as unknown as GossipsubInternals
    openOutboundStreamsAtOnce(router)
    const open = (peerId: string, connection: string) =>
      router.createOutboundStream(peerId as never, connection as never)
    return { open, opened: () => opening.map(({ what }) => what), opening }
  }

  it('are opened to one peer while another one does not answer', async () => {
    const { open, opened } = setUp()
    // gossipsub waits for each before it begins the next.
    await open('silent', 'c1')
    await open('honest', 'c2')
    expect(opened()).to.deep.equal(['silent on c1', 'honest on c2'])
  })

  it('are opened to the same peer one after the other, the last of its connections last', async () => {
    const { open, opened, opening } = setUp()
    for (const connection of ['c1', 'c2', 'c3']) await open('peer', connection)
    expect(opened()).to.deep.equal(['peer on c1'])
    opening[0]!.done()
    await new Promise((resolve) => setImmediate(resolve))
    expect(opened()).to.deep.equal(['peer on c1', 'peer on c3'])
    opening[1]!.done()
    await new Promise((resolve) => setImmediate(resolve))
    await open('peer', 'c4')
    expect(opened()).to.deep.equal(['peer on c1', 'peer on c3', 'peer on c4'])
  })
})

describe('RPCs with many messages', () => {
  const message = (bytes: number): RPC.Message => ({ topic: 't', data: new Uint8Array(bytes) })

  function sendOf(messages: RPC.Message[], accepted = true): { sent: boolean; rpcs: RPC[] } {
    const rpcs: RPC[] = []
    const router = {
      sendRpc: (_peer: string, rpc: RPC) => {
        rpcs.push(rpc)
        return accepted
      },
    } as unknown as GossipsubInternals
    splitLongRpcs(router)
    const control = { ihave: [], iwant: [], graft: [{ topicID: 't' }], prune: [], idontwant: [] }
    return { sent: router.sendRpc('peer', { subscriptions: [], messages, control }), rpcs }
  }

  it('are split so that none is longer than what every peer reads, in order, with the rest in the first', () => {
    const messages = [...Array(200)].map((_, index) => message(index * 10)).concat(message(150_000), message(1))
    const { sent, rpcs } = sendOf(messages)
    expect(sent).to.equal(true)
    expect(rpcs.flatMap((rpc) => rpc.messages)).to.deep.equal(messages)
    expect(rpcs.map(({ control }) => control?.graft.length ?? 0)).to.deep.equal([1, ...rpcs.slice(1).map(() => 0)])
    for (const rpc of rpcs) {
      const bytes = rpc.messages.reduce((sum, { data }) => sum + data!.length, 0)
      expect(rpc.messages.length === 1 || bytes <= 65_536, `${bytes} bytes`).to.equal(true)
    }
  })

  it('stay one when they are short, or hold one message', () => {
    expect(sendOf([message(100), message(200)]).rpcs).to.have.length(1)
    expect(sendOf([message(150_000)]).rpcs).to.have.length(1)
    expect(sendOf([]).rpcs).to.have.length(1)
  })
})
