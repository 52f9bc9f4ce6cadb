import { expect } from 'chai'
import { type HealthSources, judgeHealth } from '../../../src/node/node-health.ts'

interface Situation {
  readonly hasRln: boolean
  readonly meshPeers: readonly number[]
  readonly sync: readonly [status: string, reason?: string]
  readonly isClockSuspect: boolean
  readonly isRelaying: boolean
  readonly peers: { connected: number; known: number; staticPeers: number; staticConnected: number }
}

const WELL: Situation = {
  hasRln: true,
  meshPeers: [4],
  sync: ['synced'],
  isClockSuspect: false,
  isRelaying: true,
  peers: { connected: 4, known: 4, staticPeers: 1, staticConnected: 1 },
}

function judge(changes: Partial<Situation> = {}) {
  const { hasRln, meshPeers, sync, isClockSuspect, isRelaying, peers } = { ...WELL, ...changes }
  const list = (length: number): string[] => Array.from({ length }, () => 'peer')
  const sources = {
    relay: {
      topics: meshPeers.map((_, shard) => `/waku/2/rs/1/${shard}`),
      peers: () => list(peers.connected),
      subscribers: () => list(peers.connected),
      meshPeers: (topic: string) => list(meshPeers[Number(topic.split('/').at(-1))]!),
    },
    ...(hasRln && {
      protection: {
        membership: { health: () => ({ status: sync[0], reason: sync[1] }) },
        validator: { isClockSuspect },
      },
    }),
    peers: { status: () => peers },
    history: { judge: () => [{ name: 'Store Client', state: 'READY' }] },
    light: { judge: () => [{ name: 'Filter', state: 'READY' }] },
    peerExchange: { serves: true },
    isRelaying,
  }
  return judgeHealth(sources as unknown as HealthSources)
}

/** As nwaku lists them (`waku/node/health_monitor`), and what this node has besides. */
const NAMES = [
  ...['Relay', 'Rln Relay', 'Lightpush', 'Legacy Lightpush', 'Filter', 'Store', 'Legacy Store', 'Peer Exchange'],
  ...['Rendezvous', 'Mix', 'Lightpush Client', 'Legacy Lightpush Client', 'Store Client', 'Legacy Store Client'],
  ...['Filter Client', 'Peers'],
]
const READY = ['Relay', 'Rln Relay', 'Filter', 'Peer Exchange', 'Store Client', 'Peers']

describe('node health', () => {
  it('is ready, without a word, when all is well, and names in the order of nwaku what is off, too', () => {
    expect(judge()).to.deep.equal({
      node: 'READY',
      protocols: NAMES.map((name) => ({ name, state: READY.includes(name) ? 'READY' : 'NOT_MOUNTED' })),
      topics: [{ pubsubTopic: '/waku/2/rs/1/0', health: 'sufficient', meshPeers: 4 }],
    })
  })

  it('is ready without relay, which is off', () => {
    const { node, protocols } = judge({ isRelaying: false, meshPeers: [] })
    expect([node, protocols[0]]).to.deep.equal(['READY', { name: 'Relay', state: 'NOT_MOUNTED' }])
  })

  it('names some of many shards without a mesh, and says how many there are', () => {
    const { protocols } = judge({ meshPeers: Array.from({ length: 1_000 }, () => 0) })
    expect(protocols[0]!.problem).to.match(/rs\/1\/7, 992 more: /)
    expect(protocols[0]!.problem!.length).to.be.below(300)
  })

  it('says of a light node without RLN what that means for one that relays nothing', () => {
    const { protocols } = judge({ isRelaying: false, meshPeers: [], hasRln: false })
    const { problem } = protocols.find(({ name }) => name === 'Rln Relay')!
    expect(problem)
      .to.match(/nothing proves/)
      .and.not.to.match(/flood/)
  })

  const cases: readonly (readonly [string, Partial<Situation>, string, string, string, RegExp, RegExp])[] = [
    ['RLN is off', { hasRln: false }, 'READY', 'Rln Relay', 'NOT_MOUNTED', /flood/, /--rln-relay=false/],
    ['a shard has no mesh', { meshPeers: [4, 0] }, 'NOT_READY', 'Relay', 'NOT_READY', /rs\/1\/1/, /./],
    ['the set is being read', { sync: ['starting'] }, 'SYNCHRONIZING', 'Rln Relay', 'SYNCHRONIZING', /set/, /wait/],
    [
      'the chain cannot be reached at the start',
      { sync: ['starting', 'rpc_unreachable'] },
      'SYNCHRONIZING',
      'Rln Relay',
      'SYNCHRONIZING',
      /rpc_unreachable/,
      /--rln-relay-eth-client-address/,
    ],
    [
      'the chain cannot be reached for a while',
      { sync: ['degraded', 'rpc_timeout'] },
      'READY',
      'Rln Relay',
      'READY',
      /rpc_timeout.*last roots/,
      /--rln-relay-eth-client-address/,
    ],
    [
      'the chain cannot be reached for too long',
      { sync: ['not_synced', 'rpc_unreachable'] },
      'NOT_READY',
      'Rln Relay',
      'NOT_READY',
      /rpc_unreachable/,
      /--rln-relay-eth-client-address/,
    ],
    [
      'the chain is another one',
      { sync: ['not_synced', 'wrong_chain_id'] },
      'NOT_READY',
      'Rln Relay',
      'NOT_READY',
      /wrong_chain_id/,
      /--rln-relay-chain-id/,
    ],
    ['the clock is wrong', { isClockSuspect: true }, 'NOT_READY', 'Rln Relay', 'NOT_READY', /clock_suspect/, /NTP/],
    [
      'a static peer is missing',
      { peers: { connected: 3, known: 4, staticPeers: 2, staticConnected: 1 } },
      'READY',
      'Peers',
      'READY',
      /1 of 2 static peers/,
      /--staticnode/,
    ],
    [
      'nobody is connected',
      { meshPeers: [0], peers: { connected: 0, known: 7, staticPeers: 0, staticConnected: 0 } },
      'NOT_READY',
      'Peers',
      'NOT_READY',
      /none of 7 known peers/,
      /--staticnode/,
    ],
  ]
  for (const [what, situation, node, name, state, problem, advice] of cases) {
    it(`says what is wrong and what to do when ${what}`, () => {
      const judgement = judge(situation)
      expect(judgement.node).to.equal(node)
      const entry = judgement.protocols.find((protocol) => protocol.name === name)!
      expect(entry.state).to.equal(state)
      expect(entry.problem).to.match(problem)
      expect(entry.advice).to.match(advice)
    })
  }
})
