import { inspect } from 'node:util'
import { expect } from 'chai'
import {
  epochOf,
  externalNullifierOf,
  fieldToBytesLE,
  identityFromSecrets,
  MessageIdAllocator,
  markFresh,
  nullifiersOf,
  poseidon,
  RLN_IDENTIFIER,
  recoverSecret,
  unsafe,
} from '../../../src/rln/index.ts'
import { OwnShareWatch, ProofAttacher } from '../../../src/spam-protection/index.ts'
import { createMemoryStateStore } from '../../../src/storage/index.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { secretsIn, writtenForms } from '../../support/secret-search.ts'
import { CONTENT_TOPIC, createFixture, stubProof, withBadProof } from './validation-fixture.ts'

const EPOCH_SIZE_SECONDS = 600
const own = identityFromSecrets(0x1234_5678_9abc_def0n ** 3n, 0xfedc_ba98_7654_3210n ** 3n)
const convict = identityFromSecrets(0x1111_2222_3333_4444n ** 3n, 0x5555_6666_7777_8888n ** 3n)

/** Logger, metrics and errors of a node that attaches, convicts, recovers, and meets failures of all its parts. */
async function everythingWritten() {
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const errors: unknown[] = []
  const evidence = {
    save: () => Promise.reject(new Error('disk full')),
    list: async () => [],
  }
  const store = createMemoryStateStore()
  await markFresh(store, own.commitment)
  let isCalculatorBroken = false
  const fixture = createFixture({
    logger,
    metrics,
    evidence,
    nullifiersOf: async (...job) => {
      if (isCalculatorBroken) throw new Error('worker crashed')
      return nullifiersOf(...job)
    },
  })
  const { clock, view } = fixture
  await fixture.validator.start()
  view.register(own, 4)
  view.register(convict, 4)
  const allocator = await MessageIdAllocator.open(
    { store, clock },
    { idCommitment: own.commitment, rateLimit: 4, epochSizeSeconds: EPOCH_SIZE_SECONDS },
  )
  let proverFailure: Error | undefined
  const attacher = new ProofAttacher(
    {
      clock,
      view,
      allocator,
      metrics,
      prover: {
        prove: async ({ identitySecret, externalNullifier, messageId, x }) => {
          if (proverFailure) throw proverFailure
          const { y, nullifier } = unsafe.computeShare(identitySecret, externalNullifier, messageId, x)
          const publicSignals = { y, root: view.newestRoot(), nullifier, x, externalNullifier }
          return { proofBytes: stubProof(publicSignals), publicSignals, kind: 'full' as const }
        },
      },
    },
    { epochSizeSeconds: EPOCH_SIZE_SECONDS, identitySecret: own.secretHash },
  )
  const watch = new OwnShareWatch(
    { allocator, nullifiersOf: async (...job) => nullifiersOf(...job), logger },
    { identitySecret: own.secretHash, rateLimit: 4 },
  )
  const plain = {
    payload: Uint8Array.of(1),
    contentTopic: CONTENT_TOPIC,
    version: 0,
    timestampNs: 0n,
    meta: new Uint8Array(),
    ephemeral: false,
  }
  const said = [await fixture.judge((await attacher.attach(plain)).message)]
  proverFailure = new Error('no memory')
  await attacher.attach({ ...plain, payload: Uint8Array.of(2) }).catch((error) => errors.push(error))
  proverFailure = undefined
  for (let messageId = 0; messageId < 4; messageId++) {
    await attacher.attach({ ...plain, payload: Uint8Array.of(messageId + 3) }).catch((error) => errors.push(error))
  }

  const epoch = epochOf(fixture.nowNs(), EPOCH_SIZE_SECONDS)
  const externalNullifier = externalNullifierOf(epoch, RLN_IDENTIFIER, 'hashed')
  const foreign = { x: 5n, ...unsafe.computeShare(own.secretHash, externalNullifier, 3, 5n) }
  watch.inspect({ epoch, externalNullifier, ...foreign })

  for (const payload of ['first', 'second', 'third']) {
    if (payload === 'third') isCalculatorBroken = true
    said.push(await fixture.judge(fixture.message({ identity: convict, payload }), payload))
  }
  said.push(await fixture.judge(withBadProof(fixture.message({ payload: 'bad' }))))
  fixture.verifier.failure = new Error('verifier crashed')
  said.push(await fixture.judge(fixture.message({ payload: 'unjudged' })))
  const { commitment, secretHash } = identityFromSecrets(7n, 8n)
  view.slash({ idCommitment: commitment, identitySecretHash: secretHash })
  await fixture.validator.stop()
  return { logger, metrics, errors, said, externalNullifier }
}

describe('what spam protection writes', () => {
  it('holds no secret at any level, in any notation', async () => {
    const { logger, metrics, errors, said, externalNullifier } = await everythingWritten()
    expect(said).to.deep.equal([
      'valid',
      'valid',
      'double_signal',
      'burned_nullifier',
      'proof_invalid',
      'internal_error',
    ])
    const slope = (secret: bigint, messageId: bigint) => poseidon([secret, externalNullifier, messageId])
    const secrets: Record<string, bigint> = {
      'our secret': own.secretHash,
      'our trapdoor': own.trapdoor,
      'our nullifier': own.nullifier,
      "the convict's secret": convict.secretHash,
      "the convict's slope": slope(convict.secretHash, 0n),
      'the secret of one slashed on chain': identityFromSecrets(7n, 8n).secretHash,
      ...Object.fromEntries([0n, 1n, 2n, 3n].map((id) => [`our slope ${id}`, slope(own.secretHash, id)])),
    }
    const levels = new Set(logger.lines.map(({ level }) => level))
    expect(levels).to.include.members(['trace', 'warn', 'error'])
    expect(errors).to.have.length.greaterThan(1)
    const written = [logger.text(), inspect(logger.lines, { depth: null }), inspect(metrics, { depth: null })]
    for (const text of [...written, inspect(errors, { depth: null })])
      expect(secretsIn(text, secrets)).to.deep.equal([])
  })

  it('would be found in each notation that is searched for', () => {
    const secret = convict.secretHash
    const texts = [`a ${secret}`, `0x${secret.toString(16)}`, JSON.stringify([...fieldToBytesLE(secret)])]
    texts.push(
      Buffer.from(fieldToBytesLE(secret)).toString('base64'),
      Buffer.from(fieldToBytesLE(secret)).toString('hex'),
    )
    for (const text of texts) expect(secretsIn(text, { secret }), text).to.not.deep.equal([])
    expect(writtenForms(secret)).to.have.length(10)
    const shares = [3n, 4n].map((x) => ({ x, y: unsafe.computeShare(secret, 9n, 0, x).y }))
    expect(recoverSecret(shares[0]!, shares[1]!).identitySecret, 'it is what is at stake').to.equal(secret)
  })
})
