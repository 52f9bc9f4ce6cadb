import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  NoiseHandshake,
  type NoisePatternName,
  type NoiseRole,
  parseInvitation,
  SymmetricKey,
  X25519PrivateKey,
} from '../../../../src/encryption/index.ts'
import { pairingCode } from '../../../../src/encryption/noise/pairing-code.ts'
import { bytesToHex, hexToBytes } from '../../../../src/foundation/index.ts'

interface Transcript {
  readonly pattern: NoisePatternName
  readonly ourRole: NoiseRole
  readonly ourStatic: string
  readonly ourEphemeral: string
  readonly theirStatic: string
  readonly theirEphemeral: string
  readonly psk: string
  readonly prologue: string
  readonly firstNametag: string
  readonly code: string
  readonly messages: readonly { readonly from: 'us' | 'them'; readonly payload: string; readonly bytes: string }[]
}

const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../vectors/noise-peer.json'), 'utf8')) as {
  readonly vectors: readonly Transcript[]
}

function handshakeOf(transcript: Transcript): NoiseHandshake {
  const { pattern, ourRole, theirStatic, theirEphemeral } = transcript
  const ephemeralKey = X25519PrivateKey.from(transcript.ourEphemeral)
  const knowsStatic = pattern === 'K1K1' || (pattern === 'XK1' && ourRole === 'initiator')
  const isPairing = pattern === 'WakuPairing'
  return new NoiseHandshake(
    { random: { bytes: () => ephemeralKey.expose() } },
    {
      pattern,
      role: ourRole,
      staticKey: X25519PrivateKey.from(transcript.ourStatic),
      psk: SymmetricKey.from(transcript.psk),
      prologue: hexToBytes(transcript.prologue),
      firstNametag: hexToBytes(transcript.firstNametag),
      ...(knowsStatic && { remoteStatic: hexToBytes(theirStatic) }),
      ...(isPairing && ourRole === 'initiator' && { remoteEphemeral: hexToBytes(theirEphemeral) }),
      ...(isPairing && ourRole === 'responder' && { ephemeralKey }),
    },
  )
}

describe('handshakes and sessions with js-noise, as they were recorded', () => {
  for (const transcript of vectors) {
    const { pattern, ourRole, messages, code, theirStatic } = transcript

    it(`${pattern} as the ${ourRole}: the same bytes, nametags, code and transport messages`, () => {
      const handshake = handshakeOf(transcript)
      for (const [step, { from, payload, bytes }] of messages.slice(0, 3).entries()) {
        expect(handshake.isOurTurn).to.equal(from === 'us')
        if (from === 'us') expect(bytesToHex(handshake.write(hexToBytes(payload)))).to.equal(bytes)
        else expect(handshake.read(hexToBytes(bytes))).to.deep.equal({ ok: true, payload: hexToBytes(payload) })
        if (step === 0) expect(pairingCode(handshake.hash)).to.equal(code)
      }
      const session = handshake.finish()
      expect(bytesToHex(session.remoteStatic)).to.equal(theirStatic)
      for (const { from, payload, bytes } of messages.slice(3)) {
        if (from === 'us') expect(bytesToHex(session.seal(hexToBytes(payload)))).to.equal(bytes)
        else expect(session.open(hexToBytes(bytes))).to.deep.equal({ ok: true, payload: hexToBytes(payload) })
      }
    })
  }

  it('the QR code of a pairing is read', () => {
    const qr =
      'd2FrdS1ub2lzZS1zZXNzaW9ucw==:MC4x:MTA=:WMiu1ZbZBT3xi0rvsqgiT3aJxbotPsKg8jzKLGDEtz8=:t0CgIxaRlcmhWDRlGNoCj81j-P_y5ei76dH_uRcDYoE='
    const invitation = parseInvitation(qr, new Uint8Array(16))
    expect(invitation).to.deep.include({
      application: { name: 'waku-noise-sessions', version: '0.1' },
      shardId: '10',
      qr,
    })
    expect(bytesToHex(invitation.ephemeralKey)).to.match(/^58c8aed5/)
  })
})
