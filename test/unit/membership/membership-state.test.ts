import { expect } from 'chai'
import {
  type MembershipAlert,
  MembershipError,
  type MembershipFacts,
  MembershipMonitor,
  membershipStatusAt,
} from '../../../src/membership/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const day = 86_400
const graceStart = 1_800_000_000
const membership = {
  index: 3,
  rateLimit: 20,
  holder: '0x1111111111111111111111111111111111111111',
  token: '0x2222222222222222222222222222222222222222',
  depositAmount: 1n,
  gracePeriodStartSeconds: graceStart,
  gracePeriodDurationSeconds: 30 * day,
}
const live: MembershipFacts = { isSlashed: false, membership }
const deposit = { amount: 5n, releaseTimeSeconds: graceStart }

describe('membershipStatusAt', () => {
  const cases: [state: string, when: string, facts: MembershipFacts, seconds: number][] = [
    ['active', 'the last second before grace', live, graceStart - 1],
    ['grace', 'the first second of grace', live, graceStart],
    ['grace', 'the last second of grace', live, graceStart + 30 * day - 1],
    ['expired', 'the first second after grace', live, graceStart + 30 * day],
    ['erased', 'while the deposit waits', { isSlashed: false, deposit }, graceStart],
    ['unknown', 'without a trace', { isSlashed: false }, graceStart],
    ['slashed', 'for ever', { isSlashed: true }, graceStart],
  ]
  for (const [state, when, facts, seconds] of cases) {
    it(`is ${state} ${when}`, () => expect(membershipStatusAt(facts, seconds).state).equal(state))
  }

  it('has no grace where the contract gives none', () => {
    const facts = { isSlashed: false, membership: { ...membership, gracePeriodDurationSeconds: 0 } }
    expect(membershipStatusAt(facts, graceStart - 1).state).equal('active')
    expect(membershipStatusAt(facts, graceStart).state).equal('expired')
  })
})

describe('MembershipMonitor', () => {
  function rig(): {
    monitor: MembershipMonitor
    alerts: MembershipAlert[]
    logger: RecordingLogger
    at(seconds: number, facts?: MembershipFacts | Error): Promise<void>
  } {
    const alerts: MembershipAlert[] = []
    const logger = new RecordingLogger()
    let answer: () => ReturnType<typeof membershipStatusAt>
    const monitor = new MembershipMonitor(
      { readStatus: async () => answer(), clock: new FakeClock(), logger },
      { intervalMs: 1_000, warnBeforeSeconds: [7 * day, day], onAlert: (alert) => alerts.push(alert) },
    )
    const at = async (seconds: number, facts: MembershipFacts | Error = live): Promise<void> => {
      answer = () => {
        if (facts instanceof Error) throw facts
        return membershipStatusAt(facts, seconds)
      }
      await monitor.check()
    }
    return { monitor, alerts, logger, at }
  }
  const expiry = graceStart + 30 * day

  it('says nothing of an active membership', async () => {
    const { alerts, at } = rig()
    await at(graceStart - day)
    await at(graceStart - 1)
    expect(alerts).deep.equal([])
  })

  it('warns once at grace, once a week and once a day before expiry, and at expiry', async () => {
    const { alerts, at } = rig()
    for (const seconds of [graceStart - 1, graceStart, graceStart + day, expiry - 7 * day, expiry - 6 * day])
      await at(seconds)
    for (const seconds of [expiry - day, expiry - 10, expiry, expiry + day]) await at(seconds)
    expect(alerts).deep.equal([
      { kind: 'state_changed', from: 'active', to: 'grace' },
      { kind: 'expires_soon', secondsLeft: 7 * day, expiresAtSeconds: expiry },
      { kind: 'expires_soon', secondsLeft: day, expiresAtSeconds: expiry },
      { kind: 'state_changed', from: 'grace', to: 'expired' },
    ])
  })

  it('warns anew after an extension', async () => {
    const { alerts, at } = rig()
    await at(expiry - day)
    const extended = { ...membership, gracePeriodStartSeconds: graceStart + 210 * day }
    await at(expiry - day + 10, { isSlashed: false, membership: extended })
    alerts.length = 0
    await at(expiry + 210 * day - day, { isSlashed: false, membership: extended })
    expect(alerts.map(({ kind }) => kind)).deep.equal(['state_changed', 'expires_soon'])
  })

  it('tells a membership that is gone', async () => {
    const { alerts, logger, at } = rig()
    await at(graceStart - 1)
    await at(graceStart, { isSlashed: true })
    expect(alerts).deep.equal([{ kind: 'state_changed', from: 'active', to: 'slashed' }])
    expect(logger.at('warn')).length(1)
  })

  it('takes an unreachable chain for no news', async () => {
    const { alerts, monitor, at } = rig()
    await at(graceStart - 1)
    await at(graceStart, new MembershipError('rpc_unreachable', 'nobody'))
    expect(alerts).deep.equal([])
    expect(monitor.status?.state).equal('active')
  })
})
