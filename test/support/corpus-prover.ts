import { systemClock, systemRandom } from '../../src/foundation/index.ts'
import { encodeWakuMessage, rlnSignal, type WakuMessage } from '../../src/message/index.ts'
import { createCurveEngine } from '../../src/rln/bn254/curve-engine.ts'
import {
  epochOf,
  epochToBytes,
  fieldToBytesLE,
  messageX,
  type ProvingArtifacts,
  type PublicSignals,
  RLN_IDENTIFIER,
  unsafe,
} from '../../src/rln/index.ts'
import { CurveArithmetic } from '../../src/rln/proving/curve-arithmetic.ts'
import { LaneScheduler } from '../../src/rln/proving/lane-scheduler.ts'
import { LocalLane } from '../../src/rln/proving/local-lane.ts'
import { encodeProofPoints } from '../../src/rln/proving/point-bytes.ts'
import { ProofMaker } from '../../src/rln/proving/proof-maker.ts'
import { ProvingLane } from '../../src/rln/proving/proving-lane.ts'
import { evaluateAt } from '../../src/rln/proving/slot-coefficients.ts'
import { createWorkerProver } from '../../src/rln/server.ts'
import {
  CORPUS_CONTENT_TOPIC,
  type CorpusMember,
  corpusExternalNullifier,
  corpusRules,
  corpusTimeNs,
  corpusView,
  HONEST_MEMBERS,
  HONEST_PER_SECOND,
  SPAM_AFTER_MS,
  SPAM_PER_SECOND,
  spammer,
} from './corpus-network.ts'

const view = corpusView()
/** A second proof fills the threads while they wait for the first one's last step. */
const PROOFS_AT_ONCE = 2

/** A message of the corpus, and when it is to be sent, after the corpus' beginning. */
export interface CorpusMessage {
  readonly atMs: number
  /** Encoded. */
  readonly data: Uint8Array
}

/** The first `count` messages of one honest member, each with a message id of its own, proven as a sender does it. */
export async function proveHonest(
  artifacts: ProvingArtifacts,
  member: CorpusMember,
  count: number,
): Promise<CorpusMessage[]> {
  const prover = await createWorkerProver(artifacts, { threads: 2 })
  const messages: CorpusMessage[] = []
  const proveEvery = async (nth: number): Promise<void> => {
    for (let messageId = nth; messageId < count; messageId += PROOFS_AT_ONCE) {
      const turn = messageId * HONEST_MEMBERS + member.index
      const atMs = (turn * 1_000) / HONEST_PER_SECOND
      const message = plainMessage(`honest ${turn}`, atMs)
      const witness = { ...inputOf(member, messageId, atMs), x: messageX(rlnSignal(message)) }
      const { proofBytes, publicSignals } = await prover.prove(unsafe.witnessOfNumbers(witness))
      messages.push({ atMs, data: encodeProven(message, proofBytes, publicSignals) })
    }
  }
  try {
    await Promise.all(Array.from({ length: PROOFS_AT_ONCE }, (_, nth) => proveEvery(nth)))
  } finally {
    await prover.close()
  }
  return messages.sort((a, b) => a.atMs - b.atMs)
}

/**
 * The spammer's messages: each of its message ids again and again. What no sender may do makes it cheap: a proof prepared
 * once for a message id is evaluated at every message's x.
 */
export async function proveSpam(artifacts: ProvingArtifacts, count: number): Promise<CorpusMessage[]> {
  const lane = await ProvingLane.create(artifacts, systemClock)
  const scheduler = new LaneScheduler([new LocalLane({ clock: systemClock, lane })])
  const maker = new ProofMaker({ scheduler, random: systemRandom }, { shared: false })
  const arithmetic = new CurveArithmetic(await createCurveEngine())
  const externalNullifier = corpusExternalNullifier(SPAM_AFTER_MS)
  const slots: Uint8Array[] = []
  for (let messageId = 0; messageId < spammer.rateLimit; messageId++) {
    slots.push((await maker.prepareSlot(inputOf(spammer, messageId, SPAM_AFTER_MS))).coefficients)
  }
  await scheduler.close()
  return Array.from({ length: count }, (_, turn) => {
    const messageId = turn % spammer.rateLimit
    const atMs = SPAM_AFTER_MS + (turn * 1_000) / SPAM_PER_SECOND
    const message = plainMessage(`spam ${turn}`, atMs)
    const x = messageX(rlnSignal(message))
    const proofBytes = encodeProofPoints(evaluateAt(arithmetic, slots[messageId]!, x))
    const { secretHash } = spammer.identity
    const { y, nullifier } = unsafe.computeShare(secretHash, externalNullifier, BigInt(messageId), x)
    const signals = unsafe.signalsOfNumbers([y, view.newestRoot(), nullifier, x, externalNullifier])
    return { atMs, data: encodeProven(message, proofBytes, signals) }
  })
}

function inputOf({ identity, rateLimit, index }: CorpusMember, messageId: number, atMs: number) {
  return {
    identitySecret: identity.secretHash,
    userMessageLimit: BigInt(rateLimit),
    messageId: BigInt(messageId),
    ...view.pathOf(index),
    externalNullifier: corpusExternalNullifier(atMs),
  }
}

/** @param text the payload */
export function plainMessage(text: string, atMs: number): WakuMessage {
  return {
    payload: new TextEncoder().encode(text),
    contentTopic: CORPUS_CONTENT_TOPIC,
    version: 0,
    timestampNs: corpusTimeNs(atMs),
    meta: new Uint8Array(),
    ephemeral: false,
  }
}

/** The message with its proof, as on the wire. */
export function encodeProven(
  message: WakuMessage,
  proof: Uint8Array,
  { root, x, y, nullifier }: PublicSignals,
): Uint8Array {
  const rateLimitProof = {
    proof,
    merkleRoot: fieldToBytesLE(root),
    epoch: epochToBytes(epochOf(message.timestampNs, corpusRules.epochSizeSeconds)),
    shareX: fieldToBytesLE(x),
    shareY: fieldToBytesLE(y),
    nullifier: fieldToBytesLE(nullifier),
    rlnIdentifier: RLN_IDENTIFIER,
  }
  return encodeWakuMessage({ ...message, rateLimitProof })
}
