import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect } from 'chai'
import { encodeWakuMessage, pubsubTopicOf, signMessage, type WakuMessage } from '../../../src/message/index.ts'
import { ADDRESS_BUDGET_PER_SECOND } from '../../../src/spam-protection/verification-budget.ts'
import { createFixture, type MessageSpec, PUBSUB_TOPIC } from './validation-fixture.ts'

const PRIVATE_KEY = new Uint8Array(32).fill(1)
const OTHER_KEY = new Uint8Array(32).fill(2)

describe('a protected shard', () => {
  function protectedFixture(keys: readonly Uint8Array[] = [PRIVATE_KEY]) {
    const publicKeys = keys.map((key) => secp256k1.getPublicKey(key))
    const fixture = createFixture({ protectedShards: [{ pubsubTopic: PUBSUB_TOPIC, publicKeys }] })
    const signed = (spec: MessageSpec = {}, key = PRIVATE_KEY): WakuMessage => {
      const message = fixture.message(spec)
      return { ...message, meta: signMessage(PUBSUB_TOPIC, message, key) }
    }
    const outcomes = (result: string) => fixture.metrics.value('waku_msg_validator_signed_outcome', { result })
    return { ...fixture, signed, outcomes }
  }

  it('carries what the holder of its key signed', async () => {
    const { judge, signed, outcomes } = protectedFixture()
    expect(await judge(signed())).to.equal('valid')
    expect(outcomes('Accept')).to.equal(1)
  })

  it('carries what the holder of any of its keys signed', async () => {
    const { judge, signed } = protectedFixture([OTHER_KEY, PRIVATE_KEY])
    expect(await judge(signed())).to.equal('valid')
    expect(await judge(signed({ messageId: 1, payload: 'other' }, OTHER_KEY))).to.equal('valid')
  })

  it('rejects what nobody signed, or somebody else, before its proof is verified', async () => {
    const { judge, judgeBytes, message, signed, outcomes, verifier } = protectedFixture()
    expect(await judge(message())).to.equal('signature_missing')
    expect(await judge({ ...signed(), meta: signed().meta.subarray(1) })).to.equal('signature_missing')
    expect(await judge(signed({}, OTHER_KEY))).to.equal('signature_invalid')
    expect(await judge({ ...message({ payload: 'another' }), meta: signed().meta })).to.equal('signature_invalid')
    expect(await judge({ ...signed(), ephemeral: true })).to.equal('signature_invalid')
    expect((await judgeBytes(encodeWakuMessage(signed({}, OTHER_KEY)))).action).to.equal('reject')
    expect((await judgeBytes(encodeWakuMessage(message()))).action).to.equal('reject')
    expect(outcomes('Reject')).to.equal(7)
    expect(verifier.calls).to.equal(0)
  })

  it('asks for a proof as well, and for the time of the message', async () => {
    const { judge, signed, nowNs } = protectedFixture()
    const { rateLimitProof, ...unproven } = signed()
    expect(await judge(unproven)).to.equal('proof_missing')
    expect(await judge(signed({ timestampNs: nowNs() - 61_000_000_000n }))).to.equal('timestamp_too_far')
    expect(await judge(signed({ timestampNs: 0n }))).to.equal('timestamp_too_far')
  })

  it('spends no more time on wrong signatures than on wrong proofs', async () => {
    const { judge, signed } = protectedFixture()
    const reasons = new Set<string>()
    for (let count = 0; count < ADDRESS_BUDGET_PER_SECOND; count++) {
      reasons.add(await judge(signed({ payload: `${count}` }, OTHER_KEY), `stranger-${count}`))
    }
    expect([...reasons]).to.deep.equal(['signature_invalid', 'over_budget'])
  })

  it('does not concern other shards', async () => {
    const publicKeys = [secp256k1.getPublicKey(PRIVATE_KEY)]
    const { judge, message } = createFixture({ protectedShards: [{ pubsubTopic: pubsubTopicOf(1, 1), publicKeys }] })
    expect(await judge(message())).to.equal('valid')
  })
})
