import { expect } from 'chai'
import { encodeWakuMessage, type WakuMessage } from '../../../src/message/index.ts'
import { ProofCheck } from '../../../src/spam-protection/index.ts'
import { createFixture, PUBSUB_TOPIC, withBadProof } from './validation-fixture.ts'

const EPOCH_SIZE_SECONDS = 600

function createCheck() {
  const fixture = createFixture()
  const { verifier, view } = fixture
  const rules = { epochSizeSeconds: EPOCH_SIZE_SECONDS, autosharding: { clusterId: 1, shardCount: 1 } }
  const shown: bigint[] = []
  const ownShares = { inspect: ({ x }: { readonly x: bigint }) => void shown.push(x) }
  const proofCheck = new ProofCheck({ verifier, view, ownShares }, rules)
  const check = (message: WakuMessage, topic = PUBSUB_TOPIC) => proofCheck.check(topic, encodeWakuMessage(message))
  return { ...fixture, check, proofCheck, shown }
}

describe('ProofCheck', () => {
  it('finds a proof valid under a root that counts, however old the message and however often it comes', async () => {
    const { check, message, clock } = createCheck()
    const old = message()
    clock.advance(86_400_000)
    expect([await check(old), await check(old)]).to.deep.equal(['valid', 'valid'])
  })

  it('tells a root that it does not know from a proof that does not hold', async () => {
    const { check, message } = createCheck()
    const strange = message({ root: 5n })
    expect(await check(strange)).to.equal('root_unknown')
    expect(await check(withBadProof(strange))).to.equal('invalid')
    expect(await check(withBadProof(message()))).to.equal('invalid')
  })

  it('finds a message invalid that has no proof, or that of another message, epoch or shard', async () => {
    const { check, message, nowNs } = createCheck()
    const { rateLimitProof, ...unproven } = message()
    expect(await check(unproven)).to.equal('invalid')
    expect(await check({ ...unproven, payload: Uint8Array.of(1), rateLimitProof: rateLimitProof! })).to.equal('invalid')
    const later = nowNs() + BigInt(EPOCH_SIZE_SECONDS) * 1_000_000_000n
    expect(await check({ ...message(), timestampNs: later })).to.equal('invalid')
    expect(await check({ ...message(), timestampNs: -1n })).to.equal('invalid')
    expect(await check(message(), '/waku/2/rs/1/1')).to.equal('invalid')
  })

  it('finds bytes that are no message invalid, and asks no verifier about them', async () => {
    const { proofCheck, verifier } = createCheck()
    expect(await proofCheck.check(PUBSUB_TOPIC, Uint8Array.of(0xff, 1))).to.equal('invalid')
    expect(verifier.calls).to.equal(0)
  })

  it('says that nothing was checked when the verifier fails', async () => {
    const { check, message, verifier } = createCheck()
    verifier.failure = new Error('overloaded')
    expect(await check(message())).to.equal('unchecked')
  })

  it('shows the shares of proofs that hold, and no others', async () => {
    const { check, message, shown } = createCheck()
    await check(withBadProof(message()))
    expect(shown).to.have.length(0)
    await check(message())
    await check(message({ root: 5n }))
    expect(shown).to.have.length(2)
  })
})
