import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'
import {
  decodePeerExchangeRequest,
  decodePeerExchangeResponse,
  encodePeerExchangeRequest,
  encodePeerExchangeResponse,
  MAX_RECORDS_PER_ANSWER,
  type PeerExchangeResponse,
} from '../../../../src/services/peer-exchange/peer-exchange-codec.ts'

const responses: fc.Arbitrary<PeerExchangeResponse> = fc.record(
  {
    records: fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 20 }),
    statusCode: fc.nat(),
    statusDesc: fc.string({ unit: 'grapheme', maxLength: 40 }),
  },
  { requiredKeys: ['records', 'statusCode'] },
)

describe('peer exchange on the wire', () => {
  it('asks as nwaku and js-waku do', () => {
    expect(bytesToHex(encodePeerExchangeRequest({ peers: 60 }))).to.equal('0a02083c')
    expect(decodePeerExchangeRequest(hexToBytes('0a02083c'))).to.deep.equal({ peers: 60 })
    expect(decodePeerExchangeRequest(hexToBytes('0a0208051200')), "nwaku's, with an empty response").to.deep.equal({
      peers: 5,
    })
    expect(decodePeerExchangeRequest(hexToBytes('0a00'))).to.deep.equal({ peers: 0 })
  })

  it('is asked for more than sixty records in vain', () => {
    for (const wanted of ['3d', 'ffffffffffffffffff01']) {
      const query = `08${wanted}`
      const bytes = hexToBytes(`0a${(query.length / 2).toString(16).padStart(2, '0')}${query}`)
      expect(decodePeerExchangeRequest(bytes)).to.deep.equal({ peers: MAX_RECORDS_PER_ANSWER })
    }
  })

  it("answers with a query, too: nwaku's decoder requires it", () => {
    const bytes = encodePeerExchangeResponse({ records: [Uint8Array.of(7)], statusCode: 200, statusDesc: 'OK' })
    expect(bytesToHex(bytes)).to.equal('0a020800' + '120c' + '0a030a0107' + '50c801' + '5a024f4b')
  })

  it('reads the answer of older nodes, which have no status, as a good one', () => {
    expect(decodePeerExchangeResponse(hexToBytes('12050a030a0107'))).to.deep.equal({
      records: [Uint8Array.of(7)],
      statusCode: 200,
    })
  })

  for (const [what, hex] of [
    ['no query', '1200'],
    ['nothing at all', ''],
    ['no protobuf', '0a05'],
    ['a query that is no protobuf', '0a0108'],
  ] as const) {
    it(`is no request with ${what}`, () => expect(decodePeerExchangeRequest(hexToBytes(hex))).to.equal(undefined))
  }

  for (const [what, hex] of [
    ['no response', '0a00'],
    ['a response that is no protobuf', '12010a'],
    ['a peer info that is no protobuf', '12030a010a'],
    ['a status of more than 32 bits', '120750ffffffffff01'],
  ] as const) {
    it(`is no answer with ${what}`, () => expect(decodePeerExchangeResponse(hexToBytes(hex))).to.equal(undefined))
  }

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(responses, (written) => {
        expect(decodePeerExchangeResponse(encodePeerExchangeResponse(written))).to.deep.equal(written)
      }),
    )
  })

  it('of random and of damaged bytes is read or refused, never an exception', () => {
    const damaged = fc.tuple(responses, fc.nat(), fc.nat(0xff)).map(([written, place, byte]) => {
      const bytes = encodePeerExchangeResponse(written)
      bytes[place % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 512 }), damaged), (bytes) => {
        const request = decodePeerExchangeRequest(bytes)
        expect(request === undefined || request.peers <= MAX_RECORDS_PER_ANSWER).to.equal(true)
        const response = decodePeerExchangeResponse(bytes)
        expect(response === undefined || response.records.length <= MAX_RECORDS_PER_ANSWER).to.equal(true)
      }),
      { numRuns: 10_000 },
    )
  })
})
