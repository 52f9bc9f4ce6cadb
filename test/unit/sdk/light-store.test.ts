import { expect } from 'chai'
import { messageHash, type WakuMessage } from '../../../src/message/index.ts'
import { createDecoder, createRoutingInfo, defaultNetworkSharding, type QueryOptions } from '../../../src/sdk/index.ts'
import { LightStore } from '../../../src/sdk/light-store.ts'
import {
  type PartialStoreQuery,
  type StoredMessage,
  StoreError,
  type StorePage,
} from '../../../src/services/store/index.ts'

const contentTopic = '/store/1/test/proto'
const routingInfo = createRoutingInfo(defaultNetworkSharding, { contentTopic })
const { pubsubTopic } = routingInfo
const decoder = createDecoder(contentTopic, routingInfo)

function stored(text: string, proof: StoredMessage['proof'] = 'valid', version = 0): StoredMessage {
  const message: WakuMessage = {
    payload: new TextEncoder().encode(text),
    contentTopic,
    version,
    timestampNs: 1n,
    meta: new Uint8Array(),
    ephemeral: false,
  }
  return { messageHash: messageHash(pubsubTopic, message), pubsubTopic, message, data: new Uint8Array(), proof }
}

const textOf = ({ payload }: { payload: Uint8Array }): string => new TextDecoder().decode(payload)

/** Store nodes by name, each with its pages in order; an error among them is thrown. */
function createRig(nodes: Record<string, (StoredMessage[] | StoreError)[]>) {
  const asked: { peer: string; query: PartialStoreQuery }[] = []
  const failed: string[] = []
  const store = new LightStore({
    client: {
      queryPage: async (peer, query): Promise<StorePage> => {
        asked.push({ peer, query })
        const next = nodes[peer]!.shift()
        if (next instanceof StoreError) throw next
        const messages = next ?? []
        const isLast = Object.values(nodes).every((pages) => pages.length === 0)
        const hashes = messages.map((message) => message.messageHash)
        return { messageHashes: hashes, messages, ...(!isLast && { cursor: hashes.at(-1)! }) }
      },
    },
    peers: { offering: () => Object.keys(nodes), failed: (peer) => failed.push(peer), succeeded: () => undefined },
  })
  const texts = async (options?: QueryOptions): Promise<string[]> => {
    const found: string[] = []
    for await (const { message } of store.query(decoder, options)) found.push(textOf(message))
    return found
  }
  return { store, asked, failed, texts }
}

const unavailable = (): StoreError => new StoreError('service_unavailable', 'later')

describe('LightStore', () => {
  it('gives message after message, page after page, with what is known of each', async () => {
    const { store, asked } = createRig({ a: [[stored('1'), stored('2', 'root_unknown')], [stored('3')]] })
    const found = []
    for await (const { message, proof, peerId } of store.query(decoder)) found.push([textOf(message), proof, peerId])
    expect(found).to.deep.equal([
      ['1', 'valid', 'a'],
      ['2', 'root_unknown', 'a'],
      ['3', 'valid', 'a'],
    ])
    expect(asked[0]!.query).to.deep.equal({ forward: true, pubsubTopic, contentTopics: [contentTopic] })
    expect(asked[1]!.query.cursor).to.deep.equal(stored('2').messageHash)
  })

  it('goes on at another node behind the last message when one fails', async () => {
    const { texts, asked, failed } = createRig({ a: [[stored('1')], unavailable()], b: [[stored('2')]] })
    expect(await texts()).to.deep.equal(['1', '2'])
    expect(asked.map(({ peer }) => peer)).to.deep.equal(['a', 'a', 'b'])
    expect(asked[2]!.query.cursor).to.deep.equal(stored('1').messageHash)
    expect(failed).to.deep.equal(['a'])
  })

  it('throws what the last node said when all fail, and says when there is none', async () => {
    const refused = await createRig({ a: [unavailable()], b: [new StoreError('too_many_requests', 'no')] })
      .texts()
      .catch((error) => error)
    expect(refused).to.have.property('code', 'too_many_requests')
    const nobody = await createRig({})
      .texts()
      .catch((error) => error)
    expect(nobody).to.have.property('code', 'no_peers_in_time')
  })

  it('asks only the peer that is named', async () => {
    const { texts, asked } = createRig({ a: [[stored('1')]], b: [[stored('2')]] })
    const { done } = await createRig({ a: [], b: [[stored('2')]] })
      .store.query(decoder, { peerId: 'b' })
      .next()
    expect(done).to.equal(false)
    await texts({ peerId: 'b' })
    expect(new Set(asked.map(({ peer }) => peer))).to.deep.equal(new Set(['b']))
  })

  it('keeps back what has an invalid proof, or is not for the decoder', async () => {
    const { texts } = createRig({ a: [[stored('1', 'invalid'), stored('2', 'valid', 1), stored('3', 'unchecked')]] })
    expect(await texts()).to.deep.equal(['3'])
  })

  it('leaves a store node that leads in a circle for another one, behind what it had', async () => {
    const circle = () => [stored('1'), stored('2')]
    const { texts, asked, failed } = createRig({ a: [circle(), circle(), circle()], b: [[stored('3')]] })
    expect(await texts()).to.deep.equal(['1', '2', '3'])
    expect(asked.map(({ peer }) => peer)).to.deep.equal(['a', 'a', 'b', 'a', 'b'])
    expect(failed).to.deep.equal(['a', 'a'])
    const alone = await createRig({ a: [circle(), circle(), []] })
      .texts()
      .catch((error) => error)
    expect(alone).to.have.property('code', 'bad_response')
  })

  it('leaves a store node that has a page of invalid proofs only for another one', async () => {
    const { texts, failed } = createRig({
      a: [[stored('x', 'invalid'), stored('y', 'invalid')]],
      b: [[stored('1'), stored('y', 'invalid')]],
    })
    expect(await texts()).to.deep.equal(['1'])
    expect(failed).to.deep.equal(['a'])
  })

  it('asks for times, hashes, cursors and directions by the names of js-waku', async () => {
    const { texts, asked } = createRig({ a: [] })
    const cursor = new Uint8Array(32).fill(1)
    await texts({
      timeStart: new Date(5),
      timeEnd: new Date(6),
      paginationCursor: cursor,
      paginationForward: false,
      paginationLimit: 7,
    })
    expect(asked[0]!.query).to.deep.equal({
      forward: false,
      limit: 7,
      pubsubTopic,
      contentTopics: [contentTopic],
      startTimeNs: 5_000_000n,
      endTimeNs: 6_999_999n,
      cursor,
    })
    await texts({ messageHashes: [cursor] })
    expect(asked[1]!.query).to.deep.equal({ forward: true, messageHashes: [cursor] })
  })

  it('gives pages of promises, and calls back in order until told to stop, as js-waku does', async () => {
    const pages = [
      [stored('1'), stored('x', 'valid', 1)],
      [stored('2'), stored('3')],
    ]
    const generated: (string | undefined)[][] = []
    for await (const page of createRig({ a: pages.map((page) => [...page]) }).store.queryGenerator([decoder])) {
      generated.push((await Promise.all(page)).map((message) => message && textOf(message)))
    }
    expect(generated).to.deep.equal([
      ['1', undefined],
      ['2', '3'],
    ])
    const { store, asked } = createRig({ a: pages })
    const seen: string[] = []
    await store.queryWithOrderedCallback([decoder], async (message) => {
      seen.push(textOf(message))
      return seen.length === 2
    })
    expect([seen, asked.length]).to.deep.equal([['1', '2'], 2])
    expect(store.createCursor((await decoder.fromProtoObj(pubsubTopic, { ...proto('1') }))!)).to.deep.equal(
      stored('1').messageHash,
    )
  })

  it('refuses decoders of several shards, and none', async () => {
    const elsewhere = createDecoder(contentTopic, { clusterId: 1, shardId: 0, pubsubTopic: '/waku/2/rs/9/9' })
    for (const decoders of [[], [decoder, elsewhere]]) {
      const error = await createRig({ a: [] })
        .store.query(decoders)
        .next()
        .catch((failure) => failure)
      expect(error).to.have.property('code', 'option_invalid')
    }
  })
})

function proto(text: string) {
  const { message } = stored(text)
  const { payload, version, timestampNs, ephemeral } = message
  return {
    payload,
    contentTopic,
    version,
    timestamp: timestampNs,
    ephemeral,
    meta: undefined,
    rateLimitProof: undefined,
  }
}
