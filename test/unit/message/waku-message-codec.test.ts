import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, concatBytes, hexToBytes } from '../../../src/foundation/index.ts'
import { WakuMessageFields } from '../../../src/message/generated/waku-message.ts'
import {
  decodeWakuMessage,
  encodeRateLimitProof,
  encodeWakuMessage,
  MAX_MESSAGE_SIZE_BYTES,
  MessageError,
  type WakuMessage,
} from '../../../src/message/index.ts'

const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength })

const rateLimitProof = fc.record({
  proof: fc.uint8Array({ minLength: 128, maxLength: 128 }),
  merkleRoot: bytes(32),
  epoch: bytes(32),
  shareX: bytes(32),
  shareY: bytes(32),
  nullifier: bytes(32),
  rlnIdentifier: bytes(32),
})

const anyMessage: fc.Arbitrary<WakuMessage> = fc.record(
  {
    payload: bytes(200),
    contentTopic: fc.string({ unit: 'binary' }),
    version: fc.integer({ min: 0, max: 0xffff_ffff }),
    timestampNs: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    meta: bytes(64),
    ephemeral: fc.boolean(),
    rateLimitProof,
  },
  { requiredKeys: ['payload', 'contentTopic', 'version', 'timestampNs', 'meta', 'ephemeral'] },
)

const empty: WakuMessage = {
  payload: new Uint8Array(0),
  contentTopic: '',
  version: 0,
  timestampNs: 0n,
  meta: new Uint8Array(0),
  ephemeral: false,
}

const zeroProof = {
  proof: new Uint8Array(128),
  merkleRoot: new Uint8Array(32),
  epoch: new Uint8Array(32),
  shareX: new Uint8Array(32),
  shareY: new Uint8Array(32),
  nullifier: new Uint8Array(32),
  rlnIdentifier: new Uint8Array(32),
}

function defectOf(data: Uint8Array | string): string {
  const decoded = decodeWakuMessage(typeof data === 'string' ? hexToBytes(data) : data)
  return decoded.ok ? 'none' : decoded.defect
}

function decode(hex: string): WakuMessage {
  const decoded = decodeWakuMessage(hexToBytes(hex))
  if (!decoded.ok) throw new Error(decoded.defect)
  return decoded.message
}

// An empty payload and an empty content topic: the least a message needs.
const LEAST = '0a001200'

describe('encodeWakuMessage', () => {
  it('writes every field, zeros too, as nwaku does', () => {
    expect(bytesToHex(encodeWakuMessage(empty))).to.equal('0a00' + '1200' + '1800' + '5000' + '5a00' + 'f80100')
  })

  it('writes the timestamp in zigzag', () => {
    expect(bytesToHex(encodeWakuMessage({ ...empty, timestampNs: -1n }))).to.contain('5001')
    expect(bytesToHex(encodeWakuMessage({ ...empty, timestampNs: 1n }))).to.contain('5002')
  })

  it('writes negative multiples of 2^32, on which protons-runtime errs', () => {
    for (const timestampNs of [-(2n ** 32n), -(2n ** 53n), -(2n ** 63n)]) {
      const decoded = decodeWakuMessage(encodeWakuMessage({ ...empty, timestampNs }))
      expect(decoded.ok && decoded.message.timestampNs).to.equal(timestampNs)
    }
  })

  it('writes a proof of 335 bytes into field 21', () => {
    expect(encodeRateLimitProof(zeroProof)).to.have.length(335)
    const fields = bytesToHex(encodeWakuMessage({ ...empty, rateLimitProof: zeroProof }))
    expect(fields).to.contain(`aa01cf02${bytesToHex(encodeRateLimitProof(zeroProof))}f80100`)
  })

  for (const [name, wrong] of Object.entries<Partial<WakuMessage>>({
    'a lone surrogate in the content topic': { contentTopic: '/a/1/\ud800/c' },
    'a negative version': { version: -1 },
    'a version of more than 32 bits': { version: 2 ** 32 },
    'a timestamp of more than 64 bits': { timestampNs: 2n ** 63n },
    'a meta of 65 bytes': { meta: new Uint8Array(65) },
  })) {
    it(`refuses ${name}`, () => {
      expect(() => encodeWakuMessage({ ...empty, ...wrong }))
        .to.throw(MessageError)
        .with.property('code', 'message_not_encodable')
    })
  }
})

describe('decodeWakuMessage', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const contentTopicBytes = new TextEncoder().encode(message.contentTopic)
        expect(decodeWakuMessage(encodeWakuMessage(message))).to.deep.equal({ ok: true, message, contentTopicBytes })
      }),
      { numRuns: 1000 },
    )
  })

  it('agrees with the decoder protons generates on what the encoder writes', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { contentTopic, timestampNs, ...rest } = message
        expect(WakuMessageFields.decode(encodeWakuMessage(message))).to.deep.equal({
          ...rest,
          contentTopic: new TextEncoder().encode(contentTopic),
          timestamp: BigInt.asUintN(64, (timestampNs << 1n) ^ (timestampNs >> 63n)),
        })
      }),
    )
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (data) => {
        expect(decodeWakuMessage(data)).to.have.property('ok')
      }),
      { numRuns: 10_000 },
    )
  })

  it('never throws on a message with a few bytes changed or cut off', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 })
    fc.assert(
      fc.property(anyMessage, damage, fc.nat(), (message, changes, cut) => {
        const data = encodeWakuMessage(message)
        for (const [at, byte] of changes) data[at % data.length] = byte
        expect(decodeWakuMessage(data.subarray(0, cut % (data.length + 1)))).to.have.property('ok')
      }),
      { numRuns: 10_000 },
    )
  })

  it('fills in what is not on the wire', () => {
    expect(decode(LEAST)).to.deep.equal(empty)
  })

  it('takes an empty proof field for no proof', () => {
    expect(decode(`${LEAST}aa0100`)).to.deep.equal(empty)
  })

  it('hands out proof fields of any length', () => {
    expect(decode(`${LEAST}aa01030a01ff`).rateLimitProof).to.deep.equal({
      proof: hexToBytes('ff'),
      merkleRoot: new Uint8Array(0),
      epoch: new Uint8Array(0),
      shareX: new Uint8Array(0),
      shareY: new Uint8Array(0),
      nullifier: new Uint8Array(0),
      rlnIdentifier: new Uint8Array(0),
    })
  })

  it('lets the last of several values count and skips what it does not know', () => {
    const message = decode(`${LEAST}0a01aa0a01bb${'a00601'}1803`)
    expect(message.payload).to.deep.equal(hexToBytes('bb'))
    expect(message.version).to.equal(3)
  })

  it('skips a known field of another wire type', () => {
    expect(decode(`${LEAST}1a01ff`).version).to.equal(0)
    expect(defectOf('0801' + '1200')).to.equal('payload_missing')
  })

  it('takes any small integer but 0 for ephemeral', () => {
    expect(decode(`${LEAST}f80102`).ephemeral).to.equal(true)
    expect(decode(`${LEAST}f80100`).ephemeral).to.equal(false)
  })

  it('keeps a byte order mark in the content topic', () => {
    expect(decode('0a001203efbbbf').contentTopic).to.equal('\ufeff')
  })

  it('hands out plain arrays, also from a Buffer', () => {
    const decoded = decodeWakuMessage(Buffer.from(`0a01aa1200`, 'hex'))
    expect(decoded.ok && decoded.message.payload.constructor).to.equal(Uint8Array)
  })

  it('reads 150 KiB and refuses a byte more', () => {
    const overhead = 20
    const payload = new Uint8Array(MAX_MESSAGE_SIZE_BYTES - overhead)
    const data = encodeWakuMessage({ ...empty, payload })
    const padding = (length: number): Uint8Array =>
      concatBytes(hexToBytes('a206'), Uint8Array.of(length), new Uint8Array(length))
    const missing = MAX_MESSAGE_SIZE_BYTES - data.length
    expect(defectOf(concatBytes(data, padding(missing - 3)))).to.equal('none')
    expect(defectOf(concatBytes(data, padding(missing - 2)))).to.equal('too_large')
  })

  it('goes through 75 000 unknown fields in no time', () => {
    const fields = new Uint8Array(MAX_MESSAGE_SIZE_BYTES - 4).map((_, index) => (index % 2 === 0 ? 0x78 : 0))
    const startMs = performance.now()
    expect(defectOf(concatBytes(hexToBytes(LEAST), fields))).to.equal('none')
    expect(performance.now() - startMs).to.be.below(500)
  })

  for (const [name, [hex, defect]] of Object.entries({
    'no bytes at all': ['', 'payload_missing'],
    'no payload': ['1200', 'payload_missing'],
    'no content topic': ['0a00', 'content_topic_missing'],
    'a truncated message': ['0a001205aa', 'not_protobuf'],
    'a timestamp cut off at the end, which protons would read': [`${LEAST}50ffffffff`, 'not_protobuf'],
    'a proof that is not protobuf': [`${LEAST}aa01010a`, 'not_protobuf'],
    'a proof longer than its message': [`${LEAST}aa01050a`, 'not_protobuf'],
    'a group': [`${LEAST}a306a406`, 'ambiguous_encoding'],
    'a group within the proof': [`${LEAST}aa01020b0c`, 'ambiguous_encoding'],
    'a version of 33 bits': [`${LEAST}188080808010`, 'ambiguous_encoding'],
    'an ephemeral of 33 bits': [`${LEAST}f8018080808010`, 'ambiguous_encoding'],
    'a meta of 65 bytes': [`${LEAST}5a41${'00'.repeat(65)}`, 'meta_too_long'],
    'a content topic that is not UTF-8': ['0a001201ff', 'content_topic_not_utf8'],
    'a content topic with an encoded surrogate': ['0a001203eda080', 'content_topic_not_utf8'],
  })) {
    it(`finds ${name}: ${defect}`, () => expect(defectOf(hex!)).to.equal(defect))
  }

  it('blames the content topic only when nothing else is wrong', () => {
    const topicNotUtf8 = '0a001201ff'
    expect(defectOf(`${topicNotUtf8}5a41${'00'.repeat(65)}`)).to.equal('meta_too_long')
    expect(defectOf(`${topicNotUtf8}aa01010a`)).to.equal('not_protobuf')
    expect(defectOf(`${topicNotUtf8}188080808010`)).to.equal('ambiguous_encoding')
  })
})
