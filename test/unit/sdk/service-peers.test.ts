import { expect } from 'chai'
import { ServicePeers } from '../../../src/sdk/service-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'

function createRig(speakers: Record<string, string[]>) {
  const clock = new FakeClock()
  const listeners = new Set<() => void>()
  const peers = new ServicePeers({
    clock,
    peers: {
      speakersOf: (protocol) => speakers[protocol] ?? [],
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
  const come = (protocol: string, peer: string): void => {
    speakers[protocol] = [...(speakers[protocol] ?? []), peer]
    for (const listener of listeners) listener()
  }
  return { clock, peers, come, listeners }
}

describe('ServicePeers', () => {
  it('offers each peer once, those of the preferred protocol in front, those that failed last at the end', () => {
    const { peers } = createRig({ v3: ['a', 'b'], v2: ['b', 'c'] })
    expect(peers.offering(['v3', 'v2'])).to.deep.equal(['a', 'b', 'c'])
    peers.failed('a')
    peers.failed('b')
    expect(peers.offering(['v3', 'v2'])).to.deep.equal(['c', 'a', 'b'])
    peers.succeeded('b')
    expect(peers.offering(['v3', 'v2'])).to.deep.equal(['b', 'c', 'a'])
  })

  it('waits until every service is offered', async () => {
    const { peers, come, listeners, clock } = createRig({ store: ['a'] })
    await peers.waitFor([['store']], 100)
    const both = peers.waitFor([['store'], ['v3', 'v2']], 100)
    come('v2', 'b')
    await both
    expect([listeners.size, clock.pendingTimers]).to.deep.equal([0, 0])
  })

  it('lets nobody wait when the node is stopped', async () => {
    const { peers, listeners } = createRig({})
    const waiting = peers.waitFor([['store']], undefined).catch((error) => error)
    peers.stop()
    expect((await waiting).code).to.equal('not_started')
    expect(listeners.size).to.equal(0)
  })

  it('gives up in time, and says what is missing', async () => {
    const { peers, clock, listeners } = createRig({ store: ['a'] })
    const waiting = peers.waitFor([['store'], ['filter']], 100).catch((error) => error)
    clock.advance(100)
    const error = await waiting
    expect([error.code, error.message]).to.deep.equal([
      'no_peers_in_time',
      'no connected peer offers filter after 100 ms',
    ])
    expect(listeners.size).to.equal(0)
  })
})
