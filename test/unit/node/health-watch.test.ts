import { expect } from 'chai'
import { HealthWatch } from '../../../src/node/health-watch.ts'
import type { HealthJudgement } from '../../../src/node/node-health.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const WELL: HealthJudgement = {
  node: 'READY',
  protocols: [{ name: 'Relay', state: 'READY' }],
  topics: [{ pubsubTopic: 't', health: 'sufficient', meshPeers: 4 }],
}
const UNWELL: HealthJudgement = {
  node: 'NOT_READY',
  protocols: [{ name: 'Relay', state: 'NOT_READY', problem: 'no mesh peer', advice: 'check --staticnode' }],
  topics: [{ pubsubTopic: 't', health: 'unhealthy', meshPeers: 0 }],
}

function setUp() {
  const clock = new FakeClock()
  const logger = new RecordingLogger()
  const state = { judgement: WELL }
  const watch = new HealthWatch({ clock, logger, judge: () => state.judgement })
  return { clock, logger, state, watch }
}

describe('health watch', () => {
  it('tells since when each part is in its state, though nobody asked in between', async () => {
    const { clock, state, watch } = setUp()
    await watch.start()
    clock.advance(60_000)
    state.judgement = UNWELL
    clock.advance(13_000)
    const report = watch.report()
    expect(report.sinceMs).to.equal(FAKE_START_MS + 61_000)
    expect(report.protocols[0]).to.deep.equal({
      ...UNWELL.protocols[0],
      sinceMs: FAKE_START_MS + 61_000,
      description: 'no mesh peer (for 12 s); check --staticnode',
    })
    expect(report.topics?.[0]?.sinceMs).to.equal(FAKE_START_MS + 61_000)
    await watch.stop()
    expect(clock.pendingTimers).to.equal(0)
  })

  it('warns of nobody to ask in no louder voice than of good news', async () => {
    const { clock, logger, state, watch } = setUp()
    const asking = (state: 'READY' | 'NOT_READY') => ({ ...WELL, protocols: [{ name: 'Filter Client', state }] })
    state.judgement = asking('READY')
    await watch.start()
    state.judgement = asking('NOT_READY')
    clock.advance(10_000)
    expect([logger.at('warn').length, logger.at('info').length]).to.deep.equal([0, 1])
    await watch.stop()
  })

  it('logs a change once, with what is wrong and what to do', async () => {
    const { clock, logger, state, watch } = setUp()
    await watch.start()
    state.judgement = UNWELL
    clock.advance(10_000)
    expect(logger.at('warn')).to.have.length(3)
    expect(logger.at('warn')[1]?.fields).to.deep.include({ part: 'Relay', was: 'READY', problem: 'no mesh peer' })
    state.judgement = WELL
    clock.advance(10_000)
    expect(logger.at('warn')).to.have.length(3)
    expect(logger.at('info')).to.have.length(3)
    await watch.stop()
  })
})
