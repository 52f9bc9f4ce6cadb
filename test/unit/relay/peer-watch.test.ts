import { expect } from 'chai'
import { PeerWatch } from '../../../src/relay/peer-watch.ts'
import { createRelayMetrics } from '../../../src/relay/relay-metrics.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

function setUp(peers: { id: string; score?: number; stream?: boolean }[]) {
  const disconnected: string[] = []
  const logger = new RecordingLogger()
  const streamsOutbound = new Map(peers.filter(({ stream }) => stream !== false).map(({ id }) => [id, {}]))
  const watch = new PeerWatch({
    router: {
      getPeers: () => peers.map(({ id }) => ({ toString: () => id }) as never),
      getScore: (id) => peers.find((peer) => peer.id === id)?.score ?? 0,
      streamsOutbound,
    },
    disconnect: async (peer) => {
      disconnected.push(peer.toString())
      if (peer.toString() === 'stubborn') throw new Error('still here')
    },
    logger,
    metrics: createRelayMetrics(new RecordingMetrics()),
  })
  return { watch, disconnected, streamsOutbound, logger }
}

describe('peer watch', () => {
  it('disconnects graylisted peers, and those only', () => {
    const { watch, disconnected } = setUp([
      { id: 'good', score: 1 },
      { id: 'poor', score: -10_000 },
      { id: 'bad', score: -10_001 },
    ])
    watch.onHeartbeat()
    expect(disconnected).to.deep.equal(['bad'])
  })

  it('disconnects a peer that cannot be sent anything, after time enough to open a stream', () => {
    const { watch, disconnected } = setUp([{ id: 'mute', stream: false }, { id: 'good' }])
    for (let heartbeat = 0; heartbeat < 12; heartbeat++) watch.onHeartbeat()
    expect(disconnected).to.deep.equal([])
    watch.onHeartbeat()
    expect(disconnected).to.deep.equal(['mute'])
  })

  it('counts heartbeats without a stream in a row only', () => {
    const { watch, disconnected, streamsOutbound } = setUp([{ id: 'slow', stream: false }])
    for (let heartbeat = 0; heartbeat < 10; heartbeat++) watch.onHeartbeat()
    streamsOutbound.set('slow', {})
    watch.onHeartbeat()
    streamsOutbound.delete('slow')
    for (let heartbeat = 0; heartbeat < 10; heartbeat++) watch.onHeartbeat()
    expect(disconnected).to.deep.equal([])
  })

  it('logs a peer that cannot be disconnected', async () => {
    const { watch, logger } = setUp([{ id: 'stubborn', score: -20_000 }])
    watch.onHeartbeat()
    await new Promise((resolve) => setImmediate(resolve))
    expect(logger.at('warn')).to.have.length(1)
  })
})
