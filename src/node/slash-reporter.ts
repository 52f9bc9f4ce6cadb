import {
  BoundedMap,
  type Clock,
  type Logger,
  type Metrics,
  RoomError,
  type Startable,
  sleep,
} from '../foundation/index.ts'
import type { MembershipView } from '../membership/index.ts'
import type { DoubleSignalEvidence, EvidenceStore } from '../spam-protection/index.ts'
import type { SlashSettlement } from './slash-attempt-file.ts'
import type { SlashReportStatus } from './waku-node.ts'

/** Slashes with one piece of evidence, and remembers on disk how far that got. */
export interface SlashDesk {
  isSettled(evidence: DoubleSignalEvidence): Promise<boolean>
  /**
   * Goes on where an earlier attempt ended.
   * @param attempt counts from 0, so that another endpoint can be asked each time
   * @throws MembershipError, NodeError
   */
  slash(evidence: DoubleSignalEvidence, attempt: number): Promise<'slashed' | 'already_slashed'>
  settleWithoutSlash(evidence: DoubleSignalEvidence): Promise<void>
  /** Lets go of what is under way. */
  close(): void
}

export interface SlashReporterComponents {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly desk: SlashDesk
  readonly evidence: Pick<EvidenceStore, 'list'>
  /** The own tree, for whether somebody is a member. */
  readonly view: Pick<MembershipView, 'isSynced' | 'memberOf'>
}

interface Report {
  readonly evidence: DoubleSignalEvidence
  attempts: number
  dueMs: number
}

/** Each stands for a deposit. What does not fit is on disk, and read again when these are done. */
const MAX_WAITING = 1_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 600_000
/** An endpoint may be behind: a membership counts as gone when it was missing so often. */
const LOOKS_BEFORE_GONE = 3
/** A transaction under way may take minutes: it is finished after the next start. The node stops within five seconds. */
const STOP_PATIENCE_MS = 1_000
/** Nothing that trying again could change. */
const FINAL_ERRORS: ReadonlySet<string> = new Set([
  'evidence_invalid',
  'slash_attempt_unreadable',
  'slashing_unsupported',
  'not_a_membership_contract',
])

/**
 * Slashes on chain whom this node convicts, one after the other, in the background: nobody waits for it, an outage of the
 * chain only delays it, and a restart goes on with all evidence that is not settled. Nodes that race lose no more than gas.
 */
export class SlashReporter implements Startable {
  readonly #components: SlashReporterComponents
  readonly #waiting = new Map<bigint, Report>()
  readonly #counts: Record<SlashSettlement['status'] | 'failed', number> = {
    slashed: 0,
    already_slashed: 0,
    nothing_to_slash: 0,
    failed: 0,
  }
  /** How the reports of this run ended. */
  readonly #settled = new BoundedMap<bigint, SlashSettlement['status'] | 'failed'>(MAX_WAITING)
  readonly #outcomes
  #isRunning = false
  #isIncomplete = true
  #work: Promise<void> | undefined
  #cancelTimer: () => void = () => undefined

  constructor(components: SlashReporterComponents) {
    this.#components = components
    const help = 'Attempts to slash a convicted member, by how they ended'
    this.#outcomes = components.metrics.counter('waku_rln_slash_reports_total', help, ['outcome'])
  }

  async start(): Promise<void> {
    this.#isRunning = true
    this.#goOn()
  }

  async stop(): Promise<void> {
    this.#isRunning = false
    this.#cancelTimer()
    this.#components.desk.close()
    if (this.#work === undefined) return
    const isDone = new AbortController()
    const patience = sleep(this.#components.clock, STOP_PATIENCE_MS, isDone.signal).catch(() => undefined)
    await Promise.race([this.#work, patience])
    isDone.abort()
  }

  get status(): SlashReportStatus {
    const { slashed, already_slashed, nothing_to_slash, failed } = this.#counts
    return {
      waiting: this.#waiting.size,
      slashed,
      alreadySlashed: already_slashed,
      nothingToSlash: nothing_to_slash,
      failedAttempts: failed,
    }
  }

  /** How far the report of one convict is; undefined when there is none, or it was settled before the start. */
  reportOf(idCommitment: bigint): 'waiting' | SlashSettlement['status'] | 'failed' | undefined {
    return this.#waiting.has(idCommitment) ? 'waiting' : this.#settled.get(idCommitment)
  }

  /** The store with a listener: what it saved is reported. Evidence that is not on disk would not survive a kill. */
  watch(store: EvidenceStore): EvidenceStore {
    return {
      list: () => store.list(),
      save: async (evidence) => {
        await store.save(evidence)
        this.#add(evidence)
        this.#goOn()
      },
    }
  }

  #add(evidence: DoubleSignalEvidence): void {
    if (this.#waiting.has(evidence.idCommitment)) return
    if (this.#waiting.size >= MAX_WAITING) this.#isIncomplete = true
    else this.#waiting.set(evidence.idCommitment, { evidence, attempts: 0, dueMs: this.#components.clock.nowMs() })
  }

  /** Begins what is due, or waits until something is. */
  #goOn(): void {
    this.#cancelTimer()
    if (!this.#isRunning || this.#work !== undefined) return
    const work = this.#nextWork()
    if (work === undefined) return
    this.#work = work().finally(() => {
      this.#work = undefined
      this.#goOn()
    })
  }

  #nextWork(): (() => Promise<void>) | undefined {
    const { clock } = this.#components
    let next: Report | undefined
    for (const report of this.#waiting.values()) if (next === undefined || report.dueMs < next.dueMs) next = report
    if (next === undefined) return this.#isIncomplete ? () => this.#load() : undefined
    const report = next
    const waitMs = report.dueMs - clock.nowMs()
    if (waitMs <= 0) return () => this.#attempt(report)
    this.#cancelTimer = clock.after(waitMs, () => this.#goOn())
    return undefined
  }

  async #load(): Promise<void> {
    const { evidence, desk, logger } = this.#components
    this.#isIncomplete = false
    try {
      for (const one of await evidence.list()) {
        if (!this.#isRunning) return
        if (!(await desk.isSettled(one))) this.#add(one)
      }
    } catch (error) {
      logger.error('evidence for slashing could not be read; it is at the next start', { code: codeOf(error) })
    }
  }

  async #attempt(report: Report): Promise<void> {
    const { desk } = this.#components
    try {
      if (await desk.isSettled(report.evidence)) this.#waiting.delete(report.evidence.idCommitment)
      else this.#settle(report, await desk.slash(report.evidence, report.attempts))
    } catch (error) {
      report.attempts++
      const code = codeOf(error)
      if (code === 'nothing_to_slash' && this.#isGone(report)) await this.#giveUp(report)
      else this.#failed(report, code)
    }
  }

  #settle(report: Report, outcome: SlashSettlement['status']): void {
    const { idCommitment } = report.evidence
    this.#waiting.delete(idCommitment)
    this.#settled.set(idCommitment, outcome)
    this.#counts[outcome]++
    this.#outcomes.add(1, { outcome })
    this.#components.logger.info(messageFor[outcome], { idCommitment })
  }

  /** Only the own tree may say that somebody left: an endpoint that is behind, or lies, would let a spammer go. */
  #isGone({ attempts, evidence }: Report): boolean {
    const { view } = this.#components
    return attempts >= LOOKS_BEFORE_GONE && view.isSynced && view.memberOf(evidence.idCommitment) === undefined
  }

  async #giveUp(report: Report): Promise<void> {
    try {
      await this.#components.desk.settleWithoutSlash(report.evidence)
      this.#settle(report, 'nothing_to_slash')
    } catch (error) {
      this.#failed(report, codeOf(error))
    }
  }

  #failed(report: Report, code: string): void {
    const { clock, logger } = this.#components
    // An attempt that ends because we stop is none.
    if (!this.#isRunning) return
    const { idCommitment } = report.evidence
    this.#counts.failed++
    this.#outcomes.add(1, { outcome: 'failed' })
    if (FINAL_ERRORS.has(code)) {
      this.#waiting.delete(idCommitment)
      this.#settled.set(idCommitment, 'failed')
      logger.error('a convicted member cannot be slashed', { idCommitment, code })
      return
    }
    const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(report.attempts - 1, 20), LONGEST_RETRY_MS)
    report.dueMs = clock.nowMs() + retryInMs
    logger.warn('a convicted member could not be slashed yet', { idCommitment, code, retryInMs })
  }
}

const messageFor: Record<SlashSettlement['status'], string> = {
  slashed: 'a convicted member was slashed; the reward can be withdrawn',
  already_slashed: 'a convicted member was slashed by somebody else',
  nothing_to_slash: 'a convicted member had left with its deposit',
}

/** Never the error itself: ethers quotes the calldata, and with it the secret that must not be known before the reveal. */
function codeOf(error: unknown): string {
  return error instanceof RoomError ? error.code : error instanceof Error ? error.name : 'unknown'
}
