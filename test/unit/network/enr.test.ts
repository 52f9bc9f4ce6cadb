import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, hexToBytes } from '../../../src/foundation/index.ts'
import { base64UrlToBytes, bytesToBase64Url } from '../../../src/network/base64-url.ts'
import {
  decodeEnr,
  type Enr,
  encodeEnr,
  enrNodeId,
  MAX_ENR_BYTES,
  NetworkError,
  signEnr,
} from '../../../src/network/index.ts'

// The example record of EIP-778, with its private key.
const PRIVATE_KEY = hexToBytes('b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291')
const NODE_ID = 'a448f24c6d18e575453db13171562b71999873db5b286df957af199ec94617f7'
const TEXT =
  'enr:-IS4QHCYrYZbAKWCBRlAy5zzaDZXJBGkcnh4MHcBFZntXNFrdvJjX04jRzjzCBOonrkTfj499SZuOh8R33Ls8RRcy5wBgmlkgnY0gmlwhH8AAAGJc2VjcDI1NmsxoQPKY0yuDUmstAHYpMa2_oxVtw0RW_QAdpzBQA8yWM0xOIN1ZHCCdl8'

/** Of the example: 127.0.0.1 and UDP port 30303. */
const FIELDS = new Map([
  ['ip', hexToBytes('7f000001')],
  ['udp', hexToBytes('765f')],
])

function codeOf(text: string): string {
  try {
    decodeEnr(text)
    return 'none'
  } catch (error) {
    return error instanceof NetworkError ? error.code : `thrown: ${error}`
  }
}

describe('node record (EIP-778)', () => {
  it('reads the example of the standard', () => {
    const enr = decodeEnr(TEXT)
    expect(enr.sequence).to.equal(1n)
    expect([...enr.entries.keys()]).to.deep.equal(['id', 'ip', 'secp256k1', 'udp'])
    expect(bytesToHex(enr.entries.get('ip') as Uint8Array)).to.equal('7f000001')
    expect(bytesToHex(enrNodeId(enr))).to.equal(NODE_ID)
  })

  it('writes the example of the standard, byte for byte', () => {
    expect(encodeEnr(signEnr(PRIVATE_KEY, 1n, FIELDS))).to.equal(TEXT)
  })

  it('gives back what was signed, whatever it was', () => {
    const key = fc.stringMatching(/^[a-h][a-z0-9]{0,7}$/)
    const value = fc.uint8Array({ maxLength: 40 })
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.dictionary(key, value, { maxKeys: 3 }), (sequence, fields) => {
        const signed = signEnr(PRIVATE_KEY, sequence, new Map(Object.entries(fields)))
        const read = decodeEnr(encodeEnr(signed))
        expect(read).to.deep.equal(signed)
        for (const [name, bytes] of Object.entries(fields)) expect(read.entries.get(name)).to.deep.equal(bytes)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps lists under keys of other networks', () => {
    // RLP of a record that go-ethereum writes holds a list under "eth".
    const withList = new Map<string, unknown>([...FIELDS, ['eth', [[hexToBytes('0a0b'), new Uint8Array()]]]])
    const text = encodeEnr(signEnr(PRIVATE_KEY, 1n, withList as Map<string, Uint8Array>))
    expect(encodeEnr(decodeEnr(text))).to.equal(text)
  })

  it('refuses to sign more than 300 bytes', () => {
    const fields = new Map([['a', new Uint8Array(MAX_ENR_BYTES - 100)]])
    expect(() => signEnr(PRIVATE_KEY, 1n, fields))
      .to.throw(NetworkError)
      .with.property('code', 'enr_too_large')
  })

  const bytes = base64UrlToBytes(TEXT.slice(4))!
  const wrong: readonly (readonly [string, string])[] = [
    ['without its prefix', TEXT.slice(4)],
    ['that is empty', 'enr:'],
    ['in padded base64', `${TEXT}==`],
    ['with a character of ordinary base64', TEXT.replace('_', '/')],
    ['with bits after its end', `enr:${bytesToBase64Url(bytes.subarray(0, -1))}_`],
    ['with bytes after its end', `enr:${bytesToBase64Url(Uint8Array.of(...bytes, 0))}`],
    ['over 300 bytes, unread', `enr:${'A'.repeat(100_000)}`],
    ['that is a list of lists without end', `enr:${bytesToBase64Url(new Uint8Array(300).fill(0xc1))}`],
    ['signed by another', forged({ publicKey: secp256k1.getPublicKey(new Uint8Array(32).fill(7)) })],
    ['with another sequence number', forged({ sequence: 2n })],
    ['with a changed field', forged({ entries: changed('ip', hexToBytes('7f000002')) })],
    ['of another identity scheme', forged({ entries: changed('id', hexToBytes('7635')) })],
    ['whose key is no point', forged({ entries: changed('secp256k1', new Uint8Array(33).fill(5)) })],
    ['whose signature is all zero', forged({ signature: new Uint8Array(64) })],
    ['whose signature has the higher of two s', forged({ signature: withHigherS() })],
    ['whose keys are not in order', forged({ entries: new Map([...decodeEnr(TEXT).entries].reverse()) })],
  ]
  for (const [what, text] of wrong) {
    it(`refuses one ${what}`, () => {
      expect(codeOf(text)).to.equal('invalid_enr')
    })
  }

  it('survives 10 000 damaged records: each is read or refused with its code', () => {
    const damaged = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([index, byte]) => bytes.with(index, byte))
    const cut = fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length)).map(([from, to]) => bytes.slice(from, to))
    const spliced = fc
      .tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 160 }))
      .map(([index, inserted]) => Uint8Array.of(...bytes.slice(0, index), ...inserted, ...bytes.slice(index)))
    const isJudged = (input: Uint8Array): boolean => {
      const code = codeOf(`enr:${bytesToBase64Url(input)}`)
      return code === 'invalid_enr' || (code === 'none' && bytesToBase64Url(input) === TEXT.slice(4))
    }
    // The first kind mostly ends in the check of the signature, which takes milliseconds.
    fc.assert(fc.property(damaged, isJudged), { numRuns: 500 })
    fc.assert(fc.property(cut, isJudged), { numRuns: 3_000 })
    fc.assert(fc.property(spliced, isJudged), { numRuns: 3_000 })
    fc.assert(
      fc.property(fc.string({ maxLength: 450 }), (text) => codeOf(`enr:${text}`) === 'invalid_enr'),
      { numRuns: 3_500 },
    )
  })
})

function changed(key: string, value: Uint8Array): Enr['entries'] {
  return new Map([...decodeEnr(TEXT).entries].map(([name, old]) => [name, name === key ? value : old]))
}

/** The example with some part exchanged, and its old signature. */
function forged(parts: Partial<Enr>): string {
  const enr = { ...decodeEnr(TEXT), ...parts }
  const entries = parts.publicKey ? changed('secp256k1', parts.publicKey) : enr.entries
  return encodeEnr({ ...enr, entries })
}

/** ECDSA: with s, the order minus s signs the same. */
function withHigherS(): Uint8Array {
  const { signature } = decodeEnr(TEXT)
  const { r, s } = secp256k1.Signature.fromBytes(signature)
  return new secp256k1.Signature(r, secp256k1.Point.CURVE().n - s).toBytes()
}
