import { createDecoder as createTheirDecoder, createEncoder as createTheirEncoder, type IRoutingInfo } from '@waku/sdk'
import { expect } from 'chai'
import fc from 'fast-check'
import { decodeWakuMessage, messageHash, type RateLimitProof } from '../../../src/message/index.ts'
import {
  createDecoder,
  createEncoder,
  createRoutingInfo,
  defaultNetworkSharding,
  type OutgoingMessage,
} from '../../../src/sdk/index.ts'

const contentTopic = '/encoder/1/test/proto'
const routingInfo = createRoutingInfo(defaultNetworkSharding, { contentTopic })
const theirs: IRoutingInfo = routingInfo

const bytes = (maxLength: number) => fc.uint8Array({ minLength: 1, maxLength })
const proofs: fc.Arbitrary<RateLimitProof> = fc.record({
  proof: bytes(128),
  merkleRoot: bytes(32),
  epoch: bytes(32),
  shareX: bytes(32),
  shareY: bytes(32),
  nullifier: bytes(32),
  rlnIdentifier: bytes(32),
})
const messages: fc.Arbitrary<OutgoingMessage & { timestamp: Date }> = fc
  .record({
    payload: bytes(300),
    timestamp: fc.date({ min: new Date(1), max: new Date('2100-01-01'), noInvalidDate: true }),
    proof: fc.option(proofs, { nil: undefined }),
  })
  .map(({ proof, ...message }) => ({ ...message, ...(proof && { rateLimitProof: proof }) }))
const metas = fc.uint8Array({ maxLength: 64 })

describe('createEncoder and createDecoder', () => {
  it('give back what was encoded', () =>
    fc.assert(
      fc.asyncProperty(messages, metas, fc.boolean(), async (message, meta, ephemeral) => {
        const encoder = createEncoder({ contentTopic, routingInfo, ephemeral, metaSetter: () => meta })
        const decoder = createDecoder(contentTopic, routingInfo)
        const wire = (await encoder.toWire(message))!
        const decoded = (await decoder.fromProtoObj(
          routingInfo.pubsubTopic,
          (await decoder.fromWireToProtoObj(wire))!,
        ))!
        expect(decoded.payload).to.deep.equal(message.payload)
        expect(decoded.timestamp).to.deep.equal(message.timestamp)
        expect(decoded.meta ?? new Uint8Array()).to.deep.equal(meta)
        expect(decoded.rateLimitProof).to.deep.equal(message.rateLimitProof)
        expect(decoded).to.include({ contentTopic, ephemeral, version: 0, pubsubTopic: routingInfo.pubsubTopic })
        const onWire = decodeWakuMessage(wire)
        expect(onWire.ok && messageHash(routingInfo.pubsubTopic, onWire.message)).to.deep.equal(decoded.hash)
      }),
    ))

  it("are understood by js-waku's, and understand them: the same message, the same hash", () =>
    fc.assert(
      fc.asyncProperty(messages, metas, fc.boolean(), async (message, meta, ephemeral) => {
        const options = { contentTopic, ephemeral, metaSetter: () => meta }
        const ourEncoder = createEncoder({ ...options, routingInfo })
        const theirEncoder = createTheirEncoder({ ...options, routingInfo: theirs })
        const ourDecoder = createDecoder(contentTopic, routingInfo)
        const theirDecoder = createTheirDecoder(contentTopic, theirs)
        const seen = await Promise.all(
          [ourEncoder, theirEncoder].flatMap((encoder) =>
            [ourDecoder, theirDecoder].map(async (decoder) => {
              const proto = await decoder.fromWireToProtoObj((await encoder.toWire(message))!)
              const decoded = (await decoder.fromProtoObj(routingInfo.pubsubTopic, proto!))!
              const { payload, timestamp, version, ephemeral, rateLimitProof, hash, hashStr } = decoded
              // protons leaves out what is empty and reads it as empty, where we say that there is none.
              const meta = decoded.meta ?? new Uint8Array()
              return { payload, timestamp, version, ephemeral, rateLimitProof, hash, hashStr, meta }
            }),
          ),
        )
        for (const other of seen.slice(1)) expect(other).to.deep.equal(seen[0])
      }),
      { numRuns: 50 },
    ))

  it('seal payloads and open them again, under the hash of what is on the wire', async () => {
    const flip = (payload: Uint8Array): Uint8Array => payload.map((byte) => byte ^ 0xff)
    const encoder = createEncoder({ contentTopic, routingInfo, sealing: { version: 1, seal: flip } })
    const decoder = createDecoder(contentTopic, routingInfo, {
      version: 1,
      open: (payload) => (payload[0] === 0xfe ? { payload: flip(payload), signer: 'alice' } : undefined),
    })
    const proto = (await encoder.toProtoObj({ payload: Uint8Array.of(1, 2) }))!
    expect(proto.payload).to.deep.equal(Uint8Array.of(0xfe, 0xfd))
    const opened = (await decoder.fromProtoObj(routingInfo.pubsubTopic, proto))!
    expect(opened).to.deep.include({ payload: Uint8Array.of(1, 2), signer: 'alice', version: 1 })
    const asItCame = createDecoder(contentTopic, routingInfo, { version: 1, open: (payload) => ({ payload }) })
    expect(opened.hash).to.deep.equal((await asItCame.fromProtoObj(routingInfo.pubsubTopic, proto))!.hash)
    const strange = { ...proto, payload: Uint8Array.of(9) }
    expect(await decoder.fromProtoObj(routingInfo.pubsubTopic, strange)).to.equal(undefined)
    const plain = createDecoder(contentTopic, routingInfo)
    expect(await plain.fromProtoObj(routingInfo.pubsubTopic, proto)).to.equal(undefined)
  })

  it('let the meta setter see the sealed payload only', async () => {
    const seen: Uint8Array[] = []
    const encoder = createEncoder({
      contentTopic,
      routingInfo,
      sealing: { version: 1, seal: () => Uint8Array.of(7) },
      metaSetter: ({ payload }) => {
        seen.push(payload)
        return Uint8Array.of(3)
      },
    })
    expect((await encoder.toProtoObj({ payload: Uint8Array.of(1) }))?.meta).to.deep.equal(Uint8Array.of(3))
    expect(seen).to.deep.equal([Uint8Array.of(7)])
  })

  it('keep two equal payloads of one millisecond apart', async () => {
    const encoder = createEncoder({ contentTopic, routingInfo })
    const stamps = await Promise.all(
      Array.from({ length: 20 }, async () => (await encoder.toProtoObj({ payload: Uint8Array.of(1) }))?.timestamp),
    )
    expect(new Set(stamps).size).to.equal(20)
  })

  it('say what is no message instead of throwing', async () => {
    const decoder = createDecoder(contentTopic, routingInfo)
    expect(await decoder.fromWireToProtoObj(Uint8Array.of(0xff))).to.equal(undefined)
  })

  it('leave out a time that no Date holds, and keep it exact beside', async () => {
    const decoder = createDecoder(contentTopic, routingInfo)
    const encoder = createEncoder({ contentTopic, routingInfo })
    const proto = (await encoder.toProtoObj({ payload: Uint8Array.of(1) }))!
    const late = (await decoder.fromProtoObj(routingInfo.pubsubTopic, { ...proto, timestamp: 2n ** 63n - 1n }))!
    expect(late.timestamp).to.deep.equal(new Date(9_223_372_036_854))
    const none = (await decoder.fromProtoObj(routingInfo.pubsubTopic, { ...proto, timestamp: 0n }))!
    expect([none.timestamp, none.timestampNs]).to.deep.equal([undefined, undefined])
  })

  it('refuse an empty content topic', () => {
    expect(() => createEncoder({ contentTopic: '', routingInfo }))
      .to.throw()
      .with.property('code', 'content_topic_missing')
    expect(() => createDecoder('', routingInfo))
      .to.throw()
      .with.property('code', 'content_topic_missing')
  })
})
