import { sha256 } from '@noble/hashes/sha2.js'
import { bytesEqual, concatBytes } from '../../../src/foundation/index.ts'
import { encodeWakuMessage, pubsubTopicOf, rlnSignal, type WakuMessage } from '../../../src/message/index.ts'
import {
  epochOf,
  epochToBytes,
  externalNullifierOf,
  fieldToBytesLE,
  type Identity,
  identityFromSecrets,
  messageX,
  NullifierLog,
  nullifiersOf,
  type ProofVerdict,
  type PublicSignals,
  RLN_IDENTIFIER,
  type RlnIdentifier,
  unsafe,
} from '../../../src/rln/index.ts'
import {
  ProofValidator,
  type ProofValidatorComponents,
  type ProofValidatorOptions,
} from '../../../src/spam-protection/proof-validator.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { FakeView } from './fake-view.ts'
import { MemoryEvidence } from './memory-evidence.ts'

export const CONTENT_TOPIC = '/toy-chat/2/luzhou/proto'
export const PUBSUB_TOPIC = pubsubTopicOf(1, 0)

/** Stands for the circuit: a "proof" is a tag over its public signals, in an encoding that passes the free checks. */
export function stubProof(signals: PublicSignals, variant = 0): Uint8Array {
  const { y, root, nullifier, x, externalNullifier } = signals
  const tag = sha256(concatBytes(...[y, root, nullifier, x, externalNullifier].map(fieldToBytesLE)))
  // Below q, neither infinite nor with stray flags.
  tag[31] = 1
  const rest = new Uint8Array(32).fill(1)
  rest[0] = variant
  return concatBytes(tag, rest, rest, rest)
}

/** Counts, and can be made to wait or to fail. */
export class StubVerifier {
  calls = 0
  running = 0
  mostRunning = 0
  gate: Promise<void> | undefined
  failure: Error | undefined

  async verify(proofBytes: Uint8Array, signals: PublicSignals): Promise<ProofVerdict> {
    this.calls++
    this.running++
    this.mostRunning = Math.max(this.mostRunning, this.running)
    await (this.gate ?? Promise.resolve())
    this.running--
    if (this.failure !== undefined) throw this.failure
    const isValid = bytesEqual(proofBytes.subarray(0, 32), stubProof(signals).subarray(0, 32))
    return isValid ? { valid: true } : { valid: false, reason: 'pairing_failed' }
  }
}

export interface MessageSpec {
  readonly identity?: Identity
  readonly payload?: string
  readonly contentTopic?: string
  readonly timestampNs?: bigint
  readonly messageId?: number
  readonly root?: bigint
  readonly rlnIdentifier?: RlnIdentifier
}

/** A member's message with a stub for its proof. */
export function stubbedMessage(
  spec: MessageSpec & Required<Pick<MessageSpec, 'identity' | 'timestampNs' | 'root'>>,
  epochSizeSeconds: number,
): WakuMessage {
  const { identity, timestampNs, root, contentTopic = CONTENT_TOPIC, rlnIdentifier = RLN_IDENTIFIER } = spec
  const payload = new TextEncoder().encode(spec.payload ?? 'hello')
  const epoch = epochOf(timestampNs, epochSizeSeconds)
  const externalNullifier = externalNullifierOf(epoch, rlnIdentifier, 'hashed')
  const x = messageX(rlnSignal({ payload, contentTopic, timestampNs }))
  const { y, nullifier } = unsafe.computeShare(identity.secretHash, externalNullifier, spec.messageId ?? 0, x)
  return {
    payload,
    contentTopic,
    version: 0,
    timestampNs,
    meta: new Uint8Array(),
    ephemeral: false,
    rateLimitProof: {
      proof: stubProof({ y, root, nullifier, x, externalNullifier }),
      merkleRoot: fieldToBytesLE(root),
      epoch: epochToBytes(epoch),
      shareX: fieldToBytesLE(x),
      shareY: fieldToBytesLE(y),
      nullifier: fieldToBytesLE(nullifier),
      rlnIdentifier,
    },
  }
}

export type Fixture = ReturnType<typeof createFixture>

/** A validator among fakes, with one member of rate limit 20. */
export function createFixture({
  staticSharding = false,
  ...options
}: Partial<ProofValidatorOptions & Omit<ProofValidatorComponents, 'view'>> & {
  staticSharding?: boolean
  view?: FakeView
} = {}) {
  const epochSizeSeconds = options.epochSizeSeconds ?? 600
  const clock = new FakeClock()
  clock.advance(300_000)
  const view = options.view ?? new FakeView()
  const verifier = new StubVerifier()
  const evidence = new MemoryEvidence()
  const logger = new RecordingLogger()
  const metrics = new RecordingMetrics()
  const nullifierLog = new NullifierLog({})
  const identity = identityFromSecrets(11n, 22n)
  if (view.memberOf(identity.commitment) === undefined) view.register(identity, 20)
  const components: ProofValidatorComponents = {
    clock,
    view,
    verifier,
    nullifierLog,
    nullifiersOf: async (...job) => nullifiersOf(...job),
    evidence,
    logger,
    metrics,
    ...options,
  }
  const validator = new ProofValidator(components, {
    epochSizeSeconds,
    ...(!staticSharding && { autosharding: { clusterId: 1, shardCount: 1 } }),
    ...options,
  })

  const nowNs = (): bigint => BigInt(clock.nowMs()) * 1_000_000n

  function message(spec: MessageSpec = {}): WakuMessage {
    return stubbedMessage({ identity, timestampNs: nowNs(), root: view.newestRoot(), ...spec }, epochSizeSeconds)
  }

  async function judgeBytes(data: Uint8Array, peerId = 'peer-1', pubsubTopic = PUBSUB_TOPIC) {
    return await validator.validate({ pubsubTopic, data, peerId })
  }

  async function judge(judged: WakuMessage, peerId = 'peer-1', pubsubTopic = PUBSUB_TOPIC): Promise<string> {
    return (await judgeBytes(encodeWakuMessage(judged), peerId, pubsubTopic)).reason
  }

  return {
    clock,
    view,
    verifier,
    evidence,
    logger,
    metrics,
    nullifierLog,
    identity,
    validator,
    nowNs,
    message,
    judge,
    judgeBytes,
  }
}

/** The message with a proof whose tag does not hold; each variant in other bytes. */
export function withBadProof(message: WakuMessage, variant = 0): WakuMessage {
  const proof = message.rateLimitProof!.proof.slice()
  proof[0] = proof[0]! ^ 0xff
  proof[33] = variant
  return { ...message, rateLimitProof: { ...message.rateLimitProof!, proof } }
}
