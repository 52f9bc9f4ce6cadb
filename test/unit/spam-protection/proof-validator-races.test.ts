import { expect } from 'chai'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { identityFromSecrets, recoverSecret } from '../../../src/rln/index.ts'
import { createFixture, withBadProof } from './validation-fixture.ts'

function tally(reasons: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

/** Other bytes, same signal: whoever forwards a message can make these. */
function variantsOf(message: WakuMessage, count: number): WakuMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    ...message,
    meta: Uint8Array.of(index & 0xff, index >> 8),
    ephemeral: index % 2 === 1,
    version: index,
  }))
}

describe('ProofValidator: variants of one message (reliability rows R6, R6b)', () => {
  it('verifies at most one of 1000, relays at most one, and penalises nobody', async () => {
    const fixture = createFixture()
    const variants = variantsOf(fixture.message(), 1000)
    const together = variants.slice(0, 500).map((variant, index) => fixture.judge(variant, `peer-${index % 7}`))
    const reasons = await Promise.all(together)
    for (const [index, variant] of variants.slice(500).entries()) {
      reasons.push(await fixture.judge(variant, `peer-${index % 7}`))
    }
    const { valid, duplicate_in_flight, duplicate_share } = tally(reasons)
    expect(valid).to.equal(1)
    expect(duplicate_in_flight! + duplicate_share!).to.equal(999)
    expect(fixture.verifier.calls).to.equal(1)
  })

  it('accepts each of 100 honest messages that a garbage proof races', async () => {
    const fixture = createFixture()
    fixture.view.register(identityFromSecrets(5n, 6n), 100)
    for (let messageId = 0; messageId < 100; messageId++) {
      const honest = fixture.message({ identity: identityFromSecrets(5n, 6n), messageId, payload: `${messageId}` })
      // A garbage proof costs its peer: each comes from another one, as with an attacker who reconnects.
      const garbage = fixture.judge(withBadProof(honest), `attacker-${messageId}`)
      expect(await fixture.judge(honest, 'honest')).to.equal('valid')
      expect(await garbage).to.equal('proof_invalid')
      fixture.clock.advance(100)
    }
  })

  it('gives the next copy its turn however many garbage copies fail before it', async () => {
    const fixture = createFixture()
    const honest = fixture.message()
    const garbage = Array.from({ length: 8 }, (_, index) => {
      return fixture.judge(withBadProof(honest, index), `attacker-${index}`)
    })
    expect(await fixture.judge(honest, 'honest')).to.equal('valid')
    expect(tally(await Promise.all(garbage))).to.deep.equal({ proof_invalid: 8 })
  })
})

describe('ProofValidator: double signals', () => {
  it('accepts exactly one message of each of 50 pairs judged at once, and recovers each secret', async () => {
    const fixture = createFixture()
    const members = Array.from({ length: 50 }, (_, index) => identityFromSecrets(BigInt(index + 1), 7n))
    for (const member of members) fixture.view.register(member, 20)
    const judged = members.map((identity, index) => {
      const pair = ['one', 'two'].map((payload) => fixture.message({ identity, payload, messageId: index % 20 }))
      return Promise.all(pair.map((message, side) => fixture.judge(message, `peer-${index}-${side}`)))
    })
    for (const reasons of await Promise.all(judged)) {
      expect([...reasons].sort()).to.deep.equal(['double_signal', 'valid'])
    }
    const secrets = fixture.evidence.saved.map(({ shares }) => recoverSecret(...shares).identitySecret)
    expect(new Set(secrets)).to.deep.equal(new Set(members.map((member) => member.secretHash)))
  })

  it('catches both halves of a pair that one peer sends at once', async () => {
    const fixture = createFixture()
    const pair = ['one', 'two'].map((payload) => fixture.judge(fixture.message({ payload }), 'spammer'))
    expect((await Promise.all(pair)).sort()).to.deep.equal(['double_signal', 'valid'])
  })

  it('rejects nobody who forwards either half of a split double signal', async () => {
    const fixture = createFixture()
    for (let pair = 0; pair < 20; pair++) {
      const identity = identityFromSecrets(BigInt(pair + 1), 9n)
      fixture.view.register(identity, 20)
      await fixture.judge(fixture.message({ identity, payload: 'to half' }), 'left')
      await fixture.judge(fixture.message({ identity, payload: 'to the other half' }), 'right')
    }
    const counts = fixture.validator.counts()
    expect(counts).to.include({ valid: 20, double_signal: 20, proof_invalid: 0 })
    expect(fixture.validator.convicted).to.have.length(20)
  })

  describe('are laid to', () => {
    /** The verdict on the second half, `elapsedMs` after the first was accepted. */
    async function blameFor(firstPeer: string, secondPeer: string, elapsedMs: number): Promise<unknown> {
      const fixture = createFixture()
      await fixture.judge(fixture.message({ payload: 'first' }), firstPeer)
      fixture.clock.advance(elapsedMs)
      const verdict = await fixture.judgeBytes(encodeWakuMessage(fixture.message({ payload: 'second' })), secondPeer)
      expect(verdict).to.include({ action: 'ignore', reason: 'double_signal' })
      return 'blame' in verdict ? verdict.blame : undefined
    }

    it('a peer that sent both halves', async () => {
      expect(await blameFor('spammer', 'spammer', 0)).to.equal('sender')
      expect(await blameFor('spammer', 'spammer', 10_000)).to.equal('sender')
    })

    it('nobody who sent one half within two seconds of the other', async () => {
      for (const elapsedMs of [0, 500, 2_000]) expect(await blameFor('left', 'right', elapsedMs)).to.equal(undefined)
    })

    it('a mesh peer that has had the other half from us for more than two seconds', async () => {
      expect(await blameFor('left', 'right', 2_001)).to.equal('mesh_peer')
    })

    it('nobody because the clock was set, nor after a restart', async () => {
      const fixture = createFixture()
      await fixture.judge(fixture.message({ payload: 'first' }), 'left')
      fixture.clock.jumpTo(fixture.clock.nowMs() + 10_000)
      const second = fixture.message({ payload: 'second' })
      expect(await fixture.judgeBytes(encodeWakuMessage(second), 'right')).to.not.have.property('blame')
      const restarted = createFixture({ nullifierLog: fixture.nullifierLog })
      const third = restarted.message({ payload: 'third' })
      const verdict = await restarted.judgeBytes(encodeWakuMessage(third), 'left')
      expect(verdict).to.deep.equal({ action: 'ignore', reason: 'double_signal' })
    })
  })

  it('keeps evidence with both shares and both peers, and logs no secret', async () => {
    const fixture = createFixture()
    const first = fixture.message({ payload: 'first' })
    await fixture.judge(first, 'left')
    await fixture.judge(fixture.message({ payload: 'second' }), 'right')
    const [evidence] = fixture.evidence.saved
    expect(evidence).to.include({ idCommitment: fixture.identity.commitment, memberIndex: 0 })
    expect(evidence?.peers).to.deep.equal(['left', 'right'])
    expect(evidence?.shares.map((share) => share.x)).to.have.length(2)
    const secrets = [fixture.identity.secretHash, evidence!.shares[0].y, evidence!.shares[1].y]
    for (const secret of secrets) {
      expect(fixture.logger.text()).to.not.include(secret.toString())
      expect(fixture.logger.text()).to.not.include(secret.toString(16))
    }
  })

  it('takes another share of a known nullifier for evidence only when its proof holds', async () => {
    const fixture = createFixture()
    await fixture.judge(fixture.message({ payload: 'first' }))
    expect(await fixture.judge(withBadProof(fixture.message({ payload: 'forged' })), 'forger')).to.equal(
      'proof_invalid',
    )
    expect(fixture.evidence.saved).to.deep.equal([])
    expect(fixture.validator.convicted).to.deep.equal([])
  })

  for (const limit of [1, 5, 20]) {
    it(`verifies at most twice the limit of ${limit} for a spammer who sends 200 messages at once`, async () => {
      const fixture = createFixture()
      const identity = identityFromSecrets(3n, 4n)
      fixture.view.register(identity, limit)
      const judged = Array.from({ length: 200 }, (_, index) => {
        const message = fixture.message({ identity, payload: `${index}`, messageId: index % limit })
        return fixture.judge(message, `peer-${index % 3}`)
      })
      const reasons = tally(await Promise.all(judged))
      expect(fixture.verifier.calls).to.be.at.most(2 * limit)
      expect(reasons.valid).to.be.at.most(limit)
      expect(reasons.double_signal).to.be.at.least(1)
      // From here on nothing of the spammer is verified, in this epoch or the next.
      const before = fixture.verifier.calls
      for (const epochs of [0, 1, 1]) {
        fixture.clock.advance(epochs * 600_000)
        for (let messageId = 0; messageId < limit; messageId++) {
          const message = fixture.message({ identity, payload: 'more', messageId })
          expect(await fixture.judge(message)).to.equal('burned_nullifier')
        }
      }
      expect(fixture.verifier.calls).to.equal(before)
    })
  }

  it('drops what a member sends that was slashed on chain', async () => {
    const fixture = createFixture()
    await fixture.validator.start()
    expect(await fixture.judge(fixture.message({ messageId: 0 }))).to.equal('valid')
    const { commitment, secretHash } = fixture.identity
    fixture.view.slash({ idCommitment: commitment, identitySecretHash: secretHash })
    expect(await fixture.judge(fixture.message({ messageId: 1, payload: 'more' }))).to.equal('burned_nullifier')
    await fixture.validator.stop()
    expect(fixture.view.listeners).to.equal(0)
    expect(fixture.logger.text()).to.not.include(secretHash.toString())
  })

  it('burns again after a restart who was convicted before', async () => {
    const before = createFixture()
    await before.judge(before.message({ payload: 'first' }))
    await before.judge(before.message({ payload: 'second' }))
    const after = createFixture({ evidence: before.evidence })
    await after.validator.start()
    expect(await after.judge(after.message({ payload: 'third', messageId: 2 }))).to.equal('burned_nullifier')
    await after.validator.stop()
  })
})

describe('ProofValidator: floods', () => {
  it('verifies few of 500 bad proofs from strangers, and still judges a proven peer', async () => {
    const fixture = createFixture()
    expect(await fixture.judge(fixture.message({ messageId: 0 }), 'honest')).to.equal('valid')
    for (let index = 0; index < 500; index++) {
      const message = fixture.message({ messageId: 1, payload: `${index}` })
      await fixture.judge(withBadProof(message, index & 0xff), `stranger-${index}`)
    }
    expect(fixture.verifier.calls).to.be.at.most(30)
    expect(await fixture.judge(fixture.message({ messageId: 2, payload: 'honest' }), 'honest')).to.equal('valid')
  })

  it('keeps few verifications of a stranger running and serves an honest peer beside its flood', async () => {
    const fixture = createFixture()
    const { promise, resolve } = Promise.withResolvers<void>()
    fixture.verifier.gate = promise
    const flood = Array.from({ length: 200 }, (_, index) => {
      return fixture.judge(withBadProof(fixture.message({ messageId: index, payload: `${index}` })), 'flooder')
    })
    const honest = fixture.judge(fixture.message({ messageId: 1000, payload: 'honest' }), 'honest')
    resolve()
    expect(await honest).to.equal('valid')
    expect(tally(await Promise.all(flood))).to.deep.equal({ proof_invalid: 11, over_budget: 189 })
    expect(fixture.verifier.mostRunning).to.equal(9)
  })
})
