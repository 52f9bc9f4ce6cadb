import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { bytesToHex, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { signMessage } from '../../../src/message/index.ts'
import { NodeError, type ReceivedMessage, type WakuNode } from '../../../src/node/index.ts'
import { createWakuNode } from '../../../src/node/server.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

/** Shards of 51/WAKU2-RELAY-SHARDING's vectors, of 8. */
const ON_SHARD_3 = '/toychat/2/huilong/proto'
const ON_SHARD_5 = '/app/27/sometopic/someencoding'
const ON_SHARD_7 = '/toychat/4/huilong/proto2'
const topicOf = (shard: number): string => `/waku/2/rs/16/${shard}`

const SHARD_KEY = new Uint8Array(32).fill(3)
const WAIT_MS = 60_000

interface StartedNode {
  readonly node: WakuNode
  readonly metrics: RecordingMetrics
  readonly received: ReceivedMessage[]
}

describe('nodes on shards', function () {
  this.timeout(180_000)
  let fixture: MembershipFixture
  let folder: string
  let publisher: StartedNode
  const started: WakuNode[] = []

  before(async () => {
    fixture = await startMembershipFixture({})
    folder = await mkdtemp(join(tmpdir(), 'sharding-'))
    const keystorePath = join(folder, 'member.json')
    await enrolTestMember(fixture, keystorePath)
    publisher = await start({ 'rln-relay-cred-path': keystorePath, 'rln-relay-cred-password': 'p' })
  })
  after(async () => {
    for (const node of started.reverse()) await node.stop()
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function start(flags: Record<string, string | string[]>): Promise<StartedNode> {
    const given = {
      'cluster-id': '16',
      'num-shards-in-network': '8',
      'rln-relay-eth-client-address': [fixture.chain.rpcUrl],
      'rln-relay-eth-contract-address': fixture.deployment.contract,
      'tcp-port': '0',
      'listen-address': '127.0.0.1',
      rest: 'false',
      ...(publisher !== undefined && { staticnode: [publisher.node.multiaddrs[0]!] }),
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
    const metrics = new RecordingMetrics()
    const node = createWakuNode(
      { clock: systemClock, random: systemRandom, logger: new RecordingLogger(), metrics },
      config,
    )
    await node.start()
    started.push(node)
    const received: ReceivedMessage[] = []
    node.onMessage((message) => received.push(message))
    return { node, metrics, received }
  }

  async function until(what: string, condition: () => boolean): Promise<void> {
    await waitUntil(systemClock, what, WAIT_MS, async () => condition())
  }

  const inMesh = ({ node }: StartedNode, shard: number): Promise<void> =>
    until(`a neighbour on shard ${shard}`, () => {
      return [node, publisher.node].every((each) => each.meshPeers(topicOf(shard)).length > 0)
    })

  const verdicts = ({ metrics }: StartedNode, verdict: string): number =>
    metrics.value('waku_metadata_peers_total', { verdict }) ?? 0

  async function publish(contentTopic: string, text: string): Promise<void> {
    const { recipients } = await publisher.node.publish({ payload: Buffer.from(text), contentTopic })
    expect(recipients, text).to.be.greaterThan(0)
  }

  const texts = ({ received }: StartedNode): string[] =>
    received.map(({ message }) => Buffer.from(message.payload).toString())

  it('do not stay connected to a node of another cluster', async () => {
    const stranger = await start({ 'cluster-id': '17' })
    // Whoever asks first hangs up, and the other may be left without an answer.
    await until('one of them judged', () => [stranger, publisher].some((node) => verdicts(node, 'other_cluster') > 0))
    await until('nobody is connected', () => {
      const labels = { direction: 'Out', protocol: '/vac/waku/relay/2.0.0' }
      return stranger.metrics.value('waku_connected_peers', labels) === 0
    })
    await stranger.node.stop()
  })

  it('that follow a content topic get its shard only, and others from when they follow them', async () => {
    const listener = await start({ 'content-topic': [ON_SHARD_3] })
    expect(listener.node.relayedTopics()).to.deep.equal([topicOf(3)])
    await inMesh(listener, 3)
    expect(verdicts(listener, 'same_cluster')).to.equal(1)
    await publisher.node.publish({ payload: Buffer.from('unheard'), contentTopic: ON_SHARD_7 })
    await publish(ON_SHARD_3, 'first')
    await until('the first message', () => listener.received.length > 0)
    listener.node.relayFor(ON_SHARD_7)
    await inMesh(listener, 7)
    await publish(ON_SHARD_7, 'second')
    await until('the second message', () => listener.received.length > 1)
    expect(texts(listener)).to.deep.equal(['first', 'second'])
    listener.node.stopRelayingFor(ON_SHARD_7)
    expect(listener.node.relayedTopics()).to.deep.equal([topicOf(3)])
    await listener.node.stop()
  })

  it('take on a protected shard only what is signed, and send nothing else there', async () => {
    const key = bytesToHex(secp256k1.getPublicKey(SHARD_KEY))
    const guarded = await start({ shard: ['5'], 'protected-shard': [`5:${key}`] })
    await inMesh(guarded, 5)
    await publish(ON_SHARD_5, 'unsigned')
    await until('the unsigned message was judged', () => guarded.node.verdicts().signature_missing === 1)
    const fields = {
      payload: Buffer.from('signed'),
      contentTopic: ON_SHARD_5,
      timestampNs: BigInt(systemClock.nowMs()) * 1_000_000n,
      ephemeral: false,
    }
    const meta = signMessage(topicOf(5), fields, SHARD_KEY)
    await publisher.node.publish({ ...fields, meta, pubsubTopic: topicOf(5) })
    await until('the signed message', () => guarded.received.length > 0)
    expect(texts(guarded)).to.deep.equal(['signed'])
    expect(guarded.metrics.value('waku_msg_validator_signed_outcome', { result: 'Accept' })).to.equal(1)
    expect(guarded.metrics.value('waku_msg_validator_signed_outcome', { result: 'Reject' })).to.equal(1)
  })

  it('refuse to publish where a message does not belong', async () => {
    const message = { payload: new Uint8Array(), contentTopic: ON_SHARD_3, pubsubTopic: topicOf(4) }
    const refusal = await publisher.node.publish(message).catch((error: unknown) => error)
    expect(refusal).to.be.instanceOf(NodeError).with.property('code', 'wrong_shard')
  })
})
