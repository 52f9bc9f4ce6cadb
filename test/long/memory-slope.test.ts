import { expect } from 'chai'
import { FakeRandom } from '../support/fake-random.ts'
import { memoryTrial, slopePerHour } from '../support/memory-trial.ts'

const SEED = Number(process.env.SEED ?? 28)
const MINUTES = Number(process.env.MINUTES ?? 30)
const MESSAGES_PER_SECOND = 20
const MEBIBYTE = 2 ** 20
/** Epochs of ten minutes are forgotten when they are over: before the third, the log of nullifiers only grows. */
const SETTLED_AFTER_MS = 11 * 60_000

describe('the memory of a node that relays 20 messages a second', function () {
  this.timeout((MINUTES + 10) * 60_000)

  it(`does not grow over ${MINUTES} min once epochs are forgotten`, async () => {
    const messages = MINUTES * 60 * MESSAGES_PER_SECOND
    const options = { messages, messagesPerSecond: MESSAGES_PER_SECOND, everyMessages: 60 * MESSAGES_PER_SECOND }
    const samples = await memoryTrial(options, new FakeRandom(SEED))
    const startMs = samples[0]!.atMs
    for (const { atMs, messages: accepted, rssBytes, heapBytes } of samples) {
      const sizes = [rssBytes, heapBytes].map((bytes) => (bytes / MEBIBYTE).toFixed(1))
      console.log(
        `${((atMs - startMs) / 60_000).toFixed(0)} min, ${accepted} messages: RSS ${sizes[0]}, heap ${sizes[1]} MiB`,
      )
    }
    const settled = samples.filter(({ atMs }) => atMs - startMs > SETTLED_AFTER_MS)
    if (settled.length < 2) throw new Error(`${MINUTES} min are too few to see a slope: at least 13`)
    const slopes = (['rssBytes', 'heapBytes'] as const).map((of) => slopePerHour(settled, of) / MEBIBYTE)
    console.log(
      `seed ${SEED}, tags for proofs: RSS ${slopes[0]!.toFixed(2)}, heap ${slopes[1]!.toFixed(2)} MiB an hour`,
    )
    // The heap swings by what ten minutes of nullifiers take, 12 000 of 220 bytes.
    expect(slopes[1]).to.be.at.most(10)
  })
})
