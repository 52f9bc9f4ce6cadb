import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { fieldToBytesLE, NullifierLog, rlnIdentifierOf } from '../../../src/rln/index.ts'
import type { ProofValidatorOptions } from '../../../src/spam-protection/proof-validator.ts'
import { type ReasonCode, reasonCodes, type Verdict, verdictActions } from '../../../src/spam-protection/verdict.ts'
import { MAX_QUEUED_VERIFICATIONS, MAX_RUNNING_VERIFICATIONS } from '../../../src/spam-protection/verification-queue.ts'
import { FakeStateStore } from '../rln/fake-state-store.ts'
import { createFixture, type Fixture, PUBSUB_TOPIC, withBadProof } from './validation-fixture.ts'

const MILLISECOND_NS = 1_000_000n

function verdictOn(fixture: Fixture, message: WakuMessage, peerId?: string): Promise<Verdict> {
  return fixture.judgeBytes(encodeWakuMessage(message), peerId)
}

/** A message stamped `offsetMs` from now, with the proof that belongs to it. */
function stamped(fixture: Fixture, offsetMs: number, payload = 'hello'): WakuMessage {
  return fixture.message({ payload, timestampNs: fixture.nowNs() + BigInt(offsetMs) * MILLISECOND_NS })
}

function gated(fixture: Fixture): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  fixture.verifier.gate = promise
  return resolve
}

/** One way to get each verdict. A reason without a scenario does not compile. */
const scenarios: Record<ReasonCode, (fixture: Fixture) => Promise<Verdict>> = {
  valid: (fixture) => verdictOn(fixture, fixture.message()),
  malformed_message: (fixture) => fixture.judgeBytes(Uint8Array.of(0x0a, 0xff)),
  message_too_large: (fixture) => fixture.judgeBytes(new Uint8Array(153_601)),
  proof_missing: (fixture) => {
    const { rateLimitProof: _, ...message } = fixture.message()
    return verdictOn(fixture, message)
  },
  timestamp_too_far: (fixture) => verdictOn(fixture, stamped(fixture, -60_001)),
  epoch_mismatch: (fixture) => {
    const message = fixture.message()
    return verdictOn(fixture, { ...message, rateLimitProof: { ...message.rateLimitProof!, epoch: fieldToBytesLE(7n) } })
  },
  signal_mismatch: (fixture) => verdictOn(fixture, { ...fixture.message(), payload: Uint8Array.of(1) }),
  proof_invalid: (fixture) => verdictOn(fixture, withBadProof(fixture.message())),
  signature_missing: (fixture) => verdictOn(fixture, fixture.message()),
  signature_invalid: (fixture) => verdictOn(fixture, { ...fixture.message(), meta: new Uint8Array(64).fill(1) }),
  ambiguous_encoding: (fixture) => {
    // Field 3 (version) as a varint of more than 32 bits.
    const version = Uint8Array.of(0x18, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01)
    return fixture.judgeBytes(Uint8Array.of(...encodeWakuMessage(fixture.message()), ...version))
  },
  malformed_proof: (fixture) => {
    const message = fixture.message()
    const nullifier = message.rateLimitProof!.nullifier.subarray(1)
    return verdictOn(fixture, { ...message, rateLimitProof: { ...message.rateLimitProof!, nullifier } })
  },
  foreign_rln_identifier: (fixture) =>
    verdictOn(fixture, fixture.message({ rlnIdentifier: rlnIdentifierOf('another-application') })),
  wrong_shard: (fixture) => verdictOn(fixture, fixture.message({ contentTopic: 'not a content topic' })),
  content_topic_not_utf8: (fixture) => {
    const data = encodeWakuMessage(fixture.message())
    data[data.indexOf('/'.charCodeAt(0))] = 0xff
    return fixture.judgeBytes(data)
  },
  meta_too_long: (fixture) => {
    const meta = Uint8Array.of(0x5a, 65, ...new Uint8Array(65))
    return fixture.judgeBytes(Uint8Array.of(...encodeWakuMessage(fixture.message()), ...meta))
  },
  timestamp_out_of_range: (fixture) => verdictOn(fixture, stamped(fixture, 20_001)),
  clock_suspect: async (fixture) => {
    for (let second = 0; second <= 30; second += 5) {
      for (const peerId of ['a', 'b', 'c', 'd', 'e']) await verdictOn(fixture, stamped(fixture, -600_000), peerId)
      fixture.clock.advance(5_000)
    }
    return verdictOn(fixture, stamped(fixture, -600_000), 'a')
  },
  not_synced: (fixture) => {
    fixture.view.isSynced = false
    return verdictOn(fixture, fixture.message())
  },
  unknown_root: (fixture) => verdictOn(fixture, fixture.message({ root: 5n })),
  duplicate_share: async (fixture) => {
    await verdictOn(fixture, fixture.message())
    return verdictOn(fixture, fixture.message(), 'peer-2')
  },
  burned_nullifier: async (fixture) => {
    await verdictOn(fixture, fixture.message({ payload: 'first' }))
    await verdictOn(fixture, fixture.message({ payload: 'second' }))
    return verdictOn(fixture, fixture.message({ payload: 'third', messageId: 3 }))
  },
  over_budget: async (fixture) => {
    for (let variant = 0; variant < 20; variant++) await verdictOn(fixture, withBadProof(fixture.message(), variant))
    return verdictOn(fixture, fixture.message())
  },
  queue_full: async (fixture) => {
    const release = gated(fixture)
    const verdicts = Array.from(
      { length: MAX_RUNNING_VERIFICATIONS + MAX_QUEUED_VERIFICATIONS + 1 },
      (_, messageId) => {
        return verdictOn(fixture, fixture.message({ messageId, payload: `${messageId}` }))
      },
    )
    const last = await verdicts.at(-1)!
    release()
    await Promise.all(verdicts)
    return last
  },
  nullifier_log_full: (fixture) => {
    fixture.nullifierLog.record = () => ({ outcome: 'refused', reason: 'log_full' })
    return verdictOn(fixture, fixture.message())
  },
  duplicate_in_flight: async (fixture) => {
    const release = gated(fixture)
    const first = verdictOn(fixture, fixture.message())
    const copy = verdictOn(fixture, { ...fixture.message(), meta: Uint8Array.of(1) }, 'peer-2')
    release()
    expect((await first).reason).to.equal('valid')
    return copy
  },
  double_signal: async (fixture) => {
    await verdictOn(fixture, fixture.message({ payload: 'first' }))
    return verdictOn(fixture, fixture.message({ payload: 'second' }))
  },
  expired_while_queued: async (fixture) => {
    const release = gated(fixture)
    const verdict = verdictOn(fixture, stamped(fixture, -19_000))
    await fixture.clock.advanceAsync(1_500)
    release()
    return verdict
  },
  internal_error: (fixture) => {
    fixture.verifier.failure = new Error('the verifier broke')
    return verdictOn(fixture, fixture.message())
  },
}

/** What a scenario needs of its validator besides the usual. */
const signatures = {
  protectedShards: [{ pubsubTopic: PUBSUB_TOPIC, publicKeys: [secp256k1.getPublicKey(new Uint8Array(32).fill(1))] }],
}
const scenarioOptions: Partial<Record<ReasonCode, Partial<ProofValidatorOptions>>> = {
  signature_missing: signatures,
  signature_invalid: signatures,
}

describe('ProofValidator: reasons', () => {
  for (const reason of reasonCodes) {
    it(`gives ${verdictActions[reason]}/${reason}, and counts it`, async () => {
      const fixture = createFixture(scenarioOptions[reason])
      const verdict = await scenarios[reason](fixture)
      expect(verdict.reason).to.equal(reason)
      expect(verdict.action).to.equal(verdictActions[reason])
      expect(fixture.validator.counts()[reason]).to.be.at.least(1)
      expect(fixture.metrics.value('waku_rln_verdicts_total', { reason })).to.equal(fixture.validator.counts()[reason])
    })
  }

  it("judges an invalid proof and a double signal by the specification's letter when asked to", async () => {
    const invalid = await scenarios.proof_invalid(createFixture({ strictSpec64: true }))
    expect(invalid).to.deep.equal({ action: 'ignore', reason: 'proof_invalid' })
    const double = await scenarios.double_signal(createFixture({ strictSpec64: true }))
    expect(double).to.deep.equal({ action: 'reject', reason: 'double_signal', blame: 'sender' })
    const mismatch = await scenarios.signal_mismatch(createFixture({ strictSpec64: true }))
    expect(mismatch).to.deep.equal({ action: 'ignore', reason: 'signal_mismatch' })
  })
})

describe('ProofValidator: copies that come later', () => {
  const passing: readonly ReasonCode[] = ['clock_suspect', 'not_synced', 'unknown_root', 'over_budget', 'queue_full']
  const transient = new Set<ReasonCode>([...passing, 'nullifier_log_full', 'duplicate_in_flight', 'internal_error'])

  for (const reason of reasonCodes) {
    it(`are ${transient.has(reason) ? 'judged anew' : 'not worth judging'} after ${reason}`, async () => {
      const verdict = await scenarios[reason](createFixture())
      expect('transient' in verdict).to.equal(transient.has(reason))
    })
  }
})

describe('ProofValidator', () => {
  it('hands the decoded message over with its acceptance', async () => {
    const fixture = createFixture()
    const message = fixture.message({ payload: 'to be delivered' })
    expect(await verdictOn(fixture, message)).to.deep.equal({ action: 'accept', reason: 'valid', message })
  })

  it("never verifies what fails a cheaper check, and verifies under its own epoch's external nullifier", async () => {
    const cheap: ReasonCode[] = [
      ...(['malformed_message', 'message_too_large', 'proof_missing', 'timestamp_too_far', 'epoch_mismatch'] as const),
      ...(['malformed_proof', 'foreign_rln_identifier', 'wrong_shard', 'content_topic_not_utf8'] as const),
      ...(['meta_too_long', 'timestamp_out_of_range', 'not_synced', 'unknown_root'] as const),
    ]
    for (const reason of cheap) {
      const fixture = createFixture()
      await scenarios[reason](fixture)
      expect(fixture.verifier.calls, reason).to.equal(0)
    }
  })

  it('refuses a proof for another message without verifying it', async () => {
    const fixture = createFixture()
    const message = { ...fixture.message(), payload: Uint8Array.of(1) }
    expect(await fixture.judge(message)).to.equal('signal_mismatch')
    expect(fixture.verifier.calls).to.equal(0)
  })

  it('does not check shards under static sharding', async () => {
    const fixture = createFixture()
    const message = fixture.message()
    expect(await fixture.judge(message, 'peer-1', '/waku/2/rs/1/5')).to.equal('wrong_shard')
    const lenient = createFixture({ staticSharding: true })
    expect(await lenient.judge(lenient.message({ contentTopic: 'anything' }), 'peer-1', '/waku/2/rs/1/5')).to.equal(
      'valid',
    )
  })

  it('accepts a message once the tree has its root', async () => {
    const fixture = createFixture()
    fixture.view.onRefresh = async () => {
      fixture.view.roots.add(5n)
    }
    expect(await fixture.judge(fixture.message({ root: 5n }))).to.equal('valid')
    expect(fixture.view.refreshes).to.equal(1)
  })

  it('never accepts under an empty window', async () => {
    const fixture = createFixture()
    fixture.view.roots.clear()
    expect(await fixture.judge(fixture.message())).to.equal('unknown_root')
    expect(fixture.verifier.calls).to.equal(0)
  })

  it('releases the verdict only after the nullifier is on disk', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const fixture = createFixture()
    let isReleased = false
    const log = fixture.nullifierLog
    const slow = createFixture({
      nullifierLog: {
        find: (epoch, nullifier) => log.find(epoch, nullifier),
        record: (entry) => log.record(entry),
        prune: (epoch) => log.prune(epoch),
        flush: () => promise,
      },
    })
    const verdict = slow.judge(slow.message()).then((reason) => {
      isReleased = true
      return reason
    })
    await slow.clock.advanceAsync(10)
    expect(isReleased).to.equal(false)
    resolve()
    expect(await verdict).to.equal('valid')
  })

  it('commits the nullifiers of a batch in one write, before the first of its verdicts', async () => {
    const store = new FakeStateStore()
    const fixture = createFixture({ nullifierLog: new NullifierLog({ store }) })
    fixture.view.register(fixture.identity, 64)
    const release = gated(fixture)
    let released = 0
    const verdicts = Array.from({ length: 64 }, async (_, messageId) => {
      const message = fixture.message({ messageId, payload: `${messageId}` })
      expect(await fixture.judge(message, `peer-${messageId % 8}`)).to.equal('valid')
      released++
    })
    // The budget of strangers lets 28 in; the others follow once these have proven their senders.
    await fixture.clock.advanceAsync(0)
    store.holding = true
    const first = fixture.verifier.running
    release()
    await fixture.clock.advanceAsync(0)
    expect([store.writeCount, store.heldCount, released]).to.deep.equal([1, 1, 0])
    expect(first).to.be.greaterThan(20)
    store.holding = false
    store.release()
    await Promise.all(verdicts)
    expect(store.writeCount).to.be.at.most(3)
    expect((await store.list('nullifiers', { limit: 100 })).length).to.equal(64)
  })

  it('goes on relaying when the nullifier log cannot be written, and says so', async () => {
    const log = createFixture().nullifierLog
    const fixture = createFixture({
      nullifierLog: {
        find: (epoch, nullifier) => log.find(epoch, nullifier),
        record: (entry) => log.record(entry),
        prune: (epoch) => log.prune(epoch),
        flush: () => Promise.reject(new Error('disk full')),
      },
    })
    expect(await fixture.judge(fixture.message())).to.equal('valid')
    expect(fixture.metrics.value('waku_rln_errors_total', { type: 'nullifier_log' })).to.equal(1)
    expect(fixture.logger.at('error')).to.have.length(1)
  })

  it('says that its clock is suspect, and stops when peers agree with it again', async () => {
    const fixture = createFixture()
    await scenarios.clock_suspect(fixture)
    expect(fixture.validator.isClockSuspect).to.equal(true)
    for (const peerId of ['a', 'b']) await fixture.judge(fixture.message({ payload: peerId }), peerId)
    fixture.clock.advance(1_000)
    expect(fixture.validator.isClockSuspect).to.equal(false)
  })

  it("keeps nwaku's counters", async () => {
    const fixture = createFixture()
    await scenarios.double_signal(fixture)
    await scenarios.timestamp_too_far(fixture)
    const { metrics } = fixture
    expect(metrics.value('waku_rln_messages_total')).to.equal(3)
    expect(metrics.value('waku_rln_valid_messages_total', { shard: '0' })).to.equal(1)
    expect(metrics.value('waku_rln_spam_messages_total')).to.equal(1)
    expect(metrics.value('waku_rln_invalid_messages_total', { type: 'invalid_timestamp' })).to.equal(1)
    expect(metrics.value('waku_rln_proof_verification_total')).to.equal(2)
    expect(metrics.observations('waku_rln_proof_verification_seconds')).to.have.length(2)
    expect(fixture.validator.verificationMs).to.equal(0)
  })

  it('has no metric label that a sender can choose', async () => {
    const fixture = createFixture()
    for (let count = 0; count < 20; count++) {
      await fixture.judge(fixture.message({ contentTopic: `/app-${count}/1/x/proto`, messageId: count }))
    }
    expect(fixture.metrics.value('waku_rln_valid_messages_total', { shard: '0' })).to.equal(20)
  })

  it('refuses nothing because of a pubsub topic without a shard', async () => {
    const fixture = createFixture({ staticSharding: true })
    expect(await fixture.judge(fixture.message(), 'peer-1', '/waku/2/default-waku/proto')).to.equal('valid')
    expect(fixture.metrics.value('waku_rln_valid_messages_total', { shard: 'named' })).to.equal(1)
  })
})
