import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { NetworkError } from '../../../src/network/index.ts'
import type { PeerInfo } from '../../../src/node/index.ts'
import { RestServer } from '../../../src/rest/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { FAKE_PUBSUB_TOPIC, FakeWakuNode } from '../../support/fake-waku-node.ts'

const PEER_ID = '16Uiu2HAmKuPdAgdgTrrWgZFH64akvMhi3CDDVuGUNEJZnGZAaXY1'
const STRANGER_ID = '16Uiu2HAmPLe7Mzm8TsYUubgCAW1aJoeFScxrLj8ppHFivPo97bUZ'
const ADDRESS = `/ip4/127.0.0.1/tcp/60000/p2p/${PEER_ID}`
const RELAY = '/vac/waku/relay/2.0.0'

const connectedPeer: PeerInfo = {
  peerId: PEER_ID,
  multiaddr: ADDRESS,
  protocols: [RELAY, '/ipfs/id/1.0.0'],
  shards: [0, 3],
  connectedness: 'Connected',
  agent: 'nwaku-v0.37.1',
  isStatic: true,
  score: 1.5,
}
const lostPeer: PeerInfo = {
  peerId: 'lost',
  multiaddr: '',
  protocols: [],
  shards: [],
  connectedness: 'CannotConnect',
  agent: '',
  isStatic: false,
}
const connectedJson = {
  multiaddr: ADDRESS,
  protocols: [RELAY, '/ipfs/id/1.0.0'],
  shards: [0, 3],
  connected: 'Connected',
  agent: 'nwaku-v0.37.1',
  origin: 'Static',
}
const lostJson = {
  multiaddr: '',
  protocols: [],
  shards: [],
  connected: 'CannotConnect',
  agent: '',
  origin: 'UnknownOrigin',
}

describe('the admin routes', () => {
  let node: FakeWakuNode
  let server: RestServer
  let levels: unknown[]

  async function start(options: { servesAdmin?: boolean; canSetLogLevels?: boolean } = {}): Promise<void> {
    node = new FakeWakuNode()
    node.known.push(connectedPeer, lostPeer)
    node.mesh = [PEER_ID]
    levels = []
    const { servesAdmin = true, canSetLogLevels = true } = options
    server = new RestServer(
      {
        node,
        clock: new FakeClock(),
        logger: silentLogger,
        ...(canSetLogLevels && { setLogLevels: (change: unknown) => levels.push(change) }),
      },
      { address: '127.0.0.1', port: 0, cacheCapacity: 1, allowedOrigins: [], servesAdmin, version: '1.2.3' },
    )
    await server.start()
  }
  afterEach(() => server.stop())

  const get = (path: string): Promise<Response> => fetch(`${server.url}/admin/v1${path}`)
  const json = async (path: string): Promise<unknown> => (await get(path)).json()
  const post = (path: string, body?: unknown): Promise<Response> => {
    const content = body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    return fetch(`${server.url}/admin/v1${path}`, { method: 'POST', ...content })
  }

  it('are not there unless asked for', async () => {
    await start({ servesAdmin: false })
    expect((await get('/peers')).status).to.equal(404)
    expect((await post('/peers', [ADDRESS])).status).to.equal(404)
    expect((await post('/log-level/trace')).status).to.equal(404)
    expect(node.connected).to.deep.equal([])
  })

  it("lists peers in nwaku's shape", async () => {
    await start()
    expect(await json('/peers')).to.deep.equal([connectedJson, lostJson])
    expect(await json('/peers/connected')).to.deep.equal([connectedJson])
    expect(await json('/peers/connected/on/3')).to.deep.equal([connectedJson])
    expect(await json('/peers/connected/on/1')).to.deep.equal([])
    expect(await json('/peers/service')).to.deep.equal([{ ...connectedJson, protocols: [RELAY] }])
    expect(await json(`/peer/${PEER_ID}`)).to.deep.equal(connectedJson)
    expect((await get(`/peer/${STRANGER_ID}`)).status).to.equal(404)
    expect((await get('/peer/nobody')).status).to.equal(400)
  })

  it('lists relay and mesh peers by shard, with their scores', async () => {
    await start()
    const peers = [{ ...connectedJson, score: 1.5 }]
    for (const which of ['relay', 'mesh']) {
      expect(await json(`/peers/${which}`)).to.deep.equal([{ shard: 0, peers }])
      expect(await json(`/peers/${which}/on/0`)).to.deep.equal({ shard: 0, peers })
      expect(await json(`/peers/${which}/on/7`)).to.deep.equal({ shard: 7, peers: [] })
      for (const shard of ['x', '-1', '1024', '1.5']) {
        expect((await get(`/peers/${which}/on/${shard}`)).status, shard).to.equal(400)
      }
    }
  })

  it('counts peers by what nwaku counts them by', async () => {
    await start()
    const stats = (await json('/peers/stats')) as Record<string, Record<string, number>>
    expect(stats).to.deep.include({
      Sum: { 'Total peers': 2 },
      'By Connectedness': { Connected: 1, NotConnected: 0, CannotConnect: 1, CanConnect: 0 },
      'Relay peers': { 0: 1, 'Total relay peers': 1 },
      'Mesh peers': { 0: 1, 'Total mesh peers': 1 },
    })
    expect(stats['By Protocols']).to.include({ [RELAY]: 1, '/vac/waku/store-query/3.0.0': 0 })
    expect(node.relayedTopics()).to.deep.equal([FAKE_PUBSUB_TOPIC])
  })

  it('dials peers, and says which could not be reached', async () => {
    await start()
    const answer = await post('/peers', [ADDRESS])
    expect(answer.status).to.equal(200)
    expect(await answer.text()).to.equal('OK')
    expect(node.connected).to.deep.equal([ADDRESS])
    for (const body of [{}, [], [1], ['nonsense'], ['/ip4/127.0.0.1/tcp/1'], Array(21).fill(ADDRESS)]) {
      expect((await post('/peers', body)).status, JSON.stringify(body)).to.equal(400)
    }
    node.failure = new NetworkError('dial_failed', 'nobody is there')
    const refused = await post('/peers', [ADDRESS])
    expect(refused.status).to.equal(400)
    expect(await refused.json()).to.deep.equal({ code: 'dial_failed', message: 'nobody is there' })
  })

  it('tells who is served by filter and what they want, within a bound', async () => {
    await start()
    const refused = await get('/filter/subscriptions')
    expect([refused.status, await refused.text()]).to.deep.equal([
      400,
      'this node serves no filter clients; see --filter',
    ])
    const criteria = Array.from({ length: 15_000 }, (_, i) => {
      return { pubsubTopic: FAKE_PUBSUB_TOPIC, contentTopic: `/app/1/${i}/proto` }
    })
    node.subscribed = ['a', 'b', 'c'].map((peerId) => ({ peerId, criteria }))
    const answer = await get('/filter/subscriptions')
    const told = (await answer.json()) as { peerId: string; filterCriteria: unknown[] }[]
    expect(told.map(({ peerId }) => peerId)).to.deep.equal(['a', 'b', 'c'])
    expect(told.map(({ filterCriteria }) => filterCriteria.length)).to.deep.equal([15_000, 5_000, 0])
    expect(told[0]!.filterCriteria[1]).to.deep.equal(criteria[1])
  })

  it('changes what is logged, for all or for rooms', async () => {
    await start()
    expect((await post('/log-level/DEBUG')).status).to.equal(200)
    expect((await post('/log-level/warn,relay:trace')).status).to.equal(200)
    expect(levels).to.deep.equal([
      { level: 'debug', rooms: {} },
      { level: 'warn', rooms: { relay: 'trace' } },
    ])
    expect((await post('/log-level/loud')).status).to.equal(400)
    expect(levels).to.have.length(2)
  })

  it('says so when log levels cannot be changed', async () => {
    await start({ canSetLogLevels: false })
    expect((await post('/log-level/debug')).status).to.equal(503)
  })
})
