import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { SymmetricKey, X25519PrivateKey } from '../../../../src/encryption/index.ts'
import { HandshakeState } from '../../../../src/encryption/noise/handshake-state.ts'
import { type NoisePattern, noisePatterns } from '../../../../src/encryption/noise/noise-pattern.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../../../../src/foundation/index.ts'

interface Vector {
  readonly protocolName: string
  readonly source: string
  readonly prologue: string
  readonly initiatorStatic: string
  readonly initiatorEphemeral: string
  readonly responderStatic: string
  readonly responderEphemeral: string
  readonly responderStaticPublic?: string
  readonly initiatorStaticPublic?: string
  readonly psk?: string
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[]
}

const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../vectors/noise.json'), 'utf8')) as {
  readonly vectors: readonly Vector[]
}

const NOTHING = new Uint8Array()

function sides(vector: Vector, pattern: NoisePattern): readonly [HandshakeState, HandshakeState] {
  const psk = vector.psk === undefined ? {} : { psk: SymmetricKey.from(vector.psk) }
  const knows = (publicKey?: string) => (publicKey === undefined ? {} : { remoteStatic: hexToBytes(publicKey) })
  const drawing = (ephemeral: string) => ({ random: { bytes: () => hexToBytes(ephemeral) } })
  return [
    new HandshakeState(
      drawing(vector.initiatorEphemeral),
      pattern,
      'initiator',
      { staticKey: X25519PrivateKey.from(vector.initiatorStatic), ...knows(vector.responderStaticPublic), ...psk },
      hexToBytes(vector.prologue),
    ),
    new HandshakeState(
      drawing(vector.responderEphemeral),
      pattern,
      'responder',
      { staticKey: X25519PrivateKey.from(vector.responderStatic), ...knows(vector.initiatorStaticPublic), ...psk },
      hexToBytes(vector.prologue),
    ),
  ]
}

describe('the handshakes of the Noise specification', () => {
  it('have a vector for each pattern of 35/WAKU2-NOISE', () => {
    const named = new Set(vectors.map(({ protocolName }) => protocolName))
    for (const pattern of ['K1K1', 'XK1', 'XX', 'XXpsk0'] as const) {
      expect(named).to.include(noisePatterns[pattern].name)
    }
  })

  for (const vector of vectors) {
    it(`${vector.protocolName}: the bytes of ${vector.source}, written and read, and the transport messages`, () => {
      const pattern = Object.values(noisePatterns).find(({ name }) => name === vector.protocolName)!
      const [initiator, responder] = sides(vector, pattern)
      const handshake = vector.messages.slice(0, pattern.messages.length)
      for (const [step, { payload, ciphertext }] of handshake.entries()) {
        const [writer, reader] = step % 2 === 0 ? [initiator, responder] : [responder, initiator]
        expect([writer.isOurTurn, reader.isOurTurn]).to.deep.equal([true, false])
        const written = writer.write(hexToBytes(payload))
        expect(bytesToHex(concatBytes(...written.publicKeys.map(({ bytes }) => bytes), written.payload))).to.equal(
          ciphertext,
        )
        expect(reader.read(written)).to.deep.equal({ ok: true, payload: hexToBytes(payload) })
        expect(reader.hash).to.deep.equal(writer.hash)
      }
      expect(initiator.isComplete && responder.isComplete).to.equal(true)
      expect(initiator.remoteStatic).to.deep.equal(X25519PrivateKey.from(vector.responderStatic).publicKey)
      expect(responder.remoteStatic).to.deep.equal(X25519PrivateKey.from(vector.initiatorStatic).publicKey)

      const [ofInitiator, ofResponder] = [initiator.split(), responder.split()]
      const transport = vector.messages.slice(pattern.messages.length)
      expect(transport).to.have.length(2)
      // snow goes on in turn, flynn/noise begins again with the initiator.
      const first = vector.source.startsWith('snow') ? 1 : 0
      for (const [step, { payload, ciphertext }] of transport.entries()) {
        const [writer, reader] = (step + first) % 2 === 0 ? [ofInitiator, ofResponder] : [ofResponder, ofInitiator]
        expect(bytesToHex(writer.outbound.encrypt(NOTHING, hexToBytes(payload)))).to.equal(ciphertext)
        expect(reader.inbound.decrypt(NOTHING, hexToBytes(ciphertext))).to.deep.equal(hexToBytes(payload))
      }
    })
  }
})
