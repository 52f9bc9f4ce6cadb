import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import type { MessageQuota } from '../../../src/sdk/index.ts'
import { QuotaMeter } from '../../../src/sdk/quota-meter.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'

const EPOCH_MS = 60_000
const RATE_LIMIT = 20

/** A member that spends when told to, in epochs of the clock. */
function setUp({
  availableAtMs = 0,
  logger = silentLogger as ConstructorParameters<typeof QuotaMeter>[0]['logger'],
} = {}) {
  const clock = new FakeClock()
  const spent = new Map<number, number>()
  const state = { isKnown: true }
  const epoch = (): number => Math.floor(clock.nowMs() / EPOCH_MS)
  const read = (): MessageQuota | undefined => {
    if (!state.isKnown) return undefined
    return {
      rateLimit: RATE_LIMIT,
      left: RATE_LIMIT - (spent.get(epoch()) ?? 0),
      epochEndsAtMs: (epoch() + 1) * EPOCH_MS,
      ...(availableAtMs > clock.nowMs() && { availableAtMs }),
    }
  }
  const meter = new QuotaMeter({ clock, logger, read })
  const spend = (): void => {
    spent.set(epoch(), (spent.get(epoch()) ?? 0) + 1)
    meter.look()
  }
  return { clock, meter, spend, state }
}

describe('the quota meter', () => {
  it('tells the quota at once, then with each message spent, and nothing twice', () => {
    const { meter, spend } = setUp()
    const left: number[] = []
    meter.watch((quota) => left.push(quota.left))
    spend()
    meter.look()
    spend()
    expect(left).to.deep.equal([20, 19, 18])
  })

  it('tells by itself when the epoch turns', () => {
    const { clock, meter, spend } = setUp()
    const seen: [left: number, untilMs: number][] = []
    meter.watch(({ left, epochEndsAtMs }) => seen.push([left, epochEndsAtMs - FAKE_START_MS]))
    spend()
    clock.advance(EPOCH_MS - 1)
    expect(seen).to.deep.equal([
      [20, EPOCH_MS],
      [19, EPOCH_MS],
    ])
    clock.advance(1)
    expect(seen.at(-1)).to.deep.equal([20, 2 * EPOCH_MS])
  })

  it('tells by itself when the credential may send again', () => {
    const availableAtMs = FAKE_START_MS + 25_000
    const { clock, meter } = setUp({ availableAtMs })
    const seen: (number | undefined)[] = []
    meter.watch((quota) => seen.push(quota.availableAtMs))
    clock.advance(24_999)
    expect(seen).to.deep.equal([availableAtMs])
    clock.advance(1)
    expect(seen).to.deep.equal([availableAtMs, undefined])
  })

  it('notices within ten seconds that a computer has slept over the end of an epoch', () => {
    const { clock, meter, spend } = setUp()
    const left: number[] = []
    meter.watch((quota) => left.push(quota.left))
    spend()
    clock.jumpTo(clock.nowMs() + 5 * EPOCH_MS)
    clock.advance(10_000)
    expect(left).to.deep.equal([20, 19, 20])
  })

  it('is silent until the quota is known, and again when it no longer is', () => {
    const { clock, meter, spend, state } = setUp()
    state.isKnown = false
    const left: number[] = []
    meter.watch((quota) => left.push(quota.left))
    expect([left, clock.pendingTimers]).to.deep.equal([[], 0])
    state.isKnown = true
    spend()
    expect(left).to.deep.equal([19])
    state.isKnown = false
    meter.look()
    clock.advance(EPOCH_MS)
    expect([left, clock.pendingTimers]).to.deep.equal([[19], 0])
  })

  it('keeps no timer when nobody watches any more, and each who watches ends for itself', () => {
    const { clock, meter, spend } = setUp()
    const heard: string[] = []
    const listener = (): void => void heard.push('told')
    const stops = [meter.watch(listener), meter.watch(listener)]
    heard.length = 0
    stops[0]!()
    spend()
    expect([heard.length, clock.pendingTimers]).to.deep.equal([1, 1])
    stops[1]!()
    spend()
    expect([heard.length, clock.pendingTimers]).to.deep.equal([1, 0])
  })

  it('goes on when one who watches throws, and says so', () => {
    const logger = new RecordingLogger()
    const { meter, spend } = setUp({ logger })
    const left: number[] = []
    meter.watch(() => {
      throw new Error('of the application')
    })
    meter.watch((quota) => left.push(quota.left))
    spend()
    expect(left).to.deep.equal([20, 19])
    expect(JSON.stringify(logger.lines)).to.contain('who watches the quota failed')
  })
})
