import {
  createLightNode,
  type IDecodedMessage,
  type IEncoder,
  type LightNode,
  type LightPushSDKResult,
  Protocols,
} from '@waku/sdk'
import { expect } from 'chai'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { systemClock } from '../../../src/foundation/index.ts'
import { createMessageProver, type MessageProver, openMembership } from '../../../src/sdk/server.ts'
import {
  type FullNode,
  LightNetwork,
  NETWORK_CONFIG,
  SERVICES,
  untilMeshed,
  webSocketAddressOf,
} from '../../support/light-network.ts'

const WAIT_MS = 60_000
/** js-waku asks again every 30 s, and dials whom it got to know when its timers say so. */
const PEER_EXCHANGE_MS = 150_000
const CONTENT_TOPIC = '/js-waku/1/test/text'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = ({ payload }: { readonly payload: Uint8Array }): string => new TextDecoder().decode(payload)

/** js-waku's own light node, as npm has it. By itself it would dial wss only, and look for peers of other networks. */
function startJsWaku(discovery: { readonly peerExchange: boolean }): Promise<LightNode> {
  return createLightNode({
    networkConfig: NETWORK_CONFIG,
    defaultBootstrap: false,
    discovery: { dns: false, peerCache: false, ...discovery },
    libp2p: { filterMultiaddrs: false, hideWebSocketInfo: true },
    numPeersToUse: 1,
  })
}

describe('the light node of js-waku at our nodes', function () {
  this.timeout(240_000)
  let network: LightNetwork
  let service: FullNode
  let publisher: FullNode
  let client: LightNode
  let prover: MessageProver
  let encoder: IEncoder

  before(async () => {
    network = await LightNetwork.start()
    service = await network.startNode(SERVICES)
    publisher = await network.startMemberNode({ ...SERVICES, staticnode: [service.node.multiaddrs[0]!] })
    await untilMeshed(service, publisher)
    const member = await network.addMember()
    const membership = await openMembership(member.keystorePath, member.password)
    prover = await createMessageProver({ networkConfig: NETWORK_CONFIG, rln: { ...network.rlnOptions(), membership } })
    network.onStop(() => prover.stop())
    client = await startJsWaku({ peerExchange: false })
    network.onStop(() => client.stop())
    encoder = client.createEncoder({ contentTopic: CONTENT_TOPIC })
  })
  after(() => network?.stop())

  const errorsOf = ({ failures }: LightPushSDKResult): string[] => (failures ?? []).map(({ error }) => error)

  it('connects over ws and stays, of one cluster by the metadata of both', async () => {
    await client.dial(webSocketAddressOf(service))
    // Without a time of its own: js-waku leaves that timer behind.
    await client.waitForPeers([Protocols.Store, Protocols.Filter, Protocols.LightPush])
    const isOfOurCluster = async (): Promise<boolean> =>
      (service.metrics.value('waku_metadata_peers_total', { verdict: 'same_cluster' }) ?? 0) >= 2
    await waitUntil(systemClock, "js-waku's answer to metadata", WAIT_MS, isOfOurCluster)
    const [peer] = await client.getConnectedPeers()
    expect(`${peer!.id}`).to.equal(service.node.peerId)
    // What it made of our metadata: the shards of this node, for which it takes it as a service node.
    expect((await client.libp2p.peerStore.get(peer!.id)).metadata.has('shardInfo')).to.equal(true)
  })

  it('pushes a message with a proof, and other nodes get it', async () => {
    const received: string[] = []
    publisher.node.onMessage(({ message }) => received.push(textOf(message)))
    const timestamp = new Date()
    const result = await client.lightPush.send(prover.withProofs(encoder), { payload: bytesOf('pushed'), timestamp })
    expect([errorsOf(result), result.successes?.map(String)]).to.deep.equal([[], [service.node.peerId]])
    await waitUntil(systemClock, 'the message at the other node', WAIT_MS, async () => received.length > 0)
    expect(received).to.deep.equal(['pushed'])
  })

  it('is refused a message without a proof, and one with the proof of another', async () => {
    const options = { autoRetry: false }
    const unproven = await client.lightPush.send(encoder, { payload: bytesOf('no proof') }, options)
    expect([unproven.successes, errorsOf(unproven)]).to.deep.equal([[], ['Remote peer rejected']])
    const other = await prover.withProofs(encoder).toProtoObj({ payload: bytesOf('other'), timestamp: new Date() })
    const stolen = { payload: bytesOf('stolen'), rateLimitProof: other!.rateLimitProof! }
    const refused = await client.lightPush.send(encoder, stolen, options)
    expect([refused.successes, errorsOf(refused)]).to.deep.equal([[], ['Remote peer rejected']])
    // js-waku has one word for every status code; it was 420, invalid message.
    expect(service.metrics.value('waku_lightpush_v3_errors', { type: '420' })).to.equal(2)
  })

  it('receives through a filter subscription what a relay node publishes, each message once, until it unsubscribes', async () => {
    const received: IDecodedMessage[] = []
    const decoder = client.createDecoder({ contentTopic: CONTENT_TOPIC })
    expect(await client.filter.subscribe(decoder, (message) => void received.push(message))).to.equal(true)
    await publisher.node.publish({ payload: bytesOf('elsewhere'), contentTopic: '/js-waku/1/other/text' })
    const { messageHash } = await publisher.node.publish({ payload: bytesOf('published'), contentTopic: CONTENT_TOPIC })
    await waitUntil(systemClock, 'the pushed message', WAIT_MS, async () => received.length > 0)
    expect(received.map(textOf)).to.deep.equal(['published'])
    expect(received[0]!.hash).to.deep.equal(messageHash)
    expect(received[0]!.rateLimitProof?.proof).to.have.length(128)
    expect(await client.filter.unsubscribe(decoder)).to.equal(true)
    await publisher.node.publish({ payload: bytesOf('unheard'), contentTopic: CONTENT_TOPIC })
    const decoderOfAll = client.createDecoder({ contentTopic: CONTENT_TOPIC })
    const isArchived = async (): Promise<boolean> => (await history([decoderOfAll])).includes('unheard')
    await waitUntil(systemClock, 'the message that nobody subscribed to in the archive', WAIT_MS, isArchived)
    expect(received.map(textOf)).to.deep.equal(['published'])
  })

  async function history(
    decoders: ReturnType<LightNode['createDecoder']>[],
    options: Parameters<LightNode['store']['queryGenerator']>[1] = {},
  ): Promise<string[]> {
    const texts: string[] = []
    for await (const page of client.store.queryGenerator(decoders, options)) {
      for (const message of await Promise.all(page)) if (message) texts.push(textOf(message))
    }
    return texts
  }

  it('finds everything afterwards in the store, page by page, forwards and backwards', async () => {
    const decoder = client.createDecoder({ contentTopic: CONTENT_TOPIC })
    const expected = ['pushed', 'published', 'unheard']
    expect(await history([decoder])).to.deep.equal(expected)
    const pages: string[][] = []
    for await (const page of client.store.queryGenerator([decoder], { paginationLimit: 2 })) {
      pages.push((await Promise.all(page)).map((message) => textOf(message!)))
    }
    expect(pages).to.deep.equal([['pushed', 'published'], ['unheard']])
    const backwards = await history([decoder], { paginationLimit: 2, paginationForward: false })
    expect(backwards.toSorted()).to.deep.equal(expected.toSorted())
    const one: IDecodedMessage[] = []
    await client.store.queryWithOrderedCallback([decoder], (message) => one.push(message) === 1)
    expect(await history([decoder], { paginationCursor: client.store.createCursor(one[0]!) })).to.deep.equal(
      expected.slice(1),
    )
    expect(await history([decoder], { messageHashes: [one[0]!.hash] })).to.deep.equal(['pushed'])
  })

  it('finds other nodes through peer exchange, and connects to them', async () => {
    const newcomer = await startJsWaku({ peerExchange: true })
    network.onStop(() => newcomer.stop())
    await newcomer.dial(webSocketAddressOf(service))
    const isConnected = async (): Promise<boolean> => {
      const peers = await newcomer.getConnectedPeers()
      return peers.some(({ id }) => `${id}` === publisher.node.peerId)
    }
    await waitUntil(systemClock, 'a connection to the other node', PEER_EXCHANGE_MS, isConnected)
  })
})
