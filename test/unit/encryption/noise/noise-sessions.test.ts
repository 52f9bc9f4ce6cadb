import { expect } from 'chai'
import fc from 'fast-check'
import {
  EncryptionError,
  MAX_NOISE_SESSIONS,
  MAX_PAYLOAD_BYTES,
  NoiseSession,
  NoiseSessions,
  SessionState,
} from '../../../../src/encryption/index.ts'
import { bigIntToBytesLE, concatBytes } from '../../../../src/foundation/index.ts'
import { carelessSender } from '../../../support/careless-sender.ts'
import { damagedPayloads } from '../../../support/damaged-payloads.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { noiseSessions } from '../../../support/noise-pair.ts'

const random = new FakeRandom(37)
const held = (...all: NoiseSession[]): NoiseSessions => {
  const sessions = new NoiseSessions()
  for (const session of all) sessions.add(session)
  return sessions
}
const numbersRead = (sessions: NoiseSessions, sealed: readonly Uint8Array[]): (number | string)[] =>
  sealed.map((each) => {
    const read = sessions.open(each)
    return read.ok ? Number(read.number) : read.reason
  })
const sealedBy = (session: NoiseSession, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => session.seal(Uint8Array.of(index)))
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof EncryptionError) return error.code
    throw error
  }
}

describe('an index of Noise sessions', () => {
  it('finds the session of each message among many, whoever writes when', () => {
    const pairs = Array.from({ length: 12 }, () => noiseSessions('K1K1'))
    const sessions = held(...pairs.map(({ bob }) => bob))
    for (let round = 0; round < 3; round++) {
      for (const [index, { alice, bob }] of pairs.entries()) {
        const read = sessions.open(alice.seal(Uint8Array.of(index)))
        expect(read).to.deep.equal({ ok: true, payload: Uint8Array.of(index), session: bob, number: BigInt(round) })
        expect(read.ok && read.session === bob).to.equal(true)
      }
    }
  })

  it('reads each message once, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...Array(25).keys()], { minLength: 25 }),
        fc.array(fc.nat(24)),
        (order, extra) => {
          const { alice, bob } = noiseSessions('K1K1')
          const sealed = sealedBy(alice, 25)
          const sessions = held(bob)
          const read = numbersRead(
            sessions,
            [...order, ...extra].map((index) => sealed[index]!),
          )
          expect(read.slice(0, 25)).to.deep.equal(order)
          expect(read.slice(25)).to.deep.equal(extra.map(() => 'replayed'))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('goes on by itself when messages are lost, and gives up those that are 25 late', () => {
    const { alice, bob } = noiseSessions()
    const sealed = sealedBy(alice, 400)
    const sessions = held(bob)
    // Every twentieth comes.
    const arriving = sealed.filter((_, index) => index % 20 === 19)
    expect(numbersRead(sessions, arriving)).to.deep.equal(arriving.map((_, index) => 20 * index + 19))
    expect(numbersRead(sessions, [sealed[374]!, sealed[373]!])).to.deep.equal([374, 'replayed'])
    expect(sessions.open(alice.seal(Uint8Array.of(1))).ok).to.equal(true)
  })

  it('is not told by names of others, and grows by nothing that strangers send', () => {
    const { alice, bob } = noiseSessions()
    const stranger = noiseSessions().alice
    const sessions = held(bob)
    const names = [...bob.nametags].length
    for (let round = 0; round < 2_000; round++) {
      const sealed = concatBytes(random.bytes(16), new Uint8Array(40))
      expect(sessions.open(sealed)).to.deep.equal({ ok: false, reason: 'not_for_us' })
    }
    expect(sessions.open(stranger.seal(Uint8Array.of(1)))).to.deep.equal({ ok: false, reason: 'not_for_us' })
    for (let count = 0; count <= 15; count++) {
      expect(sessions.open(new Uint8Array(count))).to.deep.equal({ ok: false, reason: 'truncated' })
    }
    expect([...bob.nametags].length).to.equal(names)
    expect(numbersRead(sessions, sealedBy(alice, 120))).to.deep.equal([...Array(120).keys()])
    expect([...bob.nametags].length).to.equal(100)
  })

  it('opens nothing of 10 000 damaged messages, throws nothing, and reads the genuine ones after them', () => {
    const { alice, bob } = noiseSessions()
    const sessions = held(bob)
    sessions.open(alice.seal(Uint8Array.of(0)))
    const genuine = [alice.seal(Uint8Array.of(1)), alice.seal(new Uint8Array(300))]
    fc.assert(
      fc.property(damagedPayloads(genuine), (damaged) => {
        expect(sessions.open(damaged).ok).to.equal(false)
      }),
      { numRuns: 10_000 },
    )
    expect(numbersRead(sessions, genuine)).to.deep.equal([1, 2])
  })

  it('does not look at a message that is longer than any, also under a name that is known', () => {
    const { alice, bob } = noiseSessions()
    const genuine = alice.seal(new Uint8Array(MAX_PAYLOAD_BYTES))
    const sessions = held(bob)
    const longer = new Uint8Array(genuine.length + 512)
    longer.set(genuine.subarray(0, 18))
    longer.set(bigIntToBytesLE(BigInt(longer.length - 26), 8), 18)
    expect(sessions.open(longer)).to.deep.equal({ ok: false, reason: 'malformed' })
    expect(sessions.open(genuine).ok).to.equal(true)
  })

  it('reads a message that is padded wrongly as none, once, and goes on', () => {
    const { alice, bob } = noiseSessions()
    const { pad, bare } = carelessSender(alice)
    const sealed = [pad(Uint8Array.of(0)), bare(new Uint8Array(248)), bare(new Uint8Array(3)), pad(Uint8Array.of(3))]
    const sessions = held(bob)
    const order = [2, 1, 0, 3, 2, 1]
    expect(
      numbersRead(
        sessions,
        order.map((index) => sealed[index]!),
      ),
    ).to.deep.equal(['padding_invalid', 'padding_invalid', 0, 3, 'replayed', 'replayed'])
  })

  it('knows a session no more when it is deleted, and one again after it followed another device', () => {
    const { alice, bob } = noiseSessions()
    const laptop = NoiseSession.restore(SessionState.from(bob.share().expose()))
    const sessions = held(bob)
    for (const sealed of sealedBy(alice, 60)) laptop.open(sealed)
    const next = alice.seal(Uint8Array.of(7))
    expect(sessions.open(next)).to.deep.equal({ ok: false, reason: 'not_for_us' })
    bob.follow(laptop.share())
    sessions.add(bob)
    expect(numbersRead(sessions, [next])).to.deep.equal([60])
    expect([sessions.size, sessions.delete(bob), sessions.delete(bob), sessions.size]).to.deep.equal([
      1,
      true,
      false,
      0,
    ])
    expect(sessions.open(alice.seal(Uint8Array.of(8)))).to.deep.equal({ ok: false, reason: 'not_for_us' })
  })

  it('of one session twice, restored, keeps the one that was added last when the other goes', () => {
    const { alice, bob } = noiseSessions()
    const restored = NoiseSession.restore(bob.share())
    const sessions = held(bob, restored)
    sessions.delete(bob)
    const read = sessions.open(alice.seal(Uint8Array.of(1)))
    expect(read.ok && read.session === restored).to.equal(true)
  })

  it('takes a thousand, and no more', () => {
    const sessions = new NoiseSessions()
    const state = noiseSessions('K1K1').bob.share()
    const all = Array.from({ length: MAX_NOISE_SESSIONS }, () => NoiseSession.restore(state))
    for (const session of all) sessions.add(session)
    expect(codeOf(() => sessions.add(NoiseSession.restore(state)))).to.equal('too_many_sessions')
    sessions.add(all[0]!)
    sessions.delete(all[1]!)
    sessions.add(NoiseSession.restore(state))
    expect(sessions.size).to.equal(MAX_NOISE_SESSIONS)
  }).timeout(30_000)
})

describe('a Noise session at its last nonces', () => {
  it('knows no message beyond them, and throws nothing', () => {
    const { bob } = noiseSessions()
    const bytes = bob.share().expose()
    const nonceAt = bytes.length - 8
    for (const left of [0n, 1n, 2n, 40n]) {
      bytes.set(bigIntToBytesLE(2n ** 64n - 1n - left, 8), nonceAt)
      const session = NoiseSession.restore(SessionState.from(bytes))
      expect([...session.nametags]).to.have.length(50 + Number(left))
      expect(session.open(new Uint8Array(100)).ok).to.equal(false)
    }
  })
})
