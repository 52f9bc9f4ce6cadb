import { expect } from 'chai'
import { encodeWakuMessage } from '../../../src/message/index.ts'
import { FakeView } from './fake-view.ts'
import { createFixture, type Fixture } from './validation-fixture.ts'

const MESSAGES = 20
/** How long a message is on its way from one node to the next, its validation included. */
const HOP_MS = 30
const CLOCK_OFFSETS_MS = [-500, 500, -500, 500]

/** Nodes with clocks of their own that know the same members. */
function createChain(): Fixture[] {
  const view = new FakeView()
  return CLOCK_OFFSETS_MS.map((offsetMs) => {
    const fixture = createFixture({ view })
    fixture.clock.advance(offsetMs)
    return fixture
  })
}

/** Sends messages stamped `ageMs` ago down the chain; returns what each node said of those it got, `action/reason`. */
async function sendThrough(chain: readonly Fixture[], ageMs: number): Promise<string[][]> {
  const said: string[][] = chain.map(() => [])
  // By the true time, from which the clocks differ.
  const trueMs = chain[0]!.clock.nowMs() - CLOCK_OFFSETS_MS[0]!
  for (let messageId = 0; messageId < MESSAGES; messageId++) {
    const timestampNs = BigInt(trueMs - ageMs + messageId) * 1_000_000n
    const data = encodeWakuMessage(chain[0]!.message({ messageId, payload: `${messageId}`, timestampNs }))
    for (const [index, { clock, judgeBytes }] of chain.entries()) {
      clock.jumpTo(trueMs + messageId + CLOCK_OFFSETS_MS[index]! + index * HOP_MS)
      const { action, reason } = await judgeBytes(data, index === 0 ? 'member' : `node-${index - 1}`)
      said[index]!.push(`${action}/${reason}`)
      if (action !== 'accept') break
    }
  }
  return said
}

describe('four validators in a chain whose clocks differ by a second (reliability row R4b)', () => {
  it('reject nothing of each other when a member stamps at the very edge', async () => {
    for (const ageMs of [19_950, 19_500, 20_450, -19_950, 59_950, 60_450]) {
      const said = await sendThrough(createChain(), ageMs)
      const betweenNodes = said.slice(1).flat()
      expect(
        betweenNodes.filter((verdict) => verdict.startsWith('reject')),
        `${ageMs} ms old`,
      ).to.deep.equal([])
    }
  })

  it('try it: the edge lies between their clocks', async () => {
    const said = (await sendThrough(createChain(), 19_950)).flat()
    expect(said).to.include.members(['accept/valid', 'ignore/timestamp_out_of_range'])
  })

  it('relay what is in time by all clocks to the end', async () => {
    const said = await sendThrough(createChain(), 19_000)
    expect(said.map((verdicts) => verdicts.length)).to.deep.equal([MESSAGES, MESSAGES, MESSAGES, MESSAGES])
    expect(new Set(said.flat())).to.deep.equal(new Set(['accept/valid']))
  })
})
