import { expect } from 'chai'
import {
  EncryptionError,
  NoiseHandshake,
  NoiseSession,
  NoiseSessions,
  sessionContentTopic,
  sessionIdOf,
} from '../../../src/encryption/index.ts'
import {
  createDecoder,
  createNoiseDecoder,
  createNoiseEncoder,
  createRoutingInfo,
  createSealedNoiseDecoder,
  createSealedNoiseEncoder,
  type DecodedMessage,
  type Decoder,
  type Encoder,
  SdkError,
} from '../../../src/sdk/index.ts'
import { FakeRandom } from '../../support/fake-random.ts'
import { aliceKey, bobKey, noiseSessions } from '../../support/noise-pair.ts'

const contentTopic = '/secret/1/bucket-4-7/proto'
const routingInfo = createRoutingInfo({ clusterId: 1, numShardsInCluster: 8 }, { contentTopic })
const { pubsubTopic } = routingInfo
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

async function sent(encoder: Encoder, payload: Uint8Array): Promise<Uint8Array> {
  return (await encoder.toWire({ payload }))!
}
async function received<Message extends DecodedMessage>(
  decoder: Decoder<Message>,
  wire: Uint8Array,
): Promise<Message | undefined> {
  return await decoder.fromProtoObj(pubsubTopic, (await decoder.fromWireToProtoObj(wire))!)
}

describe('Noise encoders and decoders', () => {
  it('carry the messages of many sessions on one content topic, each to the one it is for', async () => {
    const pairs = Array.from({ length: 5 }, () => noiseSessions())
    const sessions = new NoiseSessions()
    for (const { bob } of pairs) sessions.add(bob)
    const decoder = createNoiseDecoder(contentTopic, routingInfo, sessions)
    for (const [index, { alice, bob }] of pairs.entries()) {
      const encoder = createNoiseEncoder({ contentTopic, routingInfo, session: alice, ephemeral: true })
      for (let number = 0; number < 2; number++) {
        const wire = await sent(encoder, text(`${index}, ${number}`))
        const message = (await received(decoder, wire))!
        expect(message).to.include({ contentTopic, pubsubTopic, version: 2, ephemeral: true, number: BigInt(number) })
        expect(message.payload).to.deep.equal(text(`${index}, ${number}`))
        expect(message.session === bob).to.equal(true)
        expect(message.session.remoteStatic).to.deep.equal(aliceKey.publicKey)
        expect(message.hashStr).to.match(/^[0-9a-f]{64}$/)
      }
    }
  })

  it('leave alone what is not for them, was read before, was changed, is too late, or is of another version', async () => {
    const { alice, bob } = noiseSessions()
    const sessions = new NoiseSessions()
    sessions.add(bob)
    const decoder = createNoiseDecoder(contentTopic, routingInfo, sessions)
    const encoder = createNoiseEncoder({ contentTopic, routingInfo, session: alice })
    const proto = (await encoder.toProtoObj({ payload: text('once') }))!
    const strangers = createNoiseEncoder({ contentTopic, routingInfo, session: noiseSessions().alice })
    expect(await received(decoder, await sent(strangers, text('of others')))).to.equal(undefined)
    const { payload } = proto
    for (const version of [0, 1]) {
      expect(await decoder.fromProtoObj(pubsubTopic, { ...proto, version })).to.equal(undefined)
    }
    for (const changed of [
      payload.with(-1, payload.at(-1)! ^ 1),
      payload.slice(0, -1),
      payload.slice(0, 9),
      new Uint8Array(),
    ]) {
      expect(await decoder.fromProtoObj(pubsubTopic, { ...proto, payload: changed })).to.equal(undefined)
    }
    const plainDecoder = createDecoder(contentTopic, routingInfo)
    expect(await plainDecoder.fromProtoObj(pubsubTopic, proto)).to.equal(undefined)
    expect((await decoder.fromProtoObj(pubsubTopic, proto))?.payload).to.deep.equal(text('once'))
    expect(await decoder.fromProtoObj(pubsubTopic, proto)).to.equal(undefined)
    const late = await sent(encoder, text('late'))
    let newest: Uint8Array | undefined
    for (let count = 0; count < 26; count++) newest = await sent(encoder, text('newest'))
    expect((await received(decoder, newest!))?.number).to.equal(27n)
    expect(await received(decoder, late)).to.equal(undefined)
  })

  it('carry a handshake, and then its session', async () => {
    const random = new FakeRandom(43)
    const alice = new NoiseHandshake({ random }, { pattern: 'XX', role: 'initiator', staticKey: aliceKey })
    const bob = new NoiseHandshake({ random }, { pattern: 'XX', role: 'responder', staticKey: bobKey })
    const encoder = createSealedNoiseEncoder({ contentTopic, routingInfo })
    const decoder = createSealedNoiseDecoder(contentTopic, routingInfo)
    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
      [alice, bob],
    ] as const) {
      const message = (await received(decoder, await sent(encoder, from.write())))!
      expect(message.version).to.equal(2)
      expect(to.read(message.payload).ok).to.equal(true)
    }
    const [ofAlice, ofBob] = [alice.finish(), bob.finish()]
    const sessionTopic = sessionContentTopic({ name: 'secret', version: '1' }, sessionIdOf(ofAlice))
    const sessionRouting = createRoutingInfo({ clusterId: 1 }, { shardId: 2 })
    const sessions = new NoiseSessions()
    sessions.add(ofBob)
    const options = { contentTopic: sessionTopic, routingInfo: sessionRouting, session: ofAlice }
    const proto = (await createNoiseEncoder(options).toProtoObj({ payload: text('hello') }))!
    const read = createNoiseDecoder(sessionTopic, sessionRouting, sessions)
    expect((await read.fromProtoObj(sessionRouting.pubsubTopic, proto))?.payload).to.deep.equal(text('hello'))
  })

  it('are refused without a content topic, and seal nothing in a session that may not send', async () => {
    const { alice } = noiseSessions()
    const nowhere = { contentTopic: '', routingInfo }
    for (const make of [
      () => createNoiseEncoder({ ...nowhere, session: alice }),
      () => createNoiseDecoder('', routingInfo, new NoiseSessions()),
      () => createSealedNoiseEncoder(nowhere),
      () => createSealedNoiseDecoder('', routingInfo),
    ]) {
      expect(make).to.throw(SdkError).with.property('code', 'content_topic_missing')
    }
    const session = NoiseSession.restore(alice.share())
    const refusal = await createNoiseEncoder({ contentTopic, routingInfo, session })
      .toProtoObj({ payload: text('no') })
      .catch((error: unknown) => error)
    expect(refusal).to.be.instanceOf(EncryptionError).with.property('code', 'sending_right_missing')
  })
})
