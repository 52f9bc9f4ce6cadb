import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { decodeEnr, readWakuEnr } from '../../../src/network/index.ts'
import type { WakuNode } from '../../../src/node/index.ts'
import { createWakuNode } from '../../../src/node/server.ts'
import type { StoreError, StorePage } from '../../../src/services/store/index.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const TOPIC = '/waku/2/rs/16/0'
const CONTENT = '/history/1/test/proto'
const WAIT_MS = 60_000
const query = { pubsubTopic: TOPIC, contentTopics: [CONTENT] }

describe('nodes with history', function () {
  this.timeout(180_000)
  let fixture: MembershipFixture
  let folder: string
  let publisher: WakuNode
  let store: WakuNode
  const started: WakuNode[] = []

  before(async () => {
    fixture = await startMembershipFixture({})
    folder = await mkdtemp(join(tmpdir(), 'history-'))
    const keystorePath = join(folder, 'member.json')
    await enrolTestMember(fixture, keystorePath)
    publisher = await start({ 'rln-relay-cred-path': keystorePath, 'rln-relay-cred-password': 'p' })
    store = await start({
      store: 'true',
      'local-storage-path': join(folder, 'store'),
      staticnode: [addressOf(publisher)],
    })
    await until('a mesh', () => [publisher, store].every((node) => node.meshPeers(TOPIC).length > 0))
  })
  after(async () => {
    for (const node of started.reverse()) await node.stop()
    await fixture?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const addressOf = (node: WakuNode): string => node.multiaddrs[0]!

  async function start(flags: Record<string, string | string[]>): Promise<WakuNode> {
    const given = {
      'cluster-id': '16',
      'rln-relay-eth-client-address': [fixture.chain.rpcUrl],
      'rln-relay-eth-contract-address': fixture.deployment.contract,
      'tcp-port': '0',
      'listen-address': '127.0.0.1',
      rest: 'false',
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
    const surroundings = { logger: new RecordingLogger(), metrics: new RecordingMetrics() }
    const node = createWakuNode({ clock: systemClock, random: systemRandom, ...surroundings }, config)
    await node.start()
    started.push(node)
    return node
  }

  async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    await waitUntil(systemClock, what, WAIT_MS, async () => isSo())
  }

  const texts = ({ messages }: StorePage): string[] =>
    messages.map(({ message }) => Buffer.from(message.payload).toString())

  async function publish(text: string, ephemeral = false): Promise<void> {
    await publisher.publish({ payload: Buffer.from(text), contentTopic: CONTENT, ephemeral })
  }

  it('keep what they relay, but for what is ephemeral, and give it to whoever asks, with its proof', async () => {
    await publish('one')
    await publish('fleeting', true)
    await publish('two')
    await until('both messages archived', async () => (await store.queryStore(query)).messages.length === 2)
    const page = await publisher.queryStore({ ...query, limit: 1 }, { peer: addressOf(store) })
    expect(texts(page)).to.deep.equal(['one'])
    expect(page.messages[0]!.proof).to.equal('valid')
    expect(page.messages[0]!.message.rateLimitProof).to.not.equal(undefined)
    const next = await publisher.queryStore({ ...query, limit: 1, cursor: page.cursor! }, { peer: addressOf(store) })
    expect(texts(next)).to.deep.equal(['two'])
    const newest = await publisher.queryStore({ ...query, limit: 1, forward: false })
    expect(texts(newest), 'of a connected store, without naming it').to.deep.equal(['two'])
  })

  it('say so in their records', async () => {
    const capabilities = async (node: WakuNode) => readWakuEnr(decodeEnr((await node.enr())!)).capabilities
    expect(await capabilities(store)).to.deep.equal(['relay', 'store'])
    expect(await capabilities(publisher)).to.deep.equal(['relay'])
  })

  it('fetch what they missed, from one that did not', async () => {
    const late = await start({
      store: 'true',
      'store-resume': 'true',
      storenode: addressOf(store),
      staticnode: [addressOf(publisher)],
    })
    await until('two messages of before', async () => texts(await late.queryStore(query)).length === 2)
    expect(texts(await late.queryStore(query))).to.deep.equal(['one', 'two'])
  })

  it('tell a node that asks for peers of each other', async () => {
    const newcomer = await start({ 'peer-exchange-node': addressOf(store) })
    await until('the publisher, whom nobody named', async () => {
      const known = await newcomer.peers()
      return known.some(({ peerId, connectedness }) => peerId === publisher.peerId && connectedness === 'Connected')
    })
  })

  it('refuse cursors they do not know and addresses that are none, and say when there is nobody to ask', async () => {
    const code = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error: StoreError) => error.code,
      )
    expect(await code(store.queryStore({ cursor: new Uint8Array(32) }))).to.equal('bad_request')
    expect(await code(publisher.queryStore({}, { peer: 'nonsense' }))).to.equal('invalid_peer_address')
    expect(await code(publisher.queryStore({}, { peer: '/ip4/127.0.0.1/tcp/1' }))).to.equal('peer_id_missing')
    const alone = await start({})
    expect(await code(alone.queryStore({}))).to.equal('no_store_node')
  })
})
