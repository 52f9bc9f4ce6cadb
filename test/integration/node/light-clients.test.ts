import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { bytesToHex, silentLogger, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { decodeEnr, RequestClient, readWakuEnr } from '../../../src/network/index.ts'
import { createHost } from '../../../src/network/server.ts'
import type { ReceivedMessage, WakuNode } from '../../../src/node/index.ts'
import { createWakuNode } from '../../../src/node/server.ts'
import type { FilteredMessage } from '../../../src/services/filter/index.ts'
import { lightPushProtocol, lightPushV2Protocol } from '../../../src/services/lightpush/index.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const SHARD = '/waku/2/rs/16/0'
const TOPIC = '/light/1/chat/proto'
const WAIT_MS = 60_000

/** A relaying node with members on both sides of another that serves light clients. */
describe('light clients of real nodes', function () {
  this.timeout(240_000)
  let fixture: MembershipFixture
  let folder: string
  let keystores: string[]
  let relaying: WakuNode
  let service: WakuNode
  let light: WakuNode
  const metrics = new Map<WakuNode, RecordingMetrics>()
  const received: ReceivedMessage[] = []
  const filtered: FilteredMessage[] = []
  const stops: (() => Promise<void>)[] = []

  before(async () => {
    fixture = await startMembershipFixture({})
    stops.push(() => fixture.stop())
    folder = await mkdtemp(join(tmpdir(), 'light-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    keystores = []
    for (const name of ['relaying', 'light', 'helpful', 'alone', 'newcomer']) {
      const keystorePath = join(folder, `${name}.json`)
      await enrolTestMember(fixture, keystorePath)
      keystores.push(keystorePath)
    }
    service = await start({ filter: 'true', lightpush: 'true', store: 'true' })
    relaying = await start({ ...memberOf(0), staticnode: [addressOf(service)] })
    relaying.onMessage((message) => received.push(message))
    light = await start({
      ...memberOf(1),
      relay: 'false',
      filternode: [addressOf(service)],
      lightpushnode: [addressOf(service)],
    })
    light.filter.onMessage((message) => filtered.push(message))
    await until('service and relaying node are neighbours', () =>
      [service, relaying].every((node) => node.meshPeers(SHARD).length > 0),
    )
  })
  after(async () => {
    for (const stop of stops.reverse()) await stop()
  })

  const addressOf = (node: WakuNode): string => node.multiaddrs[0]!
  const memberOf = (index: number): Record<string, string> => {
    return { 'rln-relay-cred-path': keystores[index]!, 'rln-relay-cred-password': 'p' }
  }

  async function start(flags: Record<string, string | string[]>): Promise<WakuNode> {
    const given = {
      'cluster-id': '16',
      'rln-relay-eth-client-address': [fixture.chain.rpcUrl],
      'rln-relay-eth-contract-address': fixture.deployment.contract,
      'tcp-port': '0',
      'listen-address': '127.0.0.1',
      'rln-relay-prepared-proofs': '0',
      // The strangers below speak nothing but what they push.
      'metadata-required': 'false',
      rest: 'false',
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
    const own = new RecordingMetrics()
    const components = { clock: systemClock, random: systemRandom, logger: silentLogger, metrics: own }
    const node = createWakuNode(components, config)
    await node.start()
    metrics.set(node, own)
    stops.push(() => node.stop())
    return node
  }

  async function until(what: string, condition: () => boolean): Promise<void> {
    await waitUntil(systemClock, what, WAIT_MS, async () => condition())
  }

  const textOf = ({ message }: { readonly message: WakuMessage }): string => Buffer.from(message.payload).toString()
  const outgoing = (text: string, contentTopic = TOPIC) => ({ payload: Buffer.from(text), contentTopic })

  /** A client that is no node of ours: what it sends is what the test says. */
  async function stranger<Request, Response>(
    protocol: ConstructorParameters<typeof RequestClient<Request, Response>>[1],
  ): Promise<(to: WakuNode, request: Request) => Promise<Response>> {
    const host = await createHost({ logger: silentLogger }, { listenAddresses: [], agentVersion: 'test', services: {} })
    stops.push(async () => host.stop())
    await host.start()
    const client = new RequestClient({ host, clock: systemClock, metrics: new RecordingMetrics() }, protocol)
    return (to, request) => client.request(addressOf(to), request)
  }

  const unproven = (text: string, contentTopic = TOPIC): Uint8Array =>
    encodeWakuMessage({
      ...outgoing(text, contentTopic),
      version: 0,
      timestampNs: BigInt(Date.now()) * 1_000_000n,
      meta: new Uint8Array(),
      ephemeral: false,
    })

  it('get by filter what a member publishes on the relay, with its proof checked', async () => {
    expect(await light.filter.subscribe(undefined, [TOPIC])).to.deep.equal({ ok: true })
    await relaying.publish(outgoing('to the light'))
    await relaying.publish(outgoing('not asked for', '/light/1/other/proto'))
    await relaying.publish(outgoing('again to the light'))
    await until('both arrived', () => filtered.length === 2)
    expect(filtered.map(textOf)).to.deep.equal(['to the light', 'again to the light'])
    expect(filtered.map(({ proof }) => proof)).to.deep.equal(['valid', 'valid'])
    expect(filtered[0]!.peerId).to.equal(service.peerId)
    expect(await light.filter.ping()).to.deep.equal({ ok: true })
    const criteria = [{ pubsubTopic: SHARD, contentTopic: TOPIC }]
    expect(service.filterSubscribers()).to.deep.equal([{ peerId: light.peerId, criteria }])
    expect(light.filterSubscribers()).to.equal(undefined)
    const relayed = received.find((message) => textOf(message) === 'to the light')
    expect(bytesToHex(filtered[0]!.messageHash)).to.equal(bytesToHex(relayed!.messageHash))
  })

  it('publish by light push with a proof of their own', async () => {
    const outcome = await light.lightPush.push(outgoing('from the light'))
    expect(outcome).to.include({ ok: true, relayPeerCount: 1 })
    await until('it arrived', () => received.some((message) => textOf(message) === 'from the light'))
    await until('and came back by filter', () => filtered.some((message) => textOf(message) === 'from the light'))
  })

  it('are refused without a proof, by both versions, in the words that clients look for', async () => {
    const push = await stranger(lightPushProtocol)
    const answer = await push(service, { requestId: 'a', data: unproven('no proof'), pubsubTopic: SHARD })
    expect(answer).to.include({ requestId: 'a', statusCode: 420 })
    expect(answer.statusDesc).to.equal('RLN validation failed: proof_missing')
    const pushV2 = await stranger(lightPushV2Protocol)
    const answerV2 = await pushV2(service, { requestId: 'a', data: unproven('no proof'), pubsubTopic: SHARD })
    expect(answerV2).to.deep.equal({ requestId: 'a', isSuccess: false, info: answer.statusDesc })
    expect(received.some((message) => textOf(message) === 'no proof')).to.equal(false)
    expect(metrics.get(service)!.value('waku_lightpush_v3_errors', { type: '420' })).to.equal(1)
  })

  it('succeed with a message that is in the network already, whoever pushed it first', async () => {
    const { message } = filtered[0]!
    const push = await stranger(lightPushProtocol)
    const answer = await push(service, { requestId: 'a', data: encodeWakuMessage(message), pubsubTopic: SHARD })
    expect(answer).to.deep.equal({ requestId: 'a', statusCode: 200, relayPeerCount: 1 })
  })

  const statuses: readonly (readonly [what: string, status: number, data: () => Uint8Array, pubsubTopic?: string])[] = [
    ['is no message', 400, () => Uint8Array.of(8)],
    ['is larger than the network carries', 413, () => unproven('x'.repeat(153_700))],
    ['is for a shard of another cluster', 421, () => unproven('elsewhere'), '/waku/2/rs/1/0'],
    ['has a content topic without a shard', 420, () => unproven('nowhere', 'nowhere')],
  ]
  for (const [what, status, data, pubsubTopic] of statuses) {
    it(`are told ${status} when what they push ${what}`, async () => {
      const push = await stranger(lightPushProtocol)
      const request = { requestId: 'a', data: data(), ...(pubsubTopic !== undefined && { pubsubTopic }) }
      expect(await push(service, request)).to.include({ requestId: 'a', statusCode: status })
    })
  }

  it('get proofs from a node that offers them, as many as it can spare', async () => {
    const helpful = await start({
      ...memberOf(2),
      lightpush: 'true',
      'lightpush-attach-proof': 'true',
      'lightpush-attach-limit': '2',
      staticnode: [addressOf(service)],
    })
    await until('it has neighbours', () => helpful.meshPeers(SHARD).length > 0)
    const push = await stranger(lightPushProtocol)
    const ask = async (text: string) => push(helpful, { requestId: 'a', data: unproven(text), pubsubTopic: SHARD })
    expect(await ask('with a proof of another')).to.include({ statusCode: 200 })
    await until('it arrived', () => received.some((message) => textOf(message) === 'with a proof of another'))
    const second = await ask('one too many of this client')
    expect(second).to.include({ statusCode: 504 })
    expect(second.statusDesc).to.include('could not generate rln proof')
    const another = await stranger(lightPushProtocol)
    const asked = (text: string) => another(helpful, { requestId: 'a', data: unproven(text), pubsubTopic: SHARD })
    expect(await asked('the last')).to.include({ statusCode: 200 })
    const nobody = await stranger(lightPushProtocol)
    const spent = await nobody(helpful, { requestId: 'a', data: unproven('too late'), pubsubTopic: SHARD })
    expect(spent).to.include({ statusCode: 504 })
    expect(helpful.rlnStatus()!.membership!.messagesLeftInEpoch, 'the rest is its own').to.be.at.least(17)
  })

  it('are told when nobody is there to relay to', async () => {
    const alone = await start({ lightpush: 'true', ...memberOf(3) })
    const outcome = await alone.lightPush.push(outgoing('into the void'))
    expect(outcome).to.include({ ok: false, status: 505 })
  })

  it('find the services in records and in health', async () => {
    const capabilities = async (node: WakuNode) => readWakuEnr(decodeEnr((await node.enr())!)).capabilities
    expect(await capabilities(service)).to.deep.equal(['relay', 'store', 'filter', 'lightpush'])
    expect(await capabilities(light)).to.deep.equal([])
    const health = (node: WakuNode) =>
      Object.fromEntries(node.health().protocols.map(({ name, state }) => [name, state]))
    expect(health(service)).to.include({ Filter: 'READY', Lightpush: 'READY', 'Legacy Lightpush': 'READY' })
    expect(health(light)).to.include({ Relay: 'NOT_MOUNTED', 'Filter Client': 'READY', 'Lightpush Client': 'READY' })
    expect(light.health().node).to.equal('READY')
  })

  it('find nodes that serve them by peer exchange when none is named', async () => {
    const newcomer = await start({ ...memberOf(4), relay: 'false', 'peer-exchange-node': addressOf(relaying) })
    const got: string[] = []
    newcomer.filter.onMessage((message) => got.push(textOf(message)))
    const stateOf = (name: string) => newcomer.health().protocols.find((protocol) => protocol.name === name)!.state
    const clients = ['Lightpush Client', 'Legacy Lightpush Client', 'Store Client', 'Filter Client']
    await until('all services are found', () => clients.every((name) => stateOf(name) === 'READY'))
    expect((await newcomer.peers()).find(({ peerId }) => peerId === service.peerId)!.isStatic).to.equal(false)
    expect(await newcomer.filter.subscribe(undefined, [TOPIC])).to.deep.equal({ ok: true })
    expect(await newcomer.lightPush.push(outgoing('from the newcomer'))).to.include({ ok: true })
    await until('it came back by filter', () => got.includes('from the newcomer'))
    const page = await newcomer.queryStore({ pubsubTopic: SHARD, contentTopics: [TOPIC], forward: false, limit: 1 })
    expect(page.messages.map(textOf)).to.deep.equal(['from the newcomer'])
  })

  it('are told of nobody by a node that knows none', async () => {
    const alone = await start({ relay: 'false' })
    expect(await alone.filter.ping()).to.include({ ok: false, status: 503 })
    expect(await alone.lightPush.push(outgoing('to nobody'))).to.include({ ok: false, status: 503 })
    const { protocols } = alone.health()
    expect(protocols.find(({ name }) => name === 'Filter Client')).to.include({ state: 'NOT_READY' })
    expect(protocols.find(({ name }) => name === 'Store')).to.include({ state: 'NOT_MOUNTED' })
  })

  it('relay nothing themselves', async () => {
    expect(light.relayedTopics()).to.deep.equal([])
    expect(() => light.relay(SHARD))
      .to.throw()
      .with.property('code', 'topic_not_allowed')
    const failure = await light.publish(outgoing('x')).catch((error) => error)
    expect(failure.code).to.equal('not_subscribed')
    const peers = await service.peers()
    const { protocols } = peers.find(({ peerId }) => peerId === light.peerId)!
    expect(protocols).to.not.include('/vac/waku/relay/2.0.0')
  })

  it('may be the operator of the serving node itself', async () => {
    const got: string[] = []
    service.filter.onMessage((message) => got.push(textOf(message)))
    expect(await service.filter.ping()).to.include({ ok: false, status: 404 })
    expect(await service.filter.subscribe(SHARD, [TOPIC])).to.deep.equal({ ok: true })
    await relaying.publish(outgoing('for the operator'))
    await until('it arrived', () => got.includes('for the operator'))
    expect(await service.lightPush.push(outgoing('unproven'))).to.include({ ok: false, status: 420 })
    expect(await service.filter.unsubscribeAll()).to.deep.equal({ ok: true })
    expect(await service.filter.ping()).to.include({ ok: false, status: 404 })
  })
})
