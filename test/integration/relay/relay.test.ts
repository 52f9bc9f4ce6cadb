import { expect } from 'chai'
import { createNodeKey } from '../../../src/network/index.ts'
import { RELAY_PROTOCOL, type RelayError } from '../../../src/relay/index.ts'
import {
  ACCEPTED,
  connect,
  heartbeats,
  IGNORED,
  meshed,
  OTHER_TOPIC,
  REJECTED,
  RelayNodes,
  received,
  scoreOf,
  TOPIC,
  testMessage,
  until,
} from './relay-nodes.ts'

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: RelayError) => error.code,
  )

describe('relay between nodes', function () {
  this.timeout(30_000)
  const nodes = new RelayNodes()

  afterEach(() => nodes.stop())

  it('delivers a message byte for byte, to the other node and once to its own listeners', async () => {
    const [a, b] = await nodes.startLine(2)
    const data = testMessage(ACCEPTED, 153_600)
    expect(await a!.relay.publish(TOPIC, data, { action: 'accept', reason: 'own' })).to.deep.equal({ recipients: 1 })
    await received(b!, 1)
    const [message] = b!.received
    expect(message).to.deep.include({
      pubsubTopic: TOPIC,
      fromSelf: false,
      verdict: { action: 'accept', reason: 'valid' },
    })
    expect(Buffer.from(message!.data).equals(data)).to.equal(true)
    expect(a!.received).to.have.length(1)
    expect(a!.received[0]).to.deep.include({ fromSelf: true, verdict: { action: 'accept', reason: 'own' } })
  })

  it('forwards through a line of four nodes, each message once to each node', async () => {
    const line = await nodes.startLine(4)
    const sent: string[] = []
    for (const node of line) {
      for (let count = 0; count < 5; count++) {
        const data = testMessage(ACCEPTED)
        sent.push(Buffer.from(data).toString('hex'))
        await node.relay.publish(TOPIC, data)
      }
    }
    await Promise.all(line.map((node) => received(node, sent.length)))
    for (const node of line) {
      expect(node.received.map(({ data }) => Buffer.from(data).toString('hex'))).to.have.members(sent)
      expect(node.received.filter(({ fromSelf }) => fromSelf)).to.have.length(5)
    }
  })

  it('does not forward a rejected message, and lowers the score of its sender', async () => {
    const [a, b, c] = await nodes.startLine(3)
    await a!.relay.publish(TOPIC, testMessage(REJECTED))
    await a!.relay.publish(TOPIC, testMessage(ACCEPTED))
    await received(c!, 1)
    await heartbeats(b!, 2)
    expect(c!.received).to.have.length(1)
    expect(b!.received).to.have.length(1)
    expect(scoreOf(b!, a!.peerId)).to.be.within(-101, -90)
    expect(scoreOf(c!, b!.peerId)).to.be.at.least(0)
    expect(b!.metrics.value('waku_relay_verdicts_total', { action: 'reject', reason: 'proof_invalid' })).to.equal(1)
  })

  it('does not forward an ignored message, and leaves the score of its sender alone', async () => {
    const [a, b, c] = await nodes.startLine(3)
    for (let count = 0; count < 12; count++) await a!.relay.publish(TOPIC, testMessage(IGNORED))
    await a!.relay.publish(TOPIC, testMessage(ACCEPTED))
    await received(c!, 1)
    await heartbeats(b!, 2)
    expect(c!.received).to.have.length(1)
    expect(scoreOf(b!, a!.peerId)).to.be.at.least(0)
  })

  it('disconnects a peer that floods rejected messages, and remembers it when it comes back', async () => {
    const key = await createNodeKey()
    const bad = await nodes.start({ privateKey: key })
    const good = await nodes.start()
    await connect(bad, good)
    for (let count = 0; count < 12; count++) await bad.relay.publish(TOPIC, testMessage(REJECTED))
    await until(good.router, 'disconnected', () => good.host.getConnections(bad.host.peerId).length === 0)
    await bad.host.dial(good.host.getMultiaddrs())
    await until(good.router, 'disconnected again', () => {
      return good.metrics.value('waku_relay_disconnects_total', { reason: 'graylisted' }) === 2
    })
    await bad.relay.publish(TOPIC, testMessage(ACCEPTED))
    expect(good.received).to.deep.equal([])
  })

  it('refuses a signed message and punishes its sender', async () => {
    const [a, b] = await nodes.startLine(2)
    // Only the policy of what it writes is changed: its stream and its protocol stay those of relay.
    Object.assign(a!.router, { globalSignaturePolicy: 'StrictSign' })
    await a!.relay.stop()
    await a!.host.stop()
    await a!.host.start()
    await a!.relay.start()
    await connect(a!, b!)
    expect(await a!.relay.publish(TOPIC, testMessage(ACCEPTED))).to.deep.equal({ recipients: 1 })
    await until(b!.router, 'a lower score', () => (scoreOf(b!, a!.peerId) ?? 0) < -90)
    expect(b!.received).to.deep.equal([])
    expect(b!.logger.lines.filter(({ message }) => message === 'message judged')).to.deep.equal([])
  })

  it('neither publishes nor accepts a message over 150 KiB', async () => {
    const [a, b] = await nodes.startLine(2)
    const oversize = testMessage(ACCEPTED, 153_601)
    expect(await codeOf(a!.relay.publish(TOPIC, oversize))).to.equal('message_too_large')
    await a!.router.publish(TOPIC, oversize)
    await until(b!.router, 'a lower score', () => (scoreOf(b!, a!.peerId) ?? 0) < -90)
    expect(b!.received).to.deep.equal([])
    expect(b!.metrics.value('waku_relay_verdicts_total', { action: 'reject', reason: 'message_too_large' })).to.equal(1)
  })

  it('keeps topics apart', async () => {
    const a = await nodes.start({ topics: [TOPIC, OTHER_TOPIC] })
    const b = await nodes.start({ topics: [TOPIC] })
    await connect(a, b)
    expect(await a.relay.publish(OTHER_TOPIC, testMessage(ACCEPTED))).to.deep.equal({ recipients: 0 })
    expect(await codeOf(b.relay.publish(OTHER_TOPIC, testMessage(ACCEPTED)))).to.equal('not_subscribed')
    await a.relay.publish(TOPIC, testMessage(ACCEPTED))
    await received(b, 1)
    expect(b.received.map(({ pubsubTopic }) => pubsubTopic)).to.deep.equal([TOPIC])
    expect(() => b.relay.subscribe('/waku/2/rs/99/0')).to.throw('/waku/2/rs/99/0')
  })

  it('receives a topic from when it is subscribed until it is unsubscribed', async () => {
    const a = await nodes.start({ topics: [TOPIC, OTHER_TOPIC] })
    const b = await nodes.start({ topics: [TOPIC] })
    await connect(a, b)
    b.relay.subscribe(OTHER_TOPIC)
    await meshed(a, b.peerId, OTHER_TOPIC)
    await a.relay.publish(OTHER_TOPIC, testMessage(ACCEPTED))
    await received(b, 1)
    b.relay.unsubscribe(OTHER_TOPIC)
    expect(b.relay.topics).to.deep.equal([TOPIC])
    await until(a.router, 'unsubscribed', () => !a.relay.subscribers(OTHER_TOPIC).includes(b.peerId))
    expect(await a.relay.publish(OTHER_TOPIC, testMessage(ACCEPTED))).to.deep.equal({ recipients: 0 })
    b.relay.subscribe(OTHER_TOPIC)
    await until(a.router, 'subscribed again', () => a.relay.subscribers(OTHER_TOPIC).includes(b.peerId))
    await heartbeats(a, 2)
    expect(scoreOf(a, b.peerId), 'it did not graft too early').to.be.at.least(0)
    expect(await a.relay.publish(OTHER_TOPIC, testMessage(ACCEPTED))).to.deep.equal({ recipients: 1 })
  })

  it('sends to nobody when there is nobody, and sends the same message once there is', async () => {
    const a = await nodes.start()
    const data = testMessage(ACCEPTED)
    expect(await a.relay.publish(TOPIC, data)).to.deep.equal({ recipients: 0 })
    const b = await nodes.start()
    await connect(a, b)
    expect(await a.relay.publish(TOPIC, data)).to.deep.equal({ recipients: 1 })
    await received(b, 1)
    expect(a.received, 'its own listeners hear it once').to.have.length(1)
    expect(await codeOf(a.relay.publish(TOPIC, data))).to.equal('duplicate_message')
    expect(await codeOf(b.relay.publish(TOPIC, data))).to.equal('duplicate_message')
  })

  it('does not pile up what a peer does not read', async () => {
    const [a, b] = await nodes.startLine(2)
    const streams = a!.host.getConnections(b!.host.peerId)[0]!.streams
    const outbound = streams.find((stream) => stream.direction === 'outbound' && stream.protocol === RELAY_PROTOCOL)!
    // A peer that keeps its stream open and reads nothing: what is written to it never leaves the buffer.
    Object.assign(outbound, { sendData: () => ({ sentBytes: 0, canSendMore: false }) })
    for (let bytes = 0; bytes < 6 * 1024 * 1024; bytes += 150_000) {
      await a!.relay.publish(TOPIC, testMessage(ACCEPTED, 150_000))
      expect(outbound.writeBufferLength).to.be.at.most(4 * 1024 * 1024 + 153_600)
    }
    expect(outbound.status).to.equal('aborted')
    expect(a!.router.streamsOutbound.has(b!.peerId)).to.equal(false)
  })

  it('tells its mesh, subscribers, scores and health', async () => {
    const [a, b] = await nodes.startLine(2)
    expect(a!.relay.meshPeers(TOPIC)).to.deep.equal([b!.peerId])
    expect(a!.relay.subscribers(TOPIC)).to.deep.equal([b!.peerId])
    expect(a!.relay.peers().map(({ peerId }) => peerId)).to.deep.equal([b!.peerId])
    expect([a!.relay.health(TOPIC), a!.relay.health(OTHER_TOPIC)]).to.deep.equal(['minimal', 'unhealthy'])
    await heartbeats(a!, 1)
    expect(a!.metrics.value('libp2p_gossipsub_peers_per_topic_mesh', { topic: TOPIC })).to.equal(1)
  })

  it('relays again after a restart, on the topics it had', async () => {
    const [a, b] = await nodes.startLine(2)
    await b!.relay.stop()
    expect(await codeOf(b!.relay.publish(TOPIC, testMessage(ACCEPTED)))).to.equal('not_started')
    await b!.host.stop()
    await b!.host.start()
    await b!.relay.start()
    await connect(b!, a!)
    await a!.relay.publish(TOPIC, testMessage(ACCEPTED))
    await b!.relay.publish(TOPIC, testMessage(ACCEPTED))
    await Promise.all([received(a!, 2), received(b!, 2)])
  })
})
