import * as theirEcies from '@waku/message-encryption/ecies'
import * as theirSymmetric from '@waku/message-encryption/symmetric'
import type { IRoutingInfo } from '@waku/sdk'
import { expect } from 'chai'
import { Secp256k1PrivateKey, SymmetricKey } from '../../../src/encryption/index.ts'
import {
  createDecoder,
  createEciesDecoder,
  createEciesEncoder,
  createEncoder,
  createRoutingInfo,
  createSymmetricDecoder,
  createSymmetricEncoder,
  type Decoder,
  type DecryptedMessage,
  defaultNetworkSharding,
  type Encoder,
} from '../../../src/sdk/index.ts'
import { FakeRandom } from '../../support/fake-random.ts'

const contentTopic = '/secret/1/room/proto'
const routingInfo = createRoutingInfo(defaultNetworkSharding, { contentTopic })
const { pubsubTopic } = routingInfo
const theirs: IRoutingInfo = routingInfo
const random = new FakeRandom(8)
const symKey = SymmetricKey.generate(random)
const reader = Secp256k1PrivateKey.generate(random)
const writer = Secp256k1PrivateKey.generate(random)
const payload = new TextEncoder().encode('for your eyes only')
const timestamp = new Date('2026-01-02T03:04:05.678Z')

type Writer = { readonly sigPrivKey?: Secp256k1PrivateKey }
const signing = [{}, { sigPrivKey: writer }]
const theirKey = ({ sigPrivKey }: Writer) => (sigPrivKey ? { sigPrivKey: sigPrivKey.expose() } : {})
const base = { contentTopic, routingInfo, ephemeral: true, random }
const theirBase = { contentTopic, routingInfo: theirs, ephemeral: true }

const schemes = [
  {
    name: 'symmetric',
    encoder: (options: Writer) => createSymmetricEncoder({ ...base, ...options, symKey }),
    decoder: () => createSymmetricDecoder(contentTopic, routingInfo, symKey),
    strangersDecoder: () => createSymmetricDecoder(contentTopic, routingInfo, SymmetricKey.generate(random)),
    theirEncoder: (options: Writer) =>
      theirSymmetric.createEncoder({ ...theirBase, ...theirKey(options), symKey: symKey.expose() }),
    theirDecoder: () => theirSymmetric.createDecoder(contentTopic, theirs, symKey.expose()),
  },
  {
    name: 'ECIES',
    encoder: (options: Writer) => createEciesEncoder({ ...base, ...options, publicKey: reader.publicKey }),
    decoder: () => createEciesDecoder(contentTopic, routingInfo, reader),
    strangersDecoder: () => createEciesDecoder(contentTopic, routingInfo, writer),
    theirEncoder: (options: Writer) =>
      theirEcies.createEncoder({ ...theirBase, ...theirKey(options), publicKey: reader.publicKey }),
    theirDecoder: () => theirEcies.createDecoder(contentTopic, theirs, reader.expose()),
  },
]

async function throughTheWire(encoder: Pick<Encoder, 'toWire'>, decoder: Decoder<DecryptedMessage>) {
  const wire = (await encoder.toWire({ payload, timestamp }))!
  return decoder.fromProtoObj(pubsubTopic, (await decoder.fromWireToProtoObj(wire))!)
}

for (const { name, encoder, decoder, strangersDecoder, theirEncoder, theirDecoder } of schemes) {
  describe(`${name} encoders and decoders`, () => {
    for (const options of signing) {
      const how = 'sigPrivKey' in options ? 'signed' : 'unsigned'
      const signer = 'sigPrivKey' in options ? writer.publicKey : undefined

      it(`give back what was sent, ${how}`, async () => {
        const message = (await throughTheWire(encoder(options), decoder()))!
        expect(message.payload).to.deep.equal(payload)
        expect(message).to.include({ contentTopic, pubsubTopic, version: 1, ephemeral: true })
        expect(message.timestamp).to.deep.equal(timestamp)
        expect(message.signaturePublicKey).to.deep.equal(signer)
        expect(message.verifySignature(writer.publicKey)).to.equal(signer !== undefined)
        expect(message.verifySignature(reader.publicKey)).to.equal(false)
      })

      it(`are understood by js-waku's, ${how}: the same payload, signer and hash`, async () => {
        const proto = (await encoder(options).toProtoObj({ payload, timestamp }))!
        const ours = (await decoder().fromProtoObj(pubsubTopic, proto))!
        const message = (await theirDecoder().fromProtoObj(pubsubTopic, proto))!
        expect(message.payload).to.deep.equal(payload)
        expect(message.signaturePublicKey).to.deep.equal(signer)
        expect(message.hashStr).to.equal(ours.hashStr)
      })

      it(`understand js-waku's, ${how}: the same payload, signer and hash`, async () => {
        const proto = (await theirEncoder(options).toProtoObj({ payload, timestamp }))!
        const message = (await decoder().fromProtoObj(pubsubTopic, proto))!
        expect(message.payload).to.deep.equal(payload)
        expect(message.signaturePublicKey).to.deep.equal(signer)
        expect(message.hashStr).to.equal((await theirDecoder().fromProtoObj(pubsubTopic, proto))!.hashStr)
      })
    }

    it('leave a message alone that is not for them: of another key, of another version, of no key', async () => {
      expect(await throughTheWire(encoder({}), strangersDecoder())).to.equal(undefined)
      const plain = createEncoder({ contentTopic, routingInfo })
      expect(await throughTheWire(plain, decoder())).to.equal(undefined)
      const plainDecoder = createDecoder(contentTopic, routingInfo)
      const sealed = (await encoder({}).toProtoObj({ payload }))!
      expect(await plainDecoder.fromProtoObj(pubsubTopic, sealed)).to.equal(undefined)
      expect(await decoder().fromProtoObj(pubsubTopic, { ...sealed, version: 2 })).to.equal(undefined)
      expect(await decoder().fromProtoObj(pubsubTopic, { ...sealed, payload: new Uint8Array(3) })).to.equal(undefined)
    })

    it('show a meta setter the sealed payload only', async () => {
      let seen: Uint8Array | undefined
      const metaSetter = (message: { readonly payload: Uint8Array }) => {
        seen = message.payload
        return Uint8Array.of(9)
      }
      const options = { ...base, symKey, publicKey: reader.publicKey, metaSetter }
      const made = name === 'ECIES' ? createEciesEncoder(options) : createSymmetricEncoder(options)
      const proto = (await made.toProtoObj({ payload }))!
      expect(proto.meta).to.deep.equal(Uint8Array.of(9))
      expect(seen).to.deep.equal(proto.payload).and.not.deep.equal(payload)
    })
  })
}
