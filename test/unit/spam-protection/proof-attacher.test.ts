import { expect } from 'chai'
import type { StateStore } from '../../../src/foundation/index.ts'
import { rlnSignal, type WakuMessage } from '../../../src/message/index.ts'
import {
  epochOf,
  epochToBytes,
  externalNullifierOf,
  fieldFromBytesLE,
  identityFromSecrets,
  MessageIdAllocator,
  markFresh,
  messageX,
  type Prover,
  RLN_IDENTIFIER,
  RlnError,
  type RlnWitness,
  unsafe,
} from '../../../src/rln/index.ts'
import { ProofAttacher } from '../../../src/spam-protection/proof-attacher.ts'
import { SpamProtectionError } from '../../../src/spam-protection/spam-protection-error.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { FakeView } from './fake-view.ts'
import { stubProof } from './validation-fixture.ts'

const identity = identityFromSecrets(31n, 32n)
const EPOCH_SIZE_SECONDS = 600
const RATE_LIMIT = 3

class StubProver implements Pick<Prover, 'prove'> {
  readonly witnesses: RlnWitness[] = []
  gate: Promise<void> | undefined
  failure: Error | undefined

  async prove(witness: RlnWitness) {
    this.witnesses.push(witness)
    await this.gate
    if (this.failure !== undefined) throw this.failure
    const { identitySecret, externalNullifier, messageId, x } = witness
    const { y, nullifier } = unsafe.computeShare(identitySecret, externalNullifier, messageId, x)
    const publicSignals = { y, root: 99n, nullifier, x, externalNullifier }
    return { proofBytes: stubProof(publicSignals), publicSignals, kind: 'full' as const }
  }
}

async function createAttacher({ store = createMemoryStateStore(), fresh = true } = {}) {
  const clock = new FakeClock()
  clock.advance(300_000)
  const view = new FakeView()
  view.register(identityFromSecrets(1n, 2n), 20)
  view.register(identity, RATE_LIMIT)
  if (fresh) await markFresh(store, identity.commitment)
  const allocator = await MessageIdAllocator.open(
    { store, clock },
    { idCommitment: identity.commitment, rateLimit: RATE_LIMIT, epochSizeSeconds: EPOCH_SIZE_SECONDS },
  )
  const prover = new StubProver()
  const metrics = new RecordingMetrics()
  const attacher = new ProofAttacher(
    { clock, view, allocator, prover, metrics },
    { epochSizeSeconds: EPOCH_SIZE_SECONDS, identitySecret: identity.secretHash },
  )
  return { clock, view, allocator, prover, metrics, attacher, store }
}

function message(payload = 'hello', timestampNs = 0n): WakuMessage {
  return {
    payload: new TextEncoder().encode(payload),
    contentTopic: '/toy-chat/2/huilong/proto',
    version: 0,
    timestampNs,
    meta: Uint8Array.of(1),
    ephemeral: true,
  }
}

async function attached(attacher: ProofAttacher, unproven: WakuMessage): Promise<WakuMessage> {
  return (await attacher.attach(unproven)).message
}

async function errorOf(promise: Promise<unknown>): Promise<SpamProtectionError> {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).to.be.instanceOf(SpamProtectionError)
  return error
}

describe('ProofAttacher', () => {
  it('builds the proof of 17/WAKU2-RLN-RELAY from the message itself and the local tree', async () => {
    const { attacher, prover, view, clock } = await createAttacher()
    const timestampNs = BigInt(clock.nowMs()) * 1_000_000n - 5_000_000_123n
    const original = message('hello', timestampNs)
    const { rateLimitProof, ...rest } = await attached(attacher, original)
    expect(rest).to.deep.equal(original)

    const epoch = epochOf(timestampNs, EPOCH_SIZE_SECONDS)
    const x = messageX(rlnSignal(original))
    const externalNullifier = externalNullifierOf(epoch, RLN_IDENTIFIER, 'hashed')
    const share = unsafe.computeShare(identity.secretHash, externalNullifier, 0, x)
    expect(rateLimitProof!.epoch).to.deep.equal(epochToBytes(epoch))
    expect(rateLimitProof!.rlnIdentifier).to.deep.equal(RLN_IDENTIFIER)
    expect(fieldFromBytesLE(rateLimitProof!.shareX)).to.equal(x)
    expect(fieldFromBytesLE(rateLimitProof!.shareY)).to.equal(share.y)
    expect(fieldFromBytesLE(rateLimitProof!.nullifier)).to.equal(share.nullifier)
    expect(fieldFromBytesLE(rateLimitProof!.merkleRoot)).to.equal(99n)
    expect(rateLimitProof!.proof).to.have.length(128)

    const { pathElements, identityPathIndex } = view.tree.path(1)
    expect(prover.witnesses[0]).to.deep.include({
      pathElements,
      identityPathIndex,
      userMessageLimit: 3n,
      messageId: 0n,
    })
  })

  it('stamps a message without a timestamp, and proves for the stamp', async () => {
    const { attacher, clock } = await createAttacher()
    const { timestampNs, rateLimitProof } = await attached(attacher, message())
    expect(timestampNs).to.equal(BigInt(clock.nowMs()) * 1_000_000n)
    expect(rateLimitProof!.epoch).to.deep.equal(epochToBytes(epochOf(timestampNs, EPOCH_SIZE_SECONDS)))
  })

  it('keeps out of the last microsecond of an epoch, and changes no other timestamp', async () => {
    const { attacher, clock } = await createAttacher()
    const borderNs = BigInt(clock.nowMs() + 300_000) * 1_000_000n
    clock.advance(299_999)
    const oneMicrosecond = 1_000n
    for (const [stamped, sent] of [
      [borderNs - 1n, borderNs - 1n - oneMicrosecond],
      [borderNs - oneMicrosecond, borderNs - 2n * oneMicrosecond],
      [borderNs - oneMicrosecond - 1n, borderNs - oneMicrosecond - 1n],
    ] as const) {
      expect((await attached(attacher, message('end', stamped))).timestampNs).to.equal(sent)
    }
    expect((await attached(attacher, message('next epoch', borderNs))).timestampNs).to.equal(borderNs)
  })

  it('takes the same message id for the same message again, and another for another', async () => {
    const { attacher, prover, clock } = await createAttacher()
    const now = BigInt(clock.nowMs()) * 1_000_000n
    const first = await attached(attacher, message('one', now))
    const again = await attached(attacher, message('one', now))
    await attached(attacher, message('two', now))
    expect(prover.witnesses.map((witness) => witness.messageId)).to.deep.equal([0n, 0n, 1n])
    expect(again.rateLimitProof!.shareY).to.deep.equal(first.rateLimitProof!.shareY)
  })

  it('refuses once the limit is reached, says when the next epoch starts, and goes on then', async () => {
    const { attacher, clock, metrics } = await createAttacher()
    for (let count = 0; count < RATE_LIMIT; count++) await attached(attacher, message(`${count}`))
    expect(metrics.value('waku_rln_remaining_proofs_per_epoch')).to.equal(0)
    const error = await errorOf(attached(attacher, message('one too many')))
    expect(error.code).to.equal('message_limit_reached')
    expect(error.retryAtMs).to.equal(clock.nowMs() + 300_000)
    clock.advance(300_000)
    attacher.measure()
    expect(metrics.value('waku_rln_remaining_proofs_per_epoch')).to.equal(RATE_LIMIT)
    await attached(attacher, message('next epoch'))
    expect(metrics.value('waku_rln_total_generated_proofs')).to.equal(RATE_LIMIT + 1)
  })

  for (const [what, change] of [
    ['never registered', (view: FakeView) => view.members.delete(identity.commitment)],
    ['slashed, its leaf erased', (view: FakeView) => view.tree.set(1, 0n)],
  ] as const) {
    it(`refuses a credential that is ${what}`, async () => {
      const { attacher, view, prover, allocator, clock } = await createAttacher()
      change(view)
      expect((await errorOf(attached(attacher, message()))).code).to.equal('not_a_member')
      expect(prover.witnesses).to.deep.equal([])
      expect(allocator.remaining(epochOf(BigInt(clock.nowMs()) * 1_000_000n, EPOCH_SIZE_SECONDS))).to.equal(RATE_LIMIT)
    })
  }

  it('refuses while the tree is not synced', async () => {
    const { attacher, view } = await createAttacher()
    view.isSynced = false
    expect((await errorOf(attached(attacher, message()))).code).to.equal('not_synced')
  })

  it('refuses a timestamp that no node would relay', async () => {
    const { attacher, clock } = await createAttacher()
    for (const offsetMs of [-20_001, 20_001]) {
      const stamped = message('late', BigInt(clock.nowMs() + offsetMs) * 1_000_000n)
      expect((await errorOf(attached(attacher, stamped))).code).to.equal('timestamp_out_of_range')
    }
  })

  it('refuses while an imported credential cools down, and says until when', async () => {
    const { attacher, allocator } = await createAttacher({ fresh: false })
    const error = await errorOf(attached(attacher, message()))
    expect(error.code).to.equal('credential_cooling_down')
    expect(error.retryAtMs).to.equal(allocator.availableAtMs)
  })

  it('refuses in an epoch in which another device was seen, also when it is seen while the proof is made', async () => {
    const { attacher, allocator, prover, clock } = await createAttacher()
    const { promise, resolve } = Promise.withResolvers<void>()
    prover.gate = promise
    const attaching = attacher.attach(message())
    await allocator.stopEpoch(epochOf(BigInt(clock.nowMs()) * 1_000_000n, EPOCH_SIZE_SECONDS))
    resolve()
    expect((await errorOf(attaching)).code).to.equal('credential_used_elsewhere')
    expect((await errorOf(attached(attacher, message('more')))).code).to.equal('credential_used_elsewhere')
  })

  it('hands nothing out when the message id cannot be stored', async () => {
    const memory = createMemoryStateStore()
    let isBroken = false
    const store: StateStore = {
      get: (...request) => memory.get(...request),
      list: (...request) => memory.list(...request),
      deleteRange: (...range) => memory.deleteRange(...range),
      close: () => memory.close(),
      write: (changes) => (isBroken ? Promise.reject(new Error('disk full')) : memory.write(changes)),
    }
    const { attacher } = await createAttacher({ store })
    isBroken = true
    expect((await errorOf(attached(attacher, message()))).code).to.equal('message_id_not_stored')
    isBroken = false
    await attached(attacher, message())
  })

  it('says that proving failed, and takes the same id next time', async () => {
    const { attacher, prover, clock } = await createAttacher()
    const now = BigInt(clock.nowMs()) * 1_000_000n
    prover.failure = new RlnError('worker_crashed', 'the worker died')
    const error = await errorOf(attached(attacher, message('one', now)))
    expect(error.code).to.equal('proving_failed')
    expect(error.cause).to.equal(prover.failure)
    prover.failure = undefined
    await attached(attacher, message('one', now))
    expect(prover.witnesses.map((witness) => witness.messageId)).to.deep.equal([0n, 0n])
  })

  for (const [refusal, code] of [
    ['x_is_zero', 'signal_not_provable'],
    ['epoch_pruned', 'timestamp_out_of_range'],
    ['message_limit_reached', 'message_limit_reached'],
    ['credential_cooling_down', 'credential_cooling_down'],
    ['credential_used_elsewhere', 'credential_used_elsewhere'],
    ['external_nullifier_mismatch', 'message_id_refused'],
  ] as const) {
    it(`says ${code} when the allocator refuses with ${refusal}`, async () => {
      const { clock, view, prover, metrics } = await createAttacher()
      const refusing = {
        reserve: () => {
          throw new RlnError(refusal, 'no')
        },
        remaining: () => 0,
      }
      const attacher = new ProofAttacher(
        { clock, view, prover, metrics, allocator: refusing },
        { epochSizeSeconds: EPOCH_SIZE_SECONDS, identitySecret: identity.secretHash },
      )
      expect((await errorOf(attached(attacher, message()))).code).to.equal(code)
      expect(prover.witnesses).to.deep.equal([])
    })
  }
})
