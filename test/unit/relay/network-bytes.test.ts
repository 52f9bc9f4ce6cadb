import { expect } from 'chai'
import { AcceptedMessages } from '../../../src/relay/accepted-messages.ts'
import { meterTraffic } from '../../../src/relay/network-bytes.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const TOPIC = '/waku/2/rs/1/3'
const OTHER_TOPIC = '/waku/2/rs/1/4'

class StubRouter {
  readonly opts = { allowedTopics: new Set([TOPIC]) }
  readonly received: unknown[] = []
  hasStream = true

  async handleReceivedRpc(_from: unknown, rpc: unknown): Promise<void> {
    this.received.push(rpc)
  }

  sendRpc(_peerId: string, _rpc: unknown): boolean {
    return this.hasStream
  }
}

describe('meterTraffic', () => {
  it('counts what comes and what was sent, with its topic, and hands everything on', async () => {
    const metrics = new RecordingMetrics()
    const router = new StubRouter()
    meterTraffic(router as never, metrics)
    const rpc = {
      messages: [
        { topic: TOPIC, data: new Uint8Array(100) },
        { topic: OTHER_TOPIC, data: new Uint8Array(7) },
      ],
    }
    await router.handleReceivedRpc('peer', rpc)
    await router.handleReceivedRpc('other peer', rpc)
    expect(router.sendRpc('peer', { messages: rpc.messages.slice(0, 1) })).to.equal(true)
    router.hasStream = false
    expect(router.sendRpc('gone', rpc)).to.equal(false)
    expect(router.received).to.deep.equal([rpc, rpc])
    const bytes = (topic: string, type: string, direction: string) =>
      metrics.value('waku_relay_network_bytes', { topic, type, direction })
    expect(bytes(TOPIC, 'gross', 'in')).to.equal(2 * (100 + TOPIC.length))
    expect(bytes('other', 'gross', 'in')).to.equal(2 * (7 + OTHER_TOPIC.length))
    expect(bytes(TOPIC, 'net', 'out')).to.equal(100 + TOPIC.length)
    expect(bytes('other', 'net', 'out')).to.equal(0)
  })
})

describe('AcceptedMessages', () => {
  it('counts messages and their sizes by shard', () => {
    const metrics = new RecordingMetrics()
    const accepted = new AcceptedMessages(metrics)
    for (const length of [100, 300]) accepted.add(TOPIC, new Uint8Array(length))
    accepted.add('/waku/2/named/proto', new Uint8Array(5))
    const around = TOPIC.length
    const sizes = (figure: string, shard: string) =>
      metrics.value(`waku_relay_${figure}_msg_bytes_per_shard`, { shard })
    expect(metrics.value('waku_node_messages', { type: 'relay' })).to.equal(3)
    expect(sizes('total', '3')).to.equal(400 + 2 * around)
    expect(sizes('max', '3')).to.equal(300 + around)
    expect(sizes('avg', '3')).to.equal(200 + around)
    expect(sizes('max', 'named')).to.equal(5 + '/waku/2/named/proto'.length)
    expect(metrics.observations('waku_histogram_message_size')).to.deep.equal([0.1, 0.3, 0.005])
    const net = { topic: TOPIC, type: 'net', direction: 'in' }
    expect(metrics.value('waku_relay_network_bytes', net)).to.equal(400 + 2 * around)
  })
})
