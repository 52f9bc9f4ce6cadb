import { type Clock, systemClock } from '../../src/foundation/index.ts'
import { pubsubTopicOf } from '../../src/message/index.ts'
import {
  type ExternalNullifier,
  epochOf,
  externalNullifierOf,
  type Identity,
  RLN_IDENTIFIER,
  seededIdentity,
} from '../../src/rln/index.ts'
import { FakeView } from '../unit/spam-protection/fake-view.ts'

/** The network that the corpus of real proofs was made for: its rules, its members and its time. */
export const corpusRules = { epochSizeSeconds: 600, autosharding: { clusterId: 1, shardCount: 1 } } as const
export const CORPUS_TOPIC = pubsubTopicOf(1, 0)
export const CORPUS_CONTENT_TOPIC = '/corpus/1/traffic/proto'

/** When its traffic begins: in the middle of an epoch, so that minutes of it stay in that epoch. */
export const CORPUS_START_MS = 1_704_067_200_000 + 200_000

/** @param atMs after the beginning, as in all of the corpus */
export function corpusTimeNs(atMs: number): bigint {
  return BigInt(CORPUS_START_MS + atMs) * 1_000_000n
}

export function corpusEpoch(atMs: number): bigint {
  return epochOf(corpusTimeNs(atMs), corpusRules.epochSizeSeconds)
}

export function corpusExternalNullifier(atMs: number): ExternalNullifier {
  return externalNullifierOf(corpusEpoch(atMs), RLN_IDENTIFIER, 'hashed')
}

/** Honest members, who take turns; each with a limit beyond all they ever send. */
export const HONEST_MEMBERS = 4
const HONEST_LIMIT = 1_000
/** Messages a second of all honest members together, by their timestamps. */
export const HONEST_PER_SECOND = 4

export const SPAMMER_LIMIT = 20
export const SPAM_PER_SECOND = 100
/** The spammer begins when the network has been at work for so long. */
export const SPAM_AFTER_MS = 10_000

export interface CorpusMember {
  readonly identity: Identity
  readonly rateLimit: number
  readonly index: number
}

const members: readonly CorpusMember[] = Array.from({ length: HONEST_MEMBERS + 1 }, (_, index) => ({
  identity: seededIdentity(new TextEncoder().encode(`member ${index} of the corpus`)),
  rateLimit: index < HONEST_MEMBERS ? HONEST_LIMIT : SPAMMER_LIMIT,
  index,
}))

export const honestMembers = members.slice(0, HONEST_MEMBERS)
export const spammer = members[HONEST_MEMBERS]!

/** The membership set of the corpus, without a chain. */
export function corpusView(): FakeView {
  const view = new FakeView()
  for (const { identity, rateLimit } of members) view.register(identity, rateLimit)
  return view
}

/**
 * The time of the corpus: stands still at its beginning until it is started, so that a network can come up. Intervals and
 * the monotonic time are the machine's.
 */
export class CorpusClock implements Clock {
  readonly #pace: number
  #startedAtMs: number | undefined

  /** @param pace seconds of the corpus that go by in one real second */
  constructor(pace = 1) {
    this.#pace = pace
  }

  /** @param atMs milliseconds since the Unix epoch, for clocks of several processes to go alike */
  start(atMs = performance.timeOrigin + performance.now()): void {
    this.#startedAtMs = atMs
  }

  /** Milliseconds since the beginning. */
  get atMs(): number {
    return this.nowMs() - CORPUS_START_MS
  }

  nowMs(): number {
    if (this.#startedAtMs === undefined) return CORPUS_START_MS
    const elapsedMs = performance.timeOrigin + performance.now() - this.#startedAtMs
    return Math.floor(CORPUS_START_MS + Math.max(0, elapsedMs) * this.#pace)
  }

  monotonicMs(): number {
    return systemClock.monotonicMs()
  }

  after(delayMs: number, callback: () => void): () => void {
    return systemClock.after(delayMs, callback)
  }

  every(intervalMs: number, callback: () => void): () => void {
    return systemClock.every(intervalMs, callback)
  }

  /** Resolves when it is `atMs` after the beginning. */
  async reaches(atMs: number): Promise<void> {
    const missingMs = (): number => (atMs - this.atMs) / this.#pace
    while (missingMs() > 0) await new Promise((resolve) => setTimeout(resolve, missingMs()))
  }
}
