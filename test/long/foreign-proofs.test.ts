import { expect } from 'chai'
import { bytesToBigIntLE } from '../../src/foundation/index.ts'
import { pubsubTopicOf, type RateLimitProof, rlnSignal, type WakuMessage } from '../../src/message/index.ts'
import {
  epochOf,
  epochToBytes,
  externalNullifierOf,
  FIELD_MODULUS,
  fieldToBytesLE,
  identityFromSecrets,
  loadArtifacts,
  messageX,
  type Prover,
  RLN_IDENTIFIER,
  type RlnIdentifier,
  rlnIdentifierOf,
  unsafe,
  type Verifier,
} from '../../src/rln/index.ts'
import { createWorkerProver, createWorkerVerifier, fileArtifactSource } from '../../src/rln/server.ts'
import { FakeRandom } from '../support/fake-random.ts'
import { CONTENT_TOPIC, createFixture, type Fixture } from '../unit/spam-protection/validation-fixture.ts'

const RUNS = Number(process.env.RUNS ?? 1000)
const FOREIGN_IDENTIFIERS = 20
const EPOCH_SIZE_SECONDS = 600
const seed = Number(process.env.SEED ?? 7)
const member = identityFromSecrets(71n, 72n)

/** What of a RateLimitProof is changed, and the reason that belongs to it. */
const mutations: readonly [keyof RateLimitProof, reason: string][] = [
  ['rlnIdentifier', 'foreign_rln_identifier'],
  ['epoch', 'epoch_mismatch'],
  ['merkleRoot', 'unknown_root'],
  ['shareX', 'signal_mismatch'],
  ['shareY', 'proof_invalid'],
  ['nullifier', 'proof_invalid'],
]

describe('real proofs for something else (reliability rows R7, T1)', function () {
  this.timeout(1_800_000)
  const random = new FakeRandom(seed)
  let prover: Prover
  let verifier: Verifier

  before(async () => {
    const artifacts = await loadArtifacts(fileArtifactSource(), 'development')
    prover = await createWorkerProver(artifacts)
    verifier = await createWorkerVerifier(artifacts.verificationKey)
  })
  after(() => Promise.all([prover?.close(), verifier?.close()]))

  function newFixture(): Fixture {
    const fixture = createFixture({ verifier, epochSizeSeconds: EPOCH_SIZE_SECONDS })
    fixture.view.register(member, 20)
    return fixture
  }

  /** A member's message with a real proof under an identifier, and whether the proof holds under that one. */
  async function prove(fixture: Fixture, rlnIdentifier: RlnIdentifier) {
    const timestampNs = fixture.nowNs()
    const message: WakuMessage = {
      payload: random.bytes(20),
      contentTopic: CONTENT_TOPIC,
      version: 0,
      timestampNs,
      meta: new Uint8Array(),
      ephemeral: false,
    }
    const epoch = epochOf(timestampNs, EPOCH_SIZE_SECONDS)
    const { pathElements, identityPathIndex } = fixture.view.pathOf(fixture.view.memberOf(member.commitment)!.index)
    const { proofBytes, publicSignals } = await prover.prove(
      unsafe.witnessOfNumbers({
        identitySecret: member.secretHash,
        userMessageLimit: 20n,
        messageId: 0n,
        pathElements,
        identityPathIndex,
        x: messageX(rlnSignal(message)),
        externalNullifier: externalNullifierOf(epoch, rlnIdentifier, 'hashed'),
      }),
    )
    const rateLimitProof: RateLimitProof = {
      proof: proofBytes,
      merkleRoot: fieldToBytesLE(publicSignals.root),
      epoch: epochToBytes(epoch),
      shareX: fieldToBytesLE(publicSignals.x),
      shareY: fieldToBytesLE(publicSignals.y),
      nullifier: fieldToBytesLE(publicSignals.nullifier),
      rlnIdentifier,
    }
    const { valid } = await verifier.verify(proofBytes, publicSignals)
    return { message: { ...message, rateLimitProof }, valid }
  }

  it(`${FOREIGN_IDENTIFIERS} genuinely valid proofs under foreign identifiers: none is accepted`, async () => {
    const fixture = newFixture()
    for (let index = 0; index < FOREIGN_IDENTIFIERS; index++) {
      fixture.clock.advance(1_000)
      const { message, valid } = await prove(fixture, rlnIdentifierOf(`another-application/v${index}`))
      expect(valid, 'it is valid where it belongs').to.equal(true)
      expect(await fixture.judge(message)).to.equal('foreign_rln_identifier')
      // The proof of another application under our name: the external nullifier is computed, not read. Each comes from
      // another peer, since eleven bad proofs are the last of one that are looked at.
      const renamed = { ...message, rateLimitProof: { ...message.rateLimitProof, rlnIdentifier: RLN_IDENTIFIER } }
      expect(await fixture.judge(renamed, `peer-${index}`)).to.equal('proof_invalid')
    }
    const { message } = await prove(fixture, RLN_IDENTIFIER)
    expect(await fixture.judge(message, 'honest'), 'one under ours').to.equal('valid')
    console.log(
      `      seed ${seed}: ${FOREIGN_IDENTIFIERS} foreign and ${FOREIGN_IDENTIFIERS} renamed proofs, 0 accepted`,
    )
  })

  for (const [field, reason] of mutations) {
    it(`${RUNS} other values of ${field}: each is refused as ${reason}`, async () => {
      const fixture = newFixture()
      const startMs = fixture.clock.nowMs()
      const { message } = await prove(fixture, RLN_IDENTIFIER)
      for (let run = 0; run < RUNS; run++) {
        // Time goes round within the window, so that budgets are refilled and the message stays in time.
        if (run % 15 === 14) fixture.clock.jumpTo(startMs)
        fixture.clock.advance(1_000)
        const bytes = fieldToBytesLE(bytesToBigIntLE(random.bytes(32)) % FIELD_MODULUS)
        const value = field === 'epoch' ? epochToBytes(bytesToBigIntLE(random.bytes(5))) : bytes
        const changed = { ...message, rateLimitProof: { ...message.rateLimitProof, [field]: value } }
        expect(await fixture.judge(changed, `peer-${run}`)).to.equal(reason)
      }
      console.log(`      seed ${seed}: ${field}, ${RUNS} refused as ${reason}`)
      expect(fixture.validator.counts().valid).to.equal(0)
    })
  }

  it(`${RUNS} other shards: each is refused as wrong_shard`, async () => {
    const fixture = newFixture()
    const { message } = await prove(fixture, RLN_IDENTIFIER)
    for (let run = 0; run < RUNS; run++) {
      const topic = pubsubTopicOf(run % 2 === 0 ? 1 : 2 + run, run % 2 === 0 ? 1 + run : 0)
      expect(await fixture.judge(message, `peer-${run}`, topic)).to.equal('wrong_shard')
    }
  })
})
