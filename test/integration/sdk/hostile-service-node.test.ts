import { expect } from 'chai'
import { nodeConfigFrom, readOptions } from '../../../src/config/index.ts'
import { waitUntil } from '../../../src/devnet/wait-until.ts'
import { noMetrics, silentLogger, systemClock, systemRandom } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, messageHash, type WakuMessage } from '../../../src/message/index.ts'
import type { WakuNode } from '../../../src/node/index.ts'
import { createWakuNode } from '../../../src/node/server.ts'
import { createLightNode, type LightNode } from '../../../src/sdk/server.ts'
import { encodeFilterPush } from '../../../src/services/filter/filter-push-codec.ts'
import { decodeFilterRequest, encodeFilterResponse } from '../../../src/services/filter/filter-subscribe-codec.ts'
import { decodeLightPushRequest, encodeLightPushResponse } from '../../../src/services/lightpush/lightpush-codec.ts'
import type { StoreResponse } from '../../../src/services/store/store-query.ts'
import { decodeStoreRequest } from '../../../src/services/store/store-request-codec.ts'
import { encodeStoreResponse } from '../../../src/services/store/store-response-codec.ts'
import { HostileServiceNode, type Misbehaviour, misbehaviours, requestOf } from '../../support/hostile-service-node.ts'
import { framed } from '../../support/raw-relay-peer.ts'

const WAIT_MS = 60_000
const PUBSUB_TOPIC = '/waku/2/rs/16/0'
const CONTENT_TOPIC = '/hostile/1/test/text'
const STORE = '/vac/waku/store-query/3.0.0'
const LIGHT_PUSH = '/vac/waku/lightpush/3.0.0'
const FILTER = '/vac/waku/filter-subscribe/2.0.0-beta1'
const FILTER_PUSH = '/vac/waku/filter-push/2.0.0-beta1'
/** Beyond this a hostile node would get the better of a page's memory. A page of history may have 15 MB by itself. */
const MAX_GROWTH_BYTES = 96 * 1024 * 1024

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = ({ payload }: { readonly payload: Uint8Array }): string => new TextDecoder().decode(payload)
const messageOf = (text: string): WakuMessage => ({
  payload: bytesOf(text),
  contentTopic: CONTENT_TOPIC,
  version: 0,
  timestampNs: 1n,
  meta: new Uint8Array(),
  ephemeral: false,
})

async function startPlainNode(...neighbours: WakuNode[]): Promise<WakuNode> {
  const flags = {
    ...{ 'rln-relay': 'false', 'cluster-id': '16', 'num-shards-in-network': '1', rest: 'false' },
    ...{ 'tcp-port': '0', 'websocket-support': 'true', 'websocket-port': '0', 'listen-address': '127.0.0.1' },
    ...{ store: 'true', filter: 'true', lightpush: 'true' },
    staticnode: neighbours.map(({ multiaddrs }) => multiaddrs[0]!),
  }
  const config = nodeConfigFrom(readOptions({ flags, environment: {}, readText: () => '' }), () => '')
  const components = { clock: systemClock, random: systemRandom, logger: silentLogger, metrics: noMetrics }
  const node = createWakuNode(components, config)
  await node.start()
  return node
}

/** A page of history with these messages, each with its hash unless another one is told. */
const storePage =
  (
    texts: readonly string[],
    change: (response: StoreResponse) => StoreResponse = (response) => response,
  ): Misbehaviour =>
  async (stream) => {
    const { requestId } = decodeStoreRequest(await requestOf(stream))!
    const entries = texts.map((text) => {
      const message = messageOf(text)
      const content = { data: encodeWakuMessage(message), pubsubTopic: PUBSUB_TOPIC }
      return { messageHash: messageHash(PUBSUB_TOPIC, message), content }
    })
    stream.send(framed(encodeStoreResponse(change({ requestId, statusCode: 200, statusDesc: 'OK', entries }))))
  }

const hostilePages: Readonly<Record<string, Misbehaviour>> = {
  'tells another hash': storePage(['invented'], (response) => ({
    ...response,
    entries: response.entries.map((entry) => ({ ...entry, messageHash: new Uint8Array(32) })),
  })),
  'answers another request': storePage(['invented'], (response) => ({ ...response, requestId: 'another' })),
  'gives one message a hundred times': storePage(Array<string>(100).fill('invented')),
  'gives more than was asked for': storePage(Array.from({ length: 100 }, (_, index) => `${index}`)),
  'has a cursor and no messages': storePage([], (response) => ({ ...response, cursor: new Uint8Array(32) })),
}

describe('a light node beside a hostile service node', function () {
  this.timeout(240_000)
  let honest: WakuNode
  let neighbour: WakuNode
  let hostile: HostileServiceNode
  let light: LightNode
  const rejections: unknown[] = []
  const onRejection = (error: unknown): void => void rejections.push(error)

  before(async () => {
    process.on('unhandledRejection', onRejection)
    honest = await startPlainNode()
    neighbour = await startPlainNode(honest)
    const isMeshed = async (): Promise<boolean> => honest.meshPeers(PUBSUB_TOPIC).length > 0
    await waitUntil(systemClock, 'a mesh', WAIT_MS, isMeshed)
    hostile = await HostileServiceNode.start()
    for (const protocol of [STORE, LIGHT_PUSH, FILTER]) await hostile.behave(protocol, () => undefined)
    await hostile.listen()
    await neighbour.publish({ payload: bytesOf('true'), contentTopic: CONTENT_TOPIC })
    light = await startLight()
    const isArchived = async (): Promise<boolean> => (await history(honest.peerId)).length === 1
    await waitUntil(systemClock, 'the message in the archive', WAIT_MS, isArchived)
    await light.stop()
  })
  beforeEach(async () => {
    light = await startLight()
  })
  afterEach(() => light.stop())
  after(async () => {
    await hostile?.stop()
    await neighbour?.stop()
    await honest?.stop()
    process.removeListener('unhandledRejection', onRejection)
  })

  /** Connected to both, to the hostile one first, so that it is asked first. */
  async function startLight(): Promise<LightNode> {
    const node = await createLightNode({
      networkConfig: { clusterId: 16, numShardsInCluster: 1 },
      bootstrapPeers: [hostile.address],
      discover: false,
    })
    await node.waitForPeers(undefined, WAIT_MS)
    await node.dial(honest.multiaddrs.find((address) => address.includes('/ws/'))!)
    const hasBoth = async (): Promise<boolean> => {
      const peers = await node.getConnectedPeers()
      return peers.filter(({ protocols }) => protocols.length === 3).length === 2
    }
    await waitUntil(systemClock, 'both service nodes', WAIT_MS, hasBoth)
    return node
  }

  async function history(peerId?: string): Promise<string[]> {
    const found: string[] = []
    const decoder = light.createDecoder({ contentTopic: CONTENT_TOPIC })
    for await (const { message } of light.store.query(decoder, peerId === undefined ? {} : { peerId })) {
      found.push(textOf(message))
    }
    return found
  }

  const growthOf = async (work: () => Promise<void>): Promise<number> => {
    const before = process.memoryUsage.rss()
    await work()
    return process.memoryUsage.rss() - before
  }

  for (const [name, misbehaviour] of Object.entries({ ...misbehaviours, ...hostilePages })) {
    it(`has the true history, and no more, when a store node ${name}`, async () => {
      let asked = 0
      await hostile.behave(STORE, (stream) => {
        asked++
        return misbehaviour(stream)
      })
      const growth = await growthOf(async () => {
        expect(await history()).to.deep.equal(['true'])
      })
      expect(asked).to.equal(1)
      expect(growth).to.be.lessThan(MAX_GROWTH_BYTES)
    })
  }

  it('finds the end of a history that leads in a circle', async () => {
    const circle = storePage(['invented'], (response) => ({ ...response, cursor: response.entries[0]!.messageHash }))
    await hostile.behave(STORE, circle)
    const refusal = await history(hostile.peerId).catch((error) => error)
    expect(refusal).to.have.property('code', 'bad_response')
    expect(await history()).to.deep.equal(['true'])
  })

  for (const [name, misbehaviour] of Object.entries(misbehaviours)) {
    it(`sends through another one when a light push node ${name}`, async () => {
      await hostile.behave(LIGHT_PUSH, misbehaviour)
      const encoder = light.createEncoder({ contentTopic: CONTENT_TOPIC, ephemeral: true })
      const growth = await growthOf(async () => {
        const { successes, failures } = await light.lightPush.send(encoder, { payload: bytesOf(name) })
        expect(successes).to.deep.equal([honest.peerId])
        expect(failures.map(({ peerId }) => peerId)).to.deep.equal([hostile.peerId])
      })
      expect(growth).to.be.lessThan(MAX_GROWTH_BYTES)
    })
  }

  it('does not take an answer to another push for its own, nor a success with nobody to relay to', async () => {
    const encoder = light.createEncoder({ contentTopic: CONTENT_TOPIC, ephemeral: true })
    for (const change of [{ requestId: 'another' }, { relayPeerCount: 0 }]) {
      await hostile.behave(LIGHT_PUSH, async (stream) => {
        const { requestId } = decodeLightPushRequest(await requestOf(stream))!
        const response = { requestId, statusCode: 200, relayPeerCount: 9, ...change }
        stream.send(framed(encodeLightPushResponse(response)))
      })
      const { successes } = await light.lightPush.send(encoder, { payload: bytesOf('sent') })
      expect(successes).to.deep.equal([honest.peerId])
    }
  })

  it('hears what was sent, once, and nothing else, when a filter node accepts and pushes whatever it likes', async () => {
    await hostile.behave(FILTER, async (stream) => {
      const { requestId } = decodeFilterRequest(await requestOf(stream))!
      stream.send(framed(encodeFilterResponse({ requestId, statusCode: 200 })))
    })
    const heard: string[] = []
    const decoder = light.createDecoder({ contentTopic: CONTENT_TOPIC })
    expect(await light.filter.subscribe(decoder, (message) => void heard.push(textOf(message)))).to.equal(true)
    const notAsked = { ...messageOf('not asked for'), contentTopic: '/other/1/test/text' }
    const pushOf = (pubsubTopic: string, message: WakuMessage) =>
      framed(encodeFilterPush({ pubsubTopic, data: encodeWakuMessage(message) }))
    const growth = await growthOf(async () => {
      for (let round = 0; round < 50; round++) {
        await hostile
          .push(light.peerId, FILTER_PUSH, async (stream) => {
            stream.send(pushOf(PUBSUB_TOPIC, notAsked))
            stream.send(pushOf('/waku/2/rs/16/1', messageOf('of another shard')))
            await stream.close()
          })
          .catch(() => undefined)
      }
      for (const misbehaviour of Object.values(misbehaviours)) {
        await hostile.push(light.peerId, FILTER_PUSH, misbehaviour).catch(() => undefined)
      }
      await neighbour.publish({ payload: bytesOf('heard'), contentTopic: CONTENT_TOPIC })
      await waitUntil(systemClock, 'the message', WAIT_MS, async () => heard.length > 0)
    })
    expect(heard).to.deep.equal(['heard'])
    expect(growth).to.be.lessThan(MAX_GROWTH_BYTES)
  })

  it('leaves nothing unhandled', () => {
    expect(rejections).to.deep.equal([])
  })
})
