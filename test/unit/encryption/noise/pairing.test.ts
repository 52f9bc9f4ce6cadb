import { expect } from 'chai'
import fc from 'fast-check'
import {
  EncryptionError,
  NoiseHandshake,
  type NoiseHandshakeOptions,
  NoiseSession,
  PairingInitiator,
  type PairingInvitation,
  type PairingProgress,
  PairingResponder,
  parseInvitation,
  SessionState,
  X25519PrivateKey,
} from '../../../../src/encryption/index.ts'
import { commitToKey } from '../../../../src/encryption/noise/pairing-code.ts'
import { createInvitation } from '../../../../src/encryption/noise/pairing-invitation.ts'
import { bytesToHex } from '../../../../src/foundation/index.ts'
import { damagedPayloads } from '../../../support/damaged-payloads.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { FakeRandom } from '../../../support/fake-random.ts'
import { aliceKey, bobKey, noiseSessions } from '../../../support/noise-pair.ts'

const text = (value: string) => new TextEncoder().encode(value)
const application = { name: 'waku-noise-sessions', version: '0.1' }
const random = new FakeRandom(43)
const clock = new FakeClock()
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof EncryptionError) return error.code
    throw error
  }
}

function devices() {
  const laptop = new PairingResponder({ random, clock }, { application, shardId: '10', staticKey: bobKey })
  const phone = new PairingInitiator(
    { random },
    { application, invitation: laptop.invitation.text, staticKey: aliceKey },
  )
  return { laptop, phone }
}

/** A device that keeps to the handshake, and to nothing else. */
const handshakeOf = (
  keys: Pick<NoiseHandshakeOptions, 'role' | 'staticKey' | 'ephemeralKey' | 'remoteEphemeral'>,
  { qr, nametag }: PairingInvitation,
) => new NoiseHandshake({ random }, { pattern: 'WakuPairing', ...keys, prologue: text(qr), firstNametag: nametag })

const sent = (progress: PairingProgress): Uint8Array => {
  if (!progress.ok || progress.send === undefined) throw new Error('nothing to send')
  return progress.send
}
const sessionIn = (progress: PairingProgress): NoiseSession => {
  if (!progress.ok || progress.session === undefined) throw new Error('no session')
  return progress.session
}
const codeIn = (progress: PairingProgress) => (progress.ok ? progress.code : undefined)
const refusal = (reason: string) => ({ ok: false, reason })

/** A topic that everybody reads and writes. Both devices see every payload, their own too. */
function exchange(onPayload: readonly ((payload: Uint8Array) => void)[]) {
  const sentSoFar: Uint8Array[] = []
  return {
    sentSoFar,
    send: (payload: Uint8Array) => {
      sentSoFar.push(payload)
      for (const receive of onPayload) receive(payload)
    },
  }
}

describe('the pairing of two devices', () => {
  it('over a content topic ends with a session between them, and moves another session to the new device', () => {
    const { laptop, phone } = devices()
    expect(phone.contentTopic).to.equal('/waku-noise-sessions/0.1/wakunoise/1/sessions_shard-10/proto')
    expect(laptop.contentTopic).to.equal(phone.contentTopic)
    const sessions: Partial<Record<'laptop' | 'phone', NoiseSession>> = {}
    const codes: string[] = []
    const handle = (name: 'laptop' | 'phone') => (progress: PairingProgress) => {
      if (!progress.ok) return
      if (progress.code !== undefined) codes.push(progress.code)
      if (progress.session !== undefined) sessions[name] = progress.session
      if (progress.send !== undefined) topic.send(progress.send)
    }
    const topic = exchange([
      (payload) => handle('laptop')(laptop.receive(payload)),
      (payload) => handle('phone')(phone.receive(payload)),
    ])
    topic.send(random.bytes(500))
    handle('phone')(phone.start())
    expect(new Set(codes).size).to.equal(1)
    expect(codes[0]).to.match(/^\d{8}$/)
    handle('laptop')(laptop.confirm())
    handle('phone')(phone.confirm())
    expect(topic.sentSoFar).to.have.length(4)
    expect([laptop.isOver, phone.isOver]).to.deep.equal([true, true])
    expect(sessions.phone!.remoteStatic).to.deep.equal(bobKey.publicKey)
    expect(sessions.laptop!.remoteStatic).to.deep.equal(aliceKey.publicKey)

    // What it is for: the phone's conversation with somebody else goes on at the laptop.
    const { alice: conversation, bob: friend } = noiseSessions()
    const handedOver = sessions.phone!.seal(conversation.handOver().expose())
    const read = sessions.laptop!.open(handedOver)
    if (!read.ok) throw new Error(read.reason)
    const atLaptop = NoiseSession.restore(SessionState.from(read.payload))
    expect(friend.open(atLaptop.seal(text('hello from the laptop'))).ok).to.equal(true)
  })

  it('does not mind which of the two people confirms first', () => {
    for (const phoneFirst of [true, false]) {
      const { laptop, phone } = devices()
      const first = phone.start()
      expect(codeIn(laptop.receive(sent(first)))).to.equal(codeIn(first))
      let last: PairingProgress
      if (phoneFirst) {
        expect(phone.confirm()).to.deep.equal({ ok: true })
        last = phone.receive(sent(laptop.confirm()))
      } else {
        expect(phone.receive(sent(laptop.confirm()))).to.deep.equal({ ok: true })
        last = phone.confirm()
      }
      const ofLaptop = sessionIn(laptop.receive(sent(last)))
      expect(ofLaptop.open(sessionIn(last).seal(text('paired')))).to.deep.equal({ ok: true, payload: text('paired') })
    }
  })

  it('shows no static key before the codes are confirmed, and none in clear at all', () => {
    const { laptop, phone } = devices()
    const first = phone.start()
    const messages = [sent(first)]
    laptop.receive(messages[0]!)
    messages.push(sent(laptop.confirm()))
    expect(phone.receive(messages[1]!)).to.deep.equal({ ok: true })
    messages.push(sent(phone.confirm()))
    const seen = [laptop.invitation.text, ...messages.map(bytesToHex)].join('\n')
    for (const { publicKey } of [aliceKey, bobKey]) {
      expect(seen).to.not.contain(bytesToHex(publicKey))
      expect(seen).to.not.contain(Buffer.from(publicKey).toString('base64url'))
    }
  })

  it('shows different codes when somebody sits in between', () => {
    const { laptop, phone } = devices()
    const between = new PairingInitiator(
      { random },
      { application, invitation: laptop.invitation.text, staticKey: X25519PrivateKey.generate(random) },
    )
    const atLaptop = codeIn(laptop.receive(sent(between.start())))
    const atPhone = codeIn(phone.start())
    expect(atPhone).to.not.equal(atLaptop)
    // The genuine first message is not taken after the other one: people see two codes, and stop.
    expect(laptop.receive(random.bytes(300))).to.deep.equal(refusal('not_for_us'))
    laptop.abort()
    expect(codeOf(() => laptop.confirm())).to.equal('out_of_turn')
    expect(laptop.receive(random.bytes(300))).to.deep.equal(refusal('not_for_us'))
  })

  it('stops when the device that shows the code comes with another key than it committed to', () => {
    const ephemeralKey = X25519PrivateKey.generate(random)
    const commitmentRandom = random.bytes(32)
    const invitation = createInvitation({
      application,
      shardId: '10',
      ephemeralKey: ephemeralKey.publicKey,
      committedStaticKey: commitToKey(bobKey.publicKey, commitmentRandom),
      nametag: random.bytes(16),
    })
    const staticKey = X25519PrivateKey.generate(random)
    const dishonest = handshakeOf({ role: 'responder', staticKey, ephemeralKey }, invitation)
    const phone = new PairingInitiator({ random }, { application, invitation: invitation.text, staticKey: aliceKey })
    expect(dishonest.read(sent(phone.start())).ok).to.equal(true)
    phone.confirm()
    expect(phone.receive(dishonest.write(commitmentRandom))).to.deep.equal(refusal('commitment_mismatch'))
    expect(phone.isOver).to.equal(true)
  })

  it('stops when the device that scanned comes with another key than it committed to, or with no commitment', () => {
    for (const commitment of [
      commitToKey(aliceKey.publicKey, new Uint8Array(32)),
      new Uint8Array(),
      new Uint8Array(33),
    ]) {
      const laptop = new PairingResponder({ random, clock }, { application, shardId: '10', staticKey: bobKey })
      const staticKey = X25519PrivateKey.generate(random)
      const scanned = parseInvitation(laptop.invitation.text)
      const dishonest = handshakeOf({ role: 'initiator', staticKey, remoteEphemeral: scanned.ephemeralKey }, scanned)
      expect(codeIn(laptop.receive(dishonest.write(commitment)))).to.match(/^\d{8}$/)
      expect(dishonest.read(sent(laptop.confirm())).ok).to.equal(true)
      expect(laptop.receive(dishonest.write(new Uint8Array(32)))).to.deep.equal(refusal('commitment_mismatch'))
      expect(laptop.isOver).to.equal(true)
    }
  })

  it('survives damaged and invented payloads at every step', () => {
    const { laptop, phone } = devices()
    const disturb = (device: { receive(payload: Uint8Array): PairingProgress }, genuine: Uint8Array) =>
      fc.assert(
        fc.property(damagedPayloads([genuine]), (damaged) => {
          expect(device.receive(damaged).ok).to.equal(false)
        }),
        { numRuns: 200 },
      )
    const first = sent(phone.start())
    disturb(laptop, first)
    expect(laptop.receive(first).ok).to.equal(true)
    phone.confirm()
    const second = sent(laptop.confirm())
    disturb(phone, second)
    const third = sent(phone.receive(second))
    disturb(laptop, third)
    expect(laptop.receive(third).ok).to.equal(true)
  })

  it('takes no answer to a code that was shown too long ago', () => {
    const { laptop, phone } = devices()
    const first = sent(phone.start())
    clock.advance(30_001)
    expect(laptop.receive(first)).to.deep.equal(refusal('expired'))
    expect(laptop.isOver).to.equal(true)
  })

  it('refuses steps out of turn', () => {
    const { laptop, phone } = devices()
    expect(codeOf(() => laptop.confirm())).to.equal('out_of_turn')
    expect(codeOf(() => phone.confirm())).to.equal('out_of_turn')
    phone.start()
    expect(codeOf(() => phone.start())).to.equal('out_of_turn')
    phone.confirm()
    expect(codeOf(() => phone.confirm())).to.equal('out_of_turn')
  })
})

describe('a pairing invitation', () => {
  it('is read in either alphabet of base64, with or without padding, and with the nametag beside it', () => {
    const { invitation } = devices().laptop
    const expected = parseInvitation(invitation.text)
    expect(expected.application).to.deep.equal(application)
    expect(expected.ephemeralKey).to.deep.equal(invitation.ephemeralKey)
    expect(expected.qr).to.equal(invitation.qr)
    const fields = invitation.qr.split(':')
    expect(fields).to.have.length(5)
    expect(fields.every((field) => field.length % 4 === 0)).to.equal(true)
    for (const rewrite of [
      (field: string) => field.replaceAll('-', '+').replaceAll('_', '/'),
      (field: string) => field.replaceAll('=', ''),
    ]) {
      const qr = fields.map(rewrite).join(':')
      const parsed = parseInvitation(qr, invitation.nametag)
      // The text stays what was scanned: the other device hashes what it wrote.
      expect(parsed).to.deep.equal({ ...expected, qr })
    }
  })

  it('is refused when it is none, or of another application', () => {
    const { invitation } = devices().laptop
    const fields = invitation.text.split(':')
    const withField = (index: number, value: string) => fields.with(index, value).join(':')
    const wrong = [
      '',
      'https://example.org/',
      invitation.qr,
      `${invitation.text}:`,
      withField(0, ''),
      withField(0, btoa('a/b')),
      withField(0, '_w=='),
      withField(2, '!'),
      withField(3, btoa('short')),
      withField(3, btoa('\0'.repeat(32))),
      withField(4, btoa('short')),
      withField(5, btoa('short')),
      `${'A'.repeat(2000)}:::::`,
    ]
    for (const text of wrong) {
      expect(
        codeOf(() => parseInvitation(text)),
        text.slice(0, 40),
      ).to.equal('invitation_invalid')
    }
    const foreign = { application: { name: 'other', version: '0.1' }, invitation: invitation.text, staticKey: aliceKey }
    expect(codeOf(() => new PairingInitiator({ random }, foreign))).to.equal('invitation_invalid')
  })

  it('throws nothing but its own error over 2 000 invented texts', () => {
    const { invitation } = devices().laptop
    const field = fc.oneof(
      fc.constantFrom(...invitation.text.split(':')),
      fc.base64String({ maxLength: 60 }),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(field, { minLength: 4, maxLength: 7 }), (fields) => {
        expect(codeOf(() => parseInvitation(fields.join(':')))).to.be.oneOf([undefined, 'invitation_invalid'])
      }),
      { numRuns: 2000 },
    )
  })
})
