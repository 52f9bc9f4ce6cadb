import { type Clock, noMetrics, type StateStore, silentLogger } from '../../src/foundation/index.ts'
import { NullifierLog, nullifiersOf, type Verifier } from '../../src/rln/index.ts'
import { ProofValidator } from '../../src/spam-protection/index.ts'
import { MemoryEvidence } from '../unit/spam-protection/memory-evidence.ts'
import { corpusExternalNullifier, corpusRules, corpusView, SPAM_AFTER_MS, spammer } from './corpus-network.ts'

export interface CorpusProtectionComponents {
  readonly clock: Clock
  readonly verifier: Pick<Verifier, 'verify'>
  /** Default: nullifiers are forgotten with the process. */
  readonly store?: StateStore
}

/** What one node of the corpus' network judges messages with: all of it as in a node, but the membership set is given. */
export class CorpusProtection {
  readonly validator: ProofValidator
  readonly evidence = new MemoryEvidence()
  /** Proofs it had verified, and of these the spammer's. */
  verified = 0
  verifiedOfSpammer = 0
  /** Proofs verified, by the peer they came from. */
  readonly verifiedOf = new Map<string, number>()
  readonly #spam = new Set(
    nullifiersOf(spammer.identity.secretHash, corpusExternalNullifier(SPAM_AFTER_MS), 0, spammer.rateLimit),
  )
  readonly #store: StateStore | undefined
  #nullifierLog: NullifierLog

  constructor({ clock, verifier, store }: CorpusProtectionComponents) {
    this.#store = store
    this.#nullifierLog = this.#newLog()
    this.validator = new ProofValidator(
      {
        clock,
        view: corpusView(),
        verifier: {
          verify: (proofBytes, signals, options) => {
            this.verified++
            if (this.#spam.has(signals.nullifier)) this.verifiedOfSpammer++
            const source = options?.source ?? ''
            this.verifiedOf.set(source, (this.verifiedOf.get(source) ?? 0) + 1)
            return verifier.verify(proofBytes, signals, options)
          },
        },
        nullifierLog: {
          find: (...nullifier) => this.#nullifierLog.find(...nullifier),
          record: (entry) => this.#nullifierLog.record(entry),
          flush: () => this.#nullifierLog.flush(),
          prune: (epoch) => this.#nullifierLog.prune(epoch),
        },
        nullifiersOf: async (...job) => nullifiersOf(...job),
        evidence: this.evidence,
        logger: silentLogger,
        metrics: noMetrics,
      },
      corpusRules,
    )
  }

  /** Forgets what was sent, so that the same messages are new again. Peers keep the standing they have. */
  forget(): void {
    this.#nullifierLog = this.#newLog()
  }

  #newLog(): NullifierLog {
    return new NullifierLog(this.#store === undefined ? {} : { store: this.#store })
  }
}
