import { expect } from 'chai'
import fc from 'fast-check'
import { type KnownPeer, KnownPeers } from '../../../src/network/known-peers.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { newPeerId } from '../../support/stub-host.ts'

const logger = new RecordingLogger()

function peer(peerId: string, values: Partial<KnownPeer> = {}): KnownPeer {
  const addresses = [`/ip4/127.0.0.1/tcp/1/p2p/${peerId}`]
  return { peerId, addresses, lastSeenAtMs: 1, failures: 0, notBeforeMs: 0, wasReached: false, ...values }
}

describe('known peers', () => {
  it('are the same after they were written and read', async () => {
    const store = createMemoryStateStore()
    const ids = await Promise.all(Array.from({ length: 3 }, async () => (await newPeerId()).toString()))
    const first = new KnownPeers({ store, logger }, { capacity: 10 })
    for (const [index, id] of ids.entries()) {
      first.put(peer(id, { lastSeenAtMs: index, failures: index, wasReached: index === 1, notBeforeMs: 7 }))
    }
    first.delete(ids[0]!)
    await first.flush()
    const second = new KnownPeers({ store, logger }, { capacity: 10 })
    await second.load()
    const byId = (peers: Iterable<KnownPeer>) => [...peers].sort((a, b) => (a.peerId < b.peerId ? -1 : 1))
    expect(byId(second.values())).to.deep.equal(byId(first.values()))
    expect(second.size).to.equal(2)
  })

  it('never exceed their capacity, in memory or on disk, and those that were reached stay', () => {
    const id = fc.nat(50).map(String)
    const command = fc.tuple(id, fc.nat(5), fc.nat(100), fc.boolean())
    return fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 100 }), async (commands) => {
        const store = createMemoryStateStore()
        const peers = new KnownPeers({ store, logger }, { capacity: 8 })
        peers.put(peer('friend', { wasReached: true, lastSeenAtMs: 1_000 }))
        for (const [peerId, failures, lastSeenAtMs, isWritten] of commands) {
          peers.put(peer(peerId, { failures, lastSeenAtMs }))
          expect(peers.size).to.be.at.most(8)
          if (isWritten) await peers.flush()
        }
        await peers.flush()
        expect(peers.get('friend')).to.not.equal(undefined)
        const rows = await store.list('network/known-peers', { limit: 100 })
        expect(rows.map(({ key }) => new TextDecoder().decode(key))).to.have.members(
          [...peers.values()].map(({ peerId }) => peerId),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('lose rows that cannot be read, and those only', async () => {
    const store = createMemoryStateStore()
    const [good, other] = [(await newPeerId()).toString(), (await newPeerId()).toString()]
    const bad = [
      'nonsense',
      'null',
      '{}',
      '[]',
      JSON.stringify({ ...peer(good), addresses: [] }),
      JSON.stringify({ ...peer(good), failures: '1' }),
      JSON.stringify({ ...peer(other) }),
      JSON.stringify({ ...peer(good), addresses: ['localhost'] }),
      JSON.stringify({ ...peer(good), addresses: 'abc' }),
    ]
    const space = 'network/known-peers'
    const bytes = (text: string) => new TextEncoder().encode(text)
    for (const row of bad) {
      await store.write([{ space, key: bytes(good), value: bytes(row) }])
      const peers = new KnownPeers({ store, logger }, { capacity: 10 })
      await peers.load()
      expect(peers.size, row).to.equal(0)
      await peers.flush()
      expect(await store.list(space, { limit: 10 })).to.deep.equal([])
    }
  })
})
