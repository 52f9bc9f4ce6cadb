import { expect } from 'chai'
import { MembershipError } from '../../../src/membership/index.ts'
import { NodeError } from '../../../src/node/index.ts'
import { type SlashDesk, SlashReporter } from '../../../src/node/slash-reporter.ts'
import type { DoubleSignalEvidence } from '../../../src/spam-protection/index.ts'
import { doubleSignalOf } from '../../support/double-signals.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

type Outcome = 'slashed' | 'already_slashed' | Error

/** Answers with the outcomes in their order, then slashes. */
class FakeDesk implements SlashDesk {
  readonly calls: { idCommitment: bigint; attempt: number }[] = []
  readonly settled = new Set<bigint>()
  readonly outcomes: Outcome[] = []
  /** Awaited by every slash. */
  gate: Promise<void> = Promise.resolve()
  atOnce = 0
  mostAtOnce = 0
  isClosed = false

  async isSettled({ idCommitment }: DoubleSignalEvidence): Promise<boolean> {
    return this.settled.has(idCommitment)
  }

  async slash({ idCommitment }: DoubleSignalEvidence, attempt: number): Promise<'slashed' | 'already_slashed'> {
    this.calls.push({ idCommitment, attempt })
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce)
    await this.gate
    this.atOnce--
    const outcome = this.outcomes.shift() ?? 'slashed'
    if (outcome instanceof Error) throw outcome
    this.settled.add(idCommitment)
    return outcome
  }

  async settleWithoutSlash({ idCommitment }: DoubleSignalEvidence): Promise<void> {
    this.settled.add(idCommitment)
  }

  close(): void {
    this.isClosed = true
  }
}

const outage = new MembershipError('rpc_unreachable', 'no connection')
const gone = new MembershipError('nothing_to_slash', 'gone')

describe('SlashReporter', () => {
  let clock: FakeClock
  let desk: FakeDesk
  let logger: RecordingLogger
  let stored: DoubleSignalEvidence[]
  let members: Set<bigint>
  let reporter: SlashReporter
  let store: ReturnType<SlashReporter['watch']>

  beforeEach(() => {
    clock = new FakeClock()
    desk = new FakeDesk()
    logger = new RecordingLogger()
    stored = []
    members = new Set()
    const evidence = {
      list: async () => stored,
      save: async (one: DoubleSignalEvidence) => {
        stored.push(one)
      },
    }
    const view = {
      isSynced: true,
      memberOf: (idCommitment: bigint) =>
        members.has(idCommitment) ? { idCommitment, index: 0, rateLimit: 1 } : undefined,
    }
    reporter = new SlashReporter({ clock, logger, metrics: new RecordingMetrics(), desk, evidence, view })
    store = reporter.watch(evidence)
  })
  afterEach(async () => {
    const stopping = reporter.stop()
    await clock.advanceAsync(3_000)
    await stopping
    expect(clock.pendingTimers).to.equal(0)
  })

  it('slashes whom evidence convicts, once it is stored', async () => {
    await reporter.start()
    await store.save(doubleSignalOf())
    await clock.advanceAsync(0)
    expect(reporter.status).to.deep.include({ waiting: 0, slashed: 1, failedAttempts: 0 })
  })

  it('tells of each convict what became of its report', async () => {
    const [caught, faster, hopeless] = [doubleSignalOf(), doubleSignalOf(), doubleSignalOf()] as const
    const reports = () => [caught, faster, hopeless].map(({ idCommitment }) => reporter.reportOf(idCommitment))
    expect(reports()).to.deep.equal([undefined, undefined, undefined])
    // What cannot be changed is tried once more, when the evidence on disk is read.
    const failure = new NodeError('evidence_invalid', 'no secret')
    desk.outcomes.push('slashed', 'already_slashed', failure, failure)
    for (const evidence of [caught, faster, hopeless]) await store.save(evidence)
    expect(reports()).to.deep.equal(['waiting', 'waiting', 'waiting'])
    await reporter.start()
    await clock.advanceAsync(0)
    expect(reports()).to.deep.equal(['slashed', 'already_slashed', 'failed'])
  })

  it('does not keep the one who saves evidence waiting', async () => {
    desk.gate = new Promise(() => undefined)
    await reporter.start()
    await store.save(doubleSignalOf())
    expect(reporter.status.waiting).to.equal(1)
  })

  it('goes on with evidence of earlier runs that is not settled', async () => {
    stored = [doubleSignalOf(), doubleSignalOf(), doubleSignalOf()]
    desk.settled.add(stored[1]!.idCommitment)
    await reporter.start()
    await clock.advanceAsync(0)
    expect(desk.calls.map(({ idCommitment }) => idCommitment)).to.deep.equal([
      stored[0]!.idCommitment,
      stored[2]!.idCommitment,
    ])
  })

  it('slashes one after the other: nonces come in order', async () => {
    stored = [doubleSignalOf(), doubleSignalOf(), doubleSignalOf()]
    await reporter.start()
    await clock.advanceAsync(0)
    expect(desk.calls).to.have.length(3)
    expect(desk.mostAtOnce).to.equal(1)
  })

  it('counts it as done when somebody else was faster', async () => {
    desk.outcomes.push('already_slashed')
    await reporter.start()
    await store.save(doubleSignalOf())
    await clock.advanceAsync(3_600_000)
    expect(desk.calls).to.have.length(1)
    expect(reporter.status).to.deep.include({ waiting: 0, slashed: 0, alreadySlashed: 1 })
  })

  it('tries again after an outage, ever less often but at least every ten minutes', async () => {
    desk.outcomes.push(...Array.from({ length: 12 }, () => outage))
    await reporter.start()
    await store.save(doubleSignalOf())
    const triedAtMs: number[] = []
    for (let second = 0; second < 3 * 3600 && reporter.status.slashed === 0; second++) {
      const before = desk.calls.length
      await clock.advanceAsync(1_000)
      if (desk.calls.length > before) triedAtMs.push(clock.nowMs())
    }
    const gapsSeconds = triedAtMs.slice(1).map((at, position) => (at - triedAtMs[position]!) / 1000)
    expect(gapsSeconds).to.deep.equal([10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600])
    expect(desk.calls.map(({ attempt }) => attempt)).to.deep.equal(Array.from({ length: 13 }, (_, attempt) => attempt))
    expect(reporter.status).to.deep.include({ slashed: 1, failedAttempts: 12 })
  }).timeout(60_000)

  it('believes that somebody left only when it was seen several times and the own tree agrees', async () => {
    const evidence = doubleSignalOf()
    members.add(evidence.idCommitment)
    desk.outcomes.push(...Array.from({ length: 8 }, () => gone))
    await reporter.start()
    await store.save(evidence)
    await clock.advanceAsync(200_000)
    expect(reporter.status).to.deep.include({ waiting: 1, nothingToSlash: 0 })
    members.clear()
    await clock.advanceAsync(600_000)
    expect(reporter.status).to.deep.include({ waiting: 0, nothingToSlash: 1 })
    expect(desk.settled.has(evidence.idCommitment)).to.equal(true)
  })

  it('gives up what trying again cannot change, and tells the operator', async () => {
    desk.outcomes.push(new NodeError('evidence_invalid', 'not theirs'))
    await reporter.start()
    await store.save(doubleSignalOf())
    await clock.advanceAsync(3_600_000)
    expect(desk.calls).to.have.length(1)
    expect(logger.at('error')[0]?.fields).to.include({ code: 'evidence_invalid' })
  })

  it('never writes the secret into the log, whatever an error quotes', async () => {
    const evidence = doubleSignalOf()
    desk.outcomes.push(new Error(`calldata ${evidence.shares[0].y}`))
    await reporter.start()
    await store.save(evidence)
    await clock.advanceAsync(10_000)
    expect(logger.text()).to.not.include(String(evidence.shares[0].y))
    expect(logger.at('warn')).to.have.length(1)
  })

  it('stops without waiting for a transaction that is not mined, and begins nothing afterwards', async () => {
    desk.gate = new Promise(() => undefined)
    await reporter.start()
    await store.save(doubleSignalOf())
    await clock.advanceAsync(0)
    const stopping = reporter.stop()
    await clock.advanceAsync(3_000)
    await stopping
    expect(desk.isClosed).to.equal(true)
    await store.save(doubleSignalOf())
    await clock.advanceAsync(3_600_000)
    expect(desk.calls).to.have.length(1)
  })

  it('keeps a bounded number in memory and reads the others again afterwards', async () => {
    const one = doubleSignalOf()
    stored = Array.from({ length: 1_500 }, (_, position) => ({ ...one, idCommitment: BigInt(position + 1) }))
    let open: () => void = () => undefined
    desk.gate = new Promise((resolve) => {
      open = resolve
    })
    await reporter.start()
    await clock.advanceAsync(0)
    expect(reporter.status.waiting).to.equal(1_000)
    open()
    for (let turn = 0; turn < 4_000 && reporter.status.slashed < 1_500; turn++) await clock.advanceAsync(0)
    expect(reporter.status).to.deep.include({ waiting: 0, slashed: 1_500 })
  })
})
