import { inspect } from 'node:util'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  EncryptionError,
  isSessionTermination,
  NoiseSession,
  nextSessionId,
  rotationHandshake,
  SessionState,
  sessionContentTopic,
  sessionIdOf,
  sessionTermination,
} from '../../../../src/encryption/index.ts'
import { bytesToHex, concatBytes } from '../../../../src/foundation/index.ts'
import { damagedPayloads } from '../../../support/damaged-payloads.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { aliceKey, bobKey, noiseSessions } from '../../../support/noise-pair.ts'

const text = (value: string) => new TextEncoder().encode(value)
const refusal = (reason: string, missing?: number) => ({ ok: false, reason, ...(missing !== undefined && { missing }) })
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof EncryptionError) return error.code
    throw error
  }
}
/** nametag, protocol id, length of keys, length. */
const HEAD_BYTES = 16 + 1 + 1 + 8

describe('a Noise session', () => {
  it('carries payloads both ways, in multiples of 248 bytes', () => {
    const { alice, bob } = noiseSessions()
    for (const size of [0, 1, 247, 248, 249, 495, 496, 2000]) {
      for (const [from, to] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        const payload = new Uint8Array(size).fill(248)
        const sealed = from.seal(payload)
        expect(sealed.length).to.equal(HEAD_BYTES + 16 + (Math.floor(size / 248) + 1) * 248)
        expect(to.open(sealed)).to.deep.equal({ ok: true, payload })
      }
    }
  })

  it('names no message twice, and shows nothing in common between two', () => {
    const { alice, bob } = noiseSessions()
    const names = [alice, bob].flatMap((side) =>
      Array.from({ length: 30 }, () => bytesToHex(side.seal(text('same')).subarray(0, 16))),
    )
    expect(new Set(names).size).to.equal(60)
  })

  it('gives wrong key, replay, reordering and truncation each their own answer, and decrypts nothing', () => {
    const { alice, bob } = noiseSessions()
    const stranger = noiseSessions().alice
    const [first, second, third] = [text('1'), text('2'), text('3')].map((payload) => alice.seal(payload))
    expect(bob.open(stranger.seal(text('of another session')))).to.deep.equal(refusal('not_for_us'))
    expect(bob.open(third!)).to.deep.equal(refusal('out_of_order', 2))
    expect(bob.open(second!)).to.deep.equal(refusal('out_of_order', 1))
    expect(bob.open(first!.slice(0, -1))).to.deep.equal(refusal('truncated'))
    expect(bob.open(shortened(first!))).to.deep.equal(refusal('authentication_failed'))
    expect(bob.open(first!.with(-1, first!.at(-1)! ^ 1))).to.deep.equal(refusal('authentication_failed'))
    expect(bob.open(concatBytes(second!.slice(0, 16), first!.slice(16)))).to.deep.equal(refusal('out_of_order', 1))
    expect(bob.open(concatBytes(first!.slice(0, 16), second!.slice(16)))).to.deep.equal(
      refusal('authentication_failed'),
    )
    expect(bob.open(first!.with(16, 12))).to.deep.equal(refusal('malformed'))
    // Own messages are not for the one who sent them.
    expect(alice.open(first!)).to.deep.equal(refusal('not_for_us'))
    for (const [sealed, value] of [
      [first, '1'],
      [second, '2'],
      [third, '3'],
    ] as const) {
      expect(bob.open(sealed!)).to.deep.equal({ ok: true, payload: text(value) })
      expect(bob.open(sealed!)).to.deep.equal(refusal('replayed'))
    }
  })

  it('goes on after lost messages, once the application gives them up', () => {
    const { alice, bob } = noiseSessions()
    const sealed = Array.from({ length: 60 }, (_, index) => alice.seal(Uint8Array.of(index)))
    expect(bob.open(sealed[49]!)).to.deep.equal(refusal('out_of_order', 49))
    // Beyond the window nothing tells it from a message of others.
    expect(bob.open(sealed[50]!)).to.deep.equal(refusal('not_for_us'))
    expect([0, 51, 1.5].map((count) => codeOf(() => bob.skip(count)))).to.deep.equal(Array(3).fill('skip_out_of_range'))
    bob.skip(49)
    expect(bob.open(sealed[49]!)).to.deep.equal({ ok: true, payload: Uint8Array.of(49) })
    expect(bob.open(sealed[10]!)).to.deep.equal(refusal('replayed'))
    for (const index of [50, 55, 59]) {
      const read = bob.open(sealed[index]!)
      if (!read.ok && read.missing !== undefined) bob.skip(read.missing)
      expect((read.ok ? read : bob.open(sealed[index]!)).ok).to.equal(true)
    }
  })

  it('opens nothing of 10 000 damaged messages, throws nothing, and reads the genuine one after them', () => {
    const { alice, bob } = noiseSessions()
    for (let before = 0; before < 3; before++) bob.open(alice.seal(text('before')))
    const genuine = [alice.seal(text('next')), alice.seal(new Uint8Array(300))]
    fc.assert(
      fc.property(damagedPayloads(genuine), (damaged) => {
        expect(bob.open(damaged).ok).to.equal(false)
      }),
      { numRuns: 10_000 },
    )
    for (const sealed of genuine) expect(bob.open(sealed).ok).to.equal(true)
  })

  it('shows none of its keys', () => {
    const { alice } = noiseSessions()
    const state = alice.share()
    for (const shown of [
      inspect(alice, { depth: 9, showHidden: true }),
      JSON.stringify(alice),
      inspect(state, { depth: 9 }),
    ]) {
      expect(shown).to.not.match(/[0-9a-f]{16}|\d+, \d+, \d+/)
    }
  })
})

describe('a Noise session of several devices (N11M)', () => {
  it('is read by every device, and written by the one that holds the right to send', () => {
    const { alice: phone, bob } = noiseSessions()
    expect(bob.open(phone.seal(text('from the phone'))).ok).to.equal(true)
    const laptop = NoiseSession.restore(SessionState.from(phone.share().expose()))
    expect(laptop.maySend).to.equal(false)
    expect(codeOf(() => laptop.seal(text('too early')))).to.equal('sending_right_missing')
    expect(codeOf(() => laptop.handOver())).to.equal('sending_right_missing')
    const answer = bob.seal(text('answer'))
    for (const device of [phone, laptop])
      expect(device.open(answer)).to.deep.equal({ ok: true, payload: text('answer') })

    laptop.follow(phone.handOver())
    expect([phone.maySend, laptop.maySend]).to.deep.equal([false, true])
    expect(codeOf(() => phone.seal(text('too late')))).to.equal('sending_right_missing')
    expect(bob.open(laptop.seal(text('from the laptop')))).to.deep.equal({ ok: true, payload: text('from the laptop') })
  })

  it('never sends two messages under one nonce, in whatever order old states come back', () => {
    const { alice: phone, bob } = noiseSessions()
    const laptop = NoiseSession.restore(phone.share())
    const toLaptop = phone.handOver()
    laptop.follow(toLaptop)
    expect(bob.open(laptop.seal(text('1'))).ok).to.equal(true)
    // The phone gave the right away with this state: it is not given back by it.
    phone.follow(toLaptop)
    expect(phone.maySend).to.equal(false)
    const toPhone = laptop.handOver()
    laptop.follow(toLaptop)
    laptop.follow(toPhone)
    expect(laptop.maySend).to.equal(false)
    phone.follow(toPhone)
    phone.follow(toLaptop)
    expect(bob.open(phone.seal(text('2')))).to.deep.equal({ ok: true, payload: text('2') })
  })

  it('lets a device catch up with what another one read, and never go back', () => {
    const { alice: phone, bob } = noiseSessions()
    const laptop = NoiseSession.restore(phone.share())
    const old = phone.share()
    const sealed = [1, 2, 3].map((value) => bob.seal(Uint8Array.of(value)))
    for (const message of sealed) expect(phone.open(message).ok).to.equal(true)
    laptop.follow(phone.share())
    expect(laptop.open(sealed[2]!)).to.deep.equal(refusal('replayed'))
    laptop.follow(old)
    const next = bob.seal(Uint8Array.of(4))
    expect(laptop.open(next)).to.deep.equal({ ok: true, payload: Uint8Array.of(4) })
  })

  it('takes no state of another session, and none that is not one', () => {
    const { alice, bob } = noiseSessions()
    for (const other of [bob.share(), noiseSessions().alice.share()]) {
      expect(codeOf(() => alice.follow(other))).to.equal('session_state_invalid')
    }
    const bytes = alice.share().expose()
    for (const wrong of [
      new Uint8Array(),
      bytes.slice(1),
      bytes.slice(0, -1),
      bytes.with(0, 2),
      bytes.with(1, 3),
      bytes.with(1, 9),
    ]) {
      expect(
        codeOf(() => SessionState.from(wrong)),
        `${wrong.subarray(0, 2)}`,
      ).to.equal('session_state_invalid')
    }
  })
})

describe('the rotation of a Noise session', () => {
  it('gives new keys, agreed on inside the old session and bound to it', () => {
    const { alice, bob } = noiseSessions()
    const random = new FakeRandom(37)
    const ofBob = rotationHandshake({ random }, bob, { role: 'initiator', staticKey: bobKey })
    const ofAlice = rotationHandshake({ random }, alice, { role: 'responder', staticKey: aliceKey })
    const deliver = (to: NoiseSession, sealed: Uint8Array): Uint8Array => {
      const read = to.open(sealed)
      if (!read.ok) throw new Error(read.reason)
      return read.payload
    }
    expect(ofAlice.read(deliver(alice, bob.seal(ofBob.write()))).ok).to.equal(true)
    expect(ofBob.read(deliver(bob, alice.seal(ofAlice.write()))).ok).to.equal(true)
    expect(ofAlice.read(deliver(alice, bob.seal(ofBob.write()))).ok).to.equal(true)
    const [newAlice, newBob] = [ofAlice.finish(), ofBob.finish()]
    expect(newBob.handshakeHash).to.deep.equal(newAlice.handshakeHash).and.not.deep.equal(bob.handshakeHash)
    expect(newBob.open(newAlice.seal(text('fresh')))).to.deep.equal({ ok: true, payload: text('fresh') })
    expect(bob.open(newAlice.seal(text('fresh')))).to.deep.equal(refusal('not_for_us'))
  })

  it('does not work across sessions', () => {
    const random = new FakeRandom(38)
    const ofBob = rotationHandshake({ random }, noiseSessions().bob, { role: 'initiator', staticKey: bobKey })
    const ofAlice = rotationHandshake({ random }, noiseSessions().alice, { role: 'responder', staticKey: aliceKey })
    ofAlice.read(ofBob.write())
    expect(ofBob.read(ofAlice.write())).to.deep.equal(refusal('not_for_us'))
  })
})

describe('the topics of a Noise session', () => {
  it('are the same for both sides, another for each session and each id, and end with the hash of the id', () => {
    const { alice, bob } = noiseSessions()
    const application = { name: 'chat', version: '1' }
    const id = sessionIdOf(alice)
    const topic = sessionContentTopic(application, id)
    expect(topic).to.match(/^\/chat\/1\/wakunoise\/1\/sessions\/[0-9a-f]{64}\/proto$/)
    expect(sessionContentTopic(application, sessionIdOf(bob))).to.equal(topic)
    expect(sessionContentTopic(application, sessionIdOf(noiseSessions().alice))).to.not.equal(topic)
    expect(sessionContentTopic(application, nextSessionId(id))).to.not.equal(topic)
    expect(nextSessionId(sessionIdOf(bob))).to.deep.equal(nextSessionId(id))
    expect(isSessionTermination(sessionTermination(id), sessionIdOf(bob))).to.equal(true)
    expect(isSessionTermination(sessionTermination(nextSessionId(id)), id)).to.equal(false)
    expect(isSessionTermination(new Uint8Array(), id)).to.equal(false)
    expect(codeOf(() => sessionContentTopic({ name: 'a/b', version: '1' }, id))).to.equal('invitation_invalid')
  })
})

/** Cut by a byte, with lengths that add up again. */
function shortened(sealed: Uint8Array): Uint8Array {
  const cut = sealed.slice(0, -1)
  new DataView(cut.buffer).setBigUint64(18, BigInt(cut.length - HEAD_BYTES), true)
  return cut
}
