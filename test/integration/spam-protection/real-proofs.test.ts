import { expect } from 'chai'
import { encodeWakuMessage, pubsubTopicOf, type RateLimitProof, type WakuMessage } from '../../../src/message/index.ts'
import {
  identityFromSecrets,
  loadArtifacts,
  MessageIdAllocator,
  markFresh,
  NullifierLog,
  type Prover,
  recoverSecret,
  type Verifier,
} from '../../../src/rln/index.ts'
import {
  createWorkerProver,
  createWorkerVerifier,
  fileArtifactSource,
  NullifierCalculator,
} from '../../../src/rln/server.ts'
import { ProofAttacher, ProofValidator } from '../../../src/spam-protection/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { FakeView } from '../../unit/spam-protection/fake-view.ts'
import { MemoryEvidence } from '../../unit/spam-protection/memory-evidence.ts'

const EPOCH_SIZE_SECONDS = 600
const RATE_LIMIT = 20
const PUBSUB_TOPIC = pubsubTopicOf(1, 0)

const member = identityFromSecrets(71n, 72n)

function message(payload: string): WakuMessage {
  return {
    payload: new TextEncoder().encode(payload),
    contentTopic: '/toy-chat/2/huilong/proto',
    version: 0,
    timestampNs: 0n,
    meta: new Uint8Array(),
    ephemeral: false,
  }
}

describe('spam protection with real proofs', function () {
  this.timeout(180_000)

  const clock = new FakeClock()
  const view = new FakeView()
  const calculator = new NullifierCalculator()
  let prover: Prover
  let verifier: Verifier
  let first: WakuMessage
  let second: WakuMessage

  function createValidator() {
    const evidence = new MemoryEvidence()
    const logger = new RecordingLogger()
    const validator = new ProofValidator(
      {
        clock,
        view,
        verifier,
        nullifierLog: new NullifierLog({}),
        nullifiersOf: (...job) => calculator.nullifiersOf(...job),
        evidence,
        logger,
        metrics: new RecordingMetrics(),
      },
      { epochSizeSeconds: EPOCH_SIZE_SECONDS, autosharding: { clusterId: 1, shardCount: 1 } },
    )
    const judge = async (judged: WakuMessage, peerId = 'peer'): Promise<string> => {
      const data = encodeWakuMessage(judged)
      return (await validator.validate({ pubsubTopic: PUBSUB_TOPIC, data, peerId })).reason
    }
    return { validator, judge, evidence, logger }
  }

  /** A sender with its own memory of message ids: two of them are what one credential in two processes is. */
  async function createAttacher(): Promise<ProofAttacher> {
    const store = createMemoryStateStore()
    const idCommitment = member.commitment
    await markFresh(store, idCommitment)
    const options = { idCommitment, rateLimit: RATE_LIMIT, epochSizeSeconds: EPOCH_SIZE_SECONDS }
    const allocator = await MessageIdAllocator.open({ store, clock }, options)
    return new ProofAttacher(
      { clock, view, allocator, prover, metrics: new RecordingMetrics() },
      { epochSizeSeconds: EPOCH_SIZE_SECONDS, identitySecret: member.secretHash },
    )
  }

  before(async () => {
    const artifacts = await loadArtifacts(fileArtifactSource(), 'development')
    prover = await createWorkerProver(artifacts)
    verifier = await createWorkerVerifier(artifacts.verificationKey)
    clock.advance(300_000)
    view.register(identityFromSecrets(1n, 2n), RATE_LIMIT)
    view.register(member, RATE_LIMIT)
    view.register(identityFromSecrets(3n, 4n), RATE_LIMIT)
    first = (await (await createAttacher()).attach(message('first'))).message
    second = (await (await createAttacher()).attach(message('second'))).message
  })

  after(async () => {
    await Promise.all([prover?.close(), verifier?.close(), calculator.close()])
  })

  it('accepts on every node what a member sends, once', async () => {
    for (const { judge } of [createValidator(), createValidator()]) {
      expect(await judge(first)).to.equal('valid')
      expect(await judge(first, 'another peer')).to.equal('duplicate_share')
      expect(await judge({ ...first, meta: Uint8Array.of(1) }, 'another peer')).to.equal('duplicate_share')
    }
  })

  it('catches the member who uses a message id twice, recovers its secret, and burns what it can still send', async () => {
    const { judge, evidence, validator, logger } = createValidator()
    expect(await judge(first, 'left')).to.equal('valid')
    expect(await judge(second, 'right')).to.equal('double_signal')
    expect(recoverSecret(...evidence.saved[0]!.shares).identitySecret).to.equal(member.secretHash)
    expect(validator.convicted).to.deep.equal([member.commitment])
    expect(await judge({ ...second, meta: Uint8Array.of(1) })).to.equal('burned_nullifier')
    expect(logger.text()).to.not.include(member.secretHash.toString())
    await validator.stop()
  })

  it('takes a re-randomised copy for the same message', async () => {
    // (-A, -B, C) verifies as (A, B, C) does: both sign flags flipped.
    const proof = first.rateLimitProof!.proof.slice()
    for (const index of [31, 95]) proof[index] = proof[index]! ^ 0x80
    const malleated = { ...first, rateLimitProof: { ...first.rateLimitProof!, proof } }
    const { judge } = createValidator()
    expect(await judge(malleated)).to.equal('valid')
    expect(await judge(first)).to.equal('duplicate_share')
  })

  it('refuses the message after one bit of any field was flipped', async () => {
    const { judge } = createValidator()
    const fields = Object.entries(first.rateLimitProof!) as [keyof RateLimitProof, Uint8Array][]
    for (const [field, original] of fields) {
      // Every tenth byte, another bit each time; A, B and C of the proof all get their share.
      for (let index = 0; index < original.length; index += 10) {
        clock.advance(100)
        const bytes = original.slice()
        bytes[index] = bytes[index]! ^ (1 << (index % 8))
        const changed = { ...first, rateLimitProof: { ...first.rateLimitProof!, [field]: bytes } }
        expect(await judge(changed), `${field} with byte ${index} changed`).to.not.be.oneOf(['valid', 'internal_error'])
      }
    }
    const others: Partial<WakuMessage>[] = [
      { payload: Uint8Array.of(...first.payload, 0) },
      { contentTopic: '/toy-chat/2/huilong/prote' },
      { timestampNs: first.timestampNs + 1n },
    ]
    for (const change of others) expect(await judge({ ...first, ...change })).to.equal('signal_mismatch')
    // None of them spoiled the message itself.
    clock.advance(1_000)
    expect(await judge(first, 'honest')).to.equal('valid')
  })
})
