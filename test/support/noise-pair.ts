import {
  NoiseHandshake,
  type NoisePatternName,
  type NoiseSession,
  SymmetricKey,
  X25519PrivateKey,
} from '../../src/encryption/index.ts'
import { FakeRandom } from './fake-random.ts'

const random = new FakeRandom(35)

export const aliceKey = X25519PrivateKey.generate(random)
export const bobKey = X25519PrivateKey.generate(random)
const psk = SymmetricKey.generate(random)
const bobEphemeral = X25519PrivateKey.generate(random)

export const patternNames: readonly NoisePatternName[] = ['K1K1', 'XK1', 'XX', 'XXpsk0', 'WakuPairing']

/** Both ends of a handshake, Alice's and Bob's; a prologue of Bob's own makes it fail. */
export function noisePair(pattern: NoisePatternName, prologues: { readonly ofBob?: Uint8Array } = {}) {
  const prologue = Uint8Array.of(1, 2, 3)
  const initiator = new NoiseHandshake(
    { random },
    {
      pattern,
      role: 'initiator',
      staticKey: aliceKey,
      prologue,
      psk,
      ...((pattern === 'K1K1' || pattern === 'XK1') && { remoteStatic: bobKey.publicKey }),
      ...(pattern === 'WakuPairing' && { remoteEphemeral: bobEphemeral.publicKey }),
    },
  )
  const responder = new NoiseHandshake(
    { random },
    {
      pattern,
      role: 'responder',
      staticKey: bobKey,
      prologue: prologues.ofBob ?? prologue,
      psk,
      ...(pattern === 'K1K1' && { remoteStatic: aliceKey.publicKey }),
      ...(pattern === 'WakuPairing' && { ephemeralKey: bobEphemeral }),
    },
  )
  return { initiator, responder }
}

/** The sessions of Alice and Bob after a handshake without payloads. */
export function noiseSessions(pattern: NoisePatternName = 'XX'): { alice: NoiseSession; bob: NoiseSession } {
  const { initiator, responder } = noisePair(pattern)
  for (let step = 0; step < 3; step++) {
    const [writer, reader] = step % 2 === 0 ? [initiator, responder] : [responder, initiator]
    const read = reader.read(writer.write())
    if (!read.ok) throw new Error(`the handshake failed: ${read.reason}`)
  }
  return { alice: initiator.finish(), bob: responder.finish() }
}
