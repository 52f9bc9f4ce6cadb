import { expect } from 'chai'
import { FakeView } from './fake-view.ts'
import { createFixture } from './validation-fixture.ts'

const ACCEPTED_GAP_MS = 20_000
const SWEEP_MS = 25_000
const STEP_MS = 500

/** Offsets of the sweep, in milliseconds around an epoch's border. */
const offsets = Array.from({ length: (2 * SWEEP_MS) / STEP_MS + 1 }, (_, index) => index * STEP_MS - SWEEP_MS)

/** One tree for all pairs. */
const view = new FakeView()

/**
 * One member sends two messages with the same message id and timestamp. The clock stands at `firstAtMs` from an epoch's
 * border when the first is judged and at `secondAtMs` when the second is.
 */
async function judgePair(epochSizeSeconds: number, timestampAtMs: number, firstAtMs: number, secondAtMs: number) {
  // Burning ahead is not looked at here; it would compute thousands of nullifiers for each of these pairs.
  const fixture = createFixture({ epochSizeSeconds, view, nullifiersOf: async () => [] })
  const borderMs = 1_704_070_800_000
  const timestampNs = BigInt(borderMs + timestampAtMs) * 1_000_000n
  const pair = ['one', 'two'].map((payload) => fixture.message({ payload, timestampNs }))
  fixture.clock.jumpTo(borderMs + firstAtMs)
  const first = await fixture.judge(pair[0]!)
  // Others go on sending meanwhile, which is what makes a node forget old epochs.
  if (secondAtMs > firstAtMs) {
    fixture.clock.jumpTo(borderMs + (firstAtMs + secondAtMs) / 2)
    await fixture.judge(fixture.message({ payload: 'between', messageId: 1 }))
  }
  fixture.clock.jumpTo(borderMs + secondAtMs)
  await fixture.judge(fixture.message({ payload: 'newest', messageId: 2 }))
  return { first, second: await fixture.judge(pair[1]!) }
}

describe('a validator around epoch borders (reliability row R4)', function () {
  // A thousand messages a sweep.
  this.timeout(60_000)
  const pairs = { inTime: 0, caught: 0, outOfTime: 0 }

  after(() => {
    const { inTime, caught, outOfTime } = pairs
    console.log(
      `      every step, nothing drawn: ${caught} of ${inTime} second signals caught, ${outOfTime} pairs out of time`,
    )
  })

  for (const epochSizeSeconds of [1, 10, 600]) {
    it(`catches the second signal at every clock offset, epochs of ${epochSizeSeconds} s`, async () => {
      for (const timestampAtMs of [-1, 0]) {
        for (const nowAtMs of offsets) {
          const isInTime = Math.abs(nowAtMs - timestampAtMs) <= ACCEPTED_GAP_MS
          const { first, second } = await judgePair(epochSizeSeconds, timestampAtMs, nowAtMs, nowAtMs)
          const seen = `${first}, ${second} with the clock ${nowAtMs} ms from the border`
          pairs[isInTime ? 'inTime' : 'outOfTime']++
          if (second === 'double_signal') pairs.caught++
          if (isInTime) expect(seen).to.match(/^valid, double_signal/)
          else expect(seen).to.match(/^timestamp_out_of_range, timestamp_out_of_range/)
        }
      }
    })

    it(`catches it however long after the first it comes, epochs of ${epochSizeSeconds} s`, async () => {
      for (const secondAtMs of offsets.filter((offset) => Math.abs(offset) <= ACCEPTED_GAP_MS)) {
        const { first, second } = await judgePair(epochSizeSeconds, 0, -ACCEPTED_GAP_MS, secondAtMs)
        expect(`${first}, ${second} at ${secondAtMs} ms`).to.match(/^valid, double_signal/)
      }
    })

    it(`catches it after the clock was set back, epochs of ${epochSizeSeconds} s`, async () => {
      for (const secondAtMs of [-20_000, -10_000, -500, 0]) {
        const { first, second } = await judgePair(epochSizeSeconds, 0, ACCEPTED_GAP_MS, secondAtMs)
        expect(`${first}, ${second} at ${secondAtMs} ms`).to.match(/^valid, double_signal/)
      }
    })
  }

  it('does not forget an epoch because its clock ran an hour ahead for a while', async () => {
    const fixture = createFixture()
    const startMs = fixture.clock.nowMs()
    const [one, two] = ['one', 'two'].map((payload) => fixture.message({ payload }))
    expect(await fixture.judge(one!)).to.equal('valid')
    fixture.clock.jumpTo(startMs + 3_600_000)
    for (let peer = 0; peer < 10; peer++) {
      const late = fixture.message({ payload: 'real time', timestampNs: BigInt(startMs) * 1_000_000n, messageId: 1 })
      expect(await fixture.judge(late, `peer-${peer}`)).to.equal('timestamp_too_far')
    }
    fixture.clock.jumpTo(startMs + 5_000)
    expect(await fixture.judge(two!)).to.equal('double_signal')
  })

  it('forgets an epoch that can no longer be sent in', async () => {
    const fixture = createFixture({ epochSizeSeconds: 1 })
    const message = fixture.message()
    const epoch = BigInt(fixture.clock.nowMs() / 1000)
    const nullifier = message.rateLimitProof!.nullifier.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)
    await fixture.judge(message)
    expect(fixture.nullifierLog.find(epoch, nullifier)).to.not.equal(undefined)
    fixture.clock.advance(42_000)
    await fixture.judge(fixture.message({ payload: 'later' }))
    expect(fixture.nullifierLog.find(epoch, nullifier)).to.equal(undefined)
  })
})
