import { expect } from 'chai'
import fc from 'fast-check'
import {
  EncryptionError,
  MAX_PAYLOAD_BYTES,
  NoiseHandshake,
  X25519PrivateKey,
} from '../../../../src/encryption/index.ts'
import { concatBytes } from '../../../../src/foundation/index.ts'
import { damagedPayloads } from '../../../support/damaged-payloads.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { aliceKey, bobKey, noisePair, patternNames } from '../../../support/noise-pair.ts'

const text = (value: string) => new TextEncoder().encode(value)
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof EncryptionError) return error.code
    throw error
  }
}
/** Where the first message's nametag, protocol id, length of keys, first key and payload begin. */
const [PROTOCOL_AT, KEYS_LENGTH_AT, FIRST_FLAG_AT, FIRST_KEY_AT] = [16, 17, 18, 19]
const LOW_ORDER_POINTS = [
  new Uint8Array(32),
  Uint8Array.of(1, ...new Uint8Array(31)),
  Uint8Array.from(Buffer.from('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800', 'hex')),
]

for (const pattern of patternNames) {
  describe(`a handshake ${pattern}`, () => {
    it('carries a payload with each message, and gives both the same session and each other', () => {
      const { initiator, responder } = noisePair(pattern)
      for (let step = 0; step < 3; step++) {
        const [writer, reader] = step % 2 === 0 ? [initiator, responder] : [responder, initiator]
        expect(reader.nametag).to.deep.equal(writer.nametag)
        const payload = text('x'.repeat(step * 247))
        expect(reader.read(writer.write(payload))).to.deep.equal({ ok: true, payload })
      }
      expect(initiator.isComplete && responder.isComplete).to.equal(true)
      expect(initiator.hash).to.deep.equal(responder.hash)
      const [alice, bob] = [initiator.finish(), responder.finish()]
      expect(alice.remoteStatic).to.deep.equal(bobKey.publicKey)
      expect(bob.remoteStatic).to.deep.equal(aliceKey.publicKey)
      expect(bob.open(alice.seal(text('to Bob')))).to.deep.equal({ ok: true, payload: text('to Bob') })
      expect(alice.open(bob.seal(text('to Alice')))).to.deep.equal({ ok: true, payload: text('to Alice') })
    })

    it('fails when the two do not agree on the prologue', () => {
      const { initiator, responder } = noisePair(pattern, { ofBob: text('another') })
      const first = responder.read(initiator.write())
      // Without a key in the first message the difference shows with the second, whose name nobody waits for.
      if (first.ok) expect(initiator.read(responder.write())).to.deep.equal({ ok: false, reason: 'not_for_us' })
      else expect(first.reason).to.equal('authentication_failed')
    })

    it('survives any message that is not the genuine one: it reads the genuine one after it', () => {
      const { initiator, responder } = noisePair(pattern)
      let genuine = initiator.write(text('first'))
      for (let step = 0; step < 3; step++) {
        const [reader, next] = step % 2 === 0 ? [responder, responder] : [initiator, initiator]
        // In the clear, whatever has the right form is a first message: an attacker's is as good as anybody's.
        const isClear = step === 0 && (pattern === 'K1K1' || pattern === 'XK1' || pattern === 'XX')
        if (!isClear) {
          fc.assert(
            fc.property(damagedPayloads([genuine]), (damaged) => {
              expect(reader.read(damaged).ok).to.equal(false)
            }),
            { numRuns: 150 },
          )
        }
        expect(reader.read(genuine).ok, `${step}`).to.equal(true)
        if (step < 2) genuine = next.write(text('next'))
      }
      expect(initiator.finish().handshakeHash).to.deep.equal(responder.finish().handshakeHash)
    })

    it('refuses a public key of low order, and does not fail over it later', () => {
      for (const point of LOW_ORDER_POINTS) {
        const { initiator, responder } = noisePair(pattern)
        const first = initiator.write()
        const changed = first.slice()
        changed.set(point, FIRST_KEY_AT)
        expect(responder.read(changed)).to.deep.equal({ ok: false, reason: 'public_key_invalid' })
        expect(responder.read(first).ok).to.equal(true)
      }
    })

    it('tells truncated from malformed from those of others', () => {
      const { initiator, responder } = noisePair(pattern)
      const first = initiator.write()
      const changedAt = (at: number, to: number) => first.with(at, to)
      const answers: [Uint8Array, string][] = [
        [new Uint8Array(), 'truncated'],
        [first.slice(0, 17), 'truncated'],
        [first.slice(0, 40), 'truncated'],
        [first.slice(0, -1), 'truncated'],
        [concatBytes(first, Uint8Array.of(0)), 'malformed'],
        [changedAt(0, 99), 'not_for_us'],
        [changedAt(PROTOCOL_AT, 99), 'malformed'],
        [changedAt(KEYS_LENGTH_AT, 255), 'malformed'],
        [changedAt(FIRST_FLAG_AT, 2), 'malformed'],
        [changedAt(FIRST_FLAG_AT, 1), 'malformed'],
        // A length of 2^64 - 1 asks for nothing: it is longer than what is there.
        [concatBytes(first.slice(0, 51), new Uint8Array(8).fill(255), first.slice(59)), 'truncated'],
      ]
      for (const [bytes, reason] of answers) expect(responder.read(bytes)).to.deep.equal({ ok: false, reason })
      expect(responder.read(first).ok).to.equal(true)
      expect(codeOf(() => responder.read(first))).to.equal('out_of_turn')
    })

    it('refuses steps out of turn, and payloads that are too large', () => {
      const { initiator, responder } = noisePair(pattern)
      expect(codeOf(() => responder.write())).to.equal('out_of_turn')
      expect(codeOf(() => initiator.read(new Uint8Array(100)))).to.equal('out_of_turn')
      expect(codeOf(() => initiator.finish())).to.equal('out_of_turn')
      expect(codeOf(() => initiator.write(new Uint8Array(MAX_PAYLOAD_BYTES + 1)))).to.equal('payload_too_large')
      expect(responder.read(initiator.write()).ok).to.equal(true)
    })
  })
}

describe('a handshake whose first message is in the clear', () => {
  it('does not take one that is padded wrongly, and waits for the genuine one', () => {
    const { initiator, responder } = noisePair('XX')
    const genuine = initiator.write()
    for (const padding of [0, 249, 247]) {
      expect(responder.read(genuine.with(-1, padding))).to.deep.equal({ ok: false, reason: 'padding_invalid' })
    }
    expect(responder.read(genuine).ok).to.equal(true)
  })
})

describe('a complete handshake', () => {
  it('gives its session once: two would send under the same nonces', () => {
    const { initiator, responder } = noisePair('K1K1')
    for (const [writer, reader] of [
      [initiator, responder],
      [responder, initiator],
      [initiator, responder],
    ] as const) {
      reader.read(writer.write())
    }
    expect(initiator.finish().maySend).to.equal(true)
    expect(codeOf(() => initiator.finish())).to.equal('out_of_turn')
  })
})

describe('a handshake with a first nametag of another length', () => {
  it('is refused where it is made', () => {
    const components = { random: new FakeRandom(1) }
    const options = { pattern: 'XX', role: 'initiator', staticKey: aliceKey } as const
    for (const length of [0, 15, 17]) {
      const make = () => new NoiseHandshake(components, { ...options, firstNametag: new Uint8Array(length) })
      expect(codeOf(make)).to.equal('invitation_invalid')
    }
  })
})

describe('a handshake without the keys of its pattern', () => {
  it('is refused where it is made', () => {
    const components = { random: new FakeRandom(1) }
    const staticKey = X25519PrivateKey.generate(components.random)
    for (const pattern of ['K1K1', 'XK1', 'XXpsk0', 'WakuPairing'] as const) {
      const make = () => new NoiseHandshake(components, { pattern, role: 'initiator', staticKey })
      expect(codeOf(make), pattern).to.equal('key_missing')
    }
    const remoteStatic = new Uint8Array(32)
    const make = () => new NoiseHandshake(components, { pattern: 'XK1', role: 'initiator', staticKey, remoteStatic })
    expect(codeOf(make)).to.equal('key_invalid')
  })
})
