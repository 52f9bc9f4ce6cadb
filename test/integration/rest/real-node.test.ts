import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { noMetrics, silentLogger, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import type { WakuNode } from '../../../src/node/index.ts'
import { createWakuNode, EvidenceFiles } from '../../../src/node/server.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { openApiDocument } from '../../../src/rest/openapi/document.ts'
import { createIdentity, type Identity } from '../../../src/rln/index.ts'
import { doubleSignalOf } from '../../support/double-signals.ts'
import { enrolTestMember } from '../../support/enrol-test-member.ts'
import { type MembershipFixture, startMembershipFixture } from '../../support/membership-fixture.ts'
import { OpenApiJudge, operationsOf } from '../../support/open-api.ts'

const OPTIONS = { version: '1.2.3', servesAdmin: true }
const RATE_LIMIT = 20
const WAIT_MS = 60_000
const OTHER_PEER_ID = '16Uiu2HAmKuPdAgdgTrrWgZFH64akvMhi3CDDVuGUNEJZnGZAaXY1'

interface Spam {
  readonly idCommitment: string
  readonly fate: string
}

describe('the REST API of real nodes', function () {
  this.timeout(180_000)
  let fixture: MembershipFixture
  let folder: string
  let spammer: Identity
  let neighbour: WakuNode
  let server: RestServer
  const stops: (() => Promise<void>)[] = []

  before(async () => {
    fixture = await startMembershipFixture({})
    stops.push(() => fixture.stop())
    folder = await mkdtemp(join(tmpdir(), 'rest-node-'))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const keystorePath = join(folder, 'member.json')
    await enrolTestMember(fixture, keystorePath, { rateLimit: RATE_LIMIT })
    spammer = createIdentity(systemRandom)
    await fixture.register(spammer)
    await new EvidenceFiles(join(folder, 'node', 'evidence')).save(doubleSignalOf(spammer))
    neighbour = await start({})
    const node = await start({
      'local-storage-path': join(folder, 'node'),
      store: 'true',
      'rln-relay-cred-path': keystorePath,
      'rln-relay-cred-password': 'p',
    })
    const options = { ...OPTIONS, address: '127.0.0.1', port: 0, cacheCapacity: 10, allowedOrigins: [] }
    server = new RestServer({ node, clock: systemClock, logger: silentLogger }, options)
    await server.start()
    stops.push(() => server.stop())
  })
  after(async () => {
    for (const stop of stops.reverse()) await stop()
  })

  async function start(flags: Record<string, string>): Promise<WakuNode> {
    const given = {
      'cluster-id': '16',
      'rln-relay-eth-client-address': [fixture.chain.rpcUrl],
      'rln-relay-eth-contract-address': fixture.deployment.contract,
      'tcp-port': '0',
      'listen-address': '127.0.0.1',
      ...flags,
    }
    const config = nodeConfigFrom(readOptions({ flags: given, environment: {}, readText: () => '' }), () => '')
    const components = { clock: systemClock, random: systemRandom, logger: silentLogger, metrics: noMetrics }
    const node = createWakuNode(components, config)
    await node.start()
    stops.push(() => node.stop())
    return node
  }

  async function get<Answer>(path: string): Promise<Answer> {
    return (await (await fetch(server.url + path)).json()) as Answer
  }

  const post = (path: string, body: unknown): Promise<Response> => {
    const headers = { 'content-type': 'application/json' }
    return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  it('dials a peer, and tells who it is by what it said and by what the relay makes of it', async () => {
    expect((await post('/admin/v1/peers', [neighbour.multiaddrs[0]])).status).to.equal(200)
    const isInMesh = async (): Promise<boolean> => {
      const { peers } = await get<{ peers: { shards: number[] }[] }>('/admin/v1/peers/mesh/on/0')
      return peers.length === 1 && peers[0]!.shards.length > 0
    }
    await waitUntil(systemClock, 'the neighbour in the mesh', WAIT_MS, isInMesh)
    const [shard] = await get<{ peers: Record<string, unknown>[] }[]>('/admin/v1/peers/relay')
    expect(shard!.peers).to.have.length(1)
    const { protocols, score, ...peer } = shard!.peers[0]!
    expect(peer).to.deep.equal({
      multiaddr: neighbour.multiaddrs[0],
      shards: [0, 1, 2, 3, 4, 5, 6, 7].slice(0, neighbour.relayedTopics().length),
      connected: 'Connected',
      agent: peer.agent,
      origin: 'UnknownOrigin',
    })
    expect(peer.agent).to.match(/^waku-rln-relay/)
    expect(protocols).to.include('/vac/waku/relay/2.0.0')
    expect(score).to.be.a('number')
    const other = neighbour.multiaddrs[0]!.replace(/tcp\/\d+/, 'tcp/1').replace(neighbour.peerId, OTHER_PEER_ID)
    expect((await post('/admin/v1/peers', [other])).status).to.equal(400)
  })

  it('counts what it publishes, and tells the state of its membership as the chain does', async () => {
    const message = { payload: 'aGk=', contentTopic: '/my-app/1/chat/proto' }
    expect((await post('/relay/v1/auto/messages', message)).status).to.equal(200)
    const { membership, rootWindow, root, sync } = await get<{
      membership: Record<string, unknown>
      rootWindow: { root: string }[]
      root: string
      sync: { status: string }
    }>('/rln/v1/status')
    expect(membership).to.include({
      state: 'active',
      rateLimit: RATE_LIMIT,
      messagesUsedInEpoch: 1,
      messagesLeftInEpoch: RATE_LIMIT - 1,
    })
    expect(membership.expiresAtMs).to.be.greaterThan(membership.graceStartsAtMs as number)
    expect(membership.graceStartsAtMs).to.be.greaterThan(Date.now())
    expect(rootWindow.at(-1)!.root).to.equal(root)
    expect(sync.status).to.equal('synced')
    expect(await get<object>('/rln/v1/nullifiers/stats')).to.include({ nullifiers: 1 })
  })

  it('tells who was caught, and gives no secret away', async () => {
    const text = await (await fetch(`${server.url}/rln/v1/spam`)).text()
    const [spam] = JSON.parse(text) as Spam[]
    expect(spam).to.include({ idCommitment: hexOf(spammer.commitment), fate: 'member' })
    const { shares, nullifier } = doubleSignalOf(spammer)
    for (const secret of [spammer.secretHash, nullifier, ...shares.map(({ y }) => y)]) {
      for (const form of [String(secret), secret.toString(16)]) expect(text).to.not.include(form)
    }
  })

  it('answers every question as its OpenAPI document says', async () => {
    const document = openApiDocument(OPTIONS)
    const judge = new OpenApiJudge(document)
    const questions = operationsOf(document).filter(
      ({ method, path }) => method === 'GET' && !/^\/(events|relay|filter)/.test(path),
    )
    for (const { path } of questions) {
      const url = path.replace('{peerId}', neighbour.peerId).replace('{shard}', '0').replace('{file}', 'nodes.json')
      const response = await fetch(server.url + url)
      const contentType = response.headers.get('content-type') ?? ''
      const answer = { status: response.status, contentType, body: await response.text() }
      // Of a service that this node does not have.
      const expected = path === '/admin/v1/filter/subscriptions' ? 400 : 200
      expect(answer.status, url).to.equal(expected)
      expect(judge.whatIsWrong({ method: 'GET', url }, answer)).to.equal(undefined)
    }
  })
})

function hexOf(value: bigint): string {
  return `0x${value.toString(16).padStart(64, '0')}`
}
