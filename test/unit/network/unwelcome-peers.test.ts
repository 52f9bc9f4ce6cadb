import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import fc from 'fast-check'
import {
  MAX_TURN_AWAY_MS,
  TOLERATED_BURST,
  TOLERATED_PER_SECOND,
  TURN_AWAY_MS,
  UnwelcomePeers,
} from '../../../src/network/unwelcome-peers.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const FROM = multiaddr('/ip4/203.0.113.9/tcp/1')
const GROUP = 'cb007109'

describe('UnwelcomePeers', () => {
  it('tolerates a burst of refusals, and a few a second for ever, of each peer its own', () => {
    const clock = new FakeClock()
    const unwelcome = new UnwelcomePeers(clock)
    const refuse = (times: number, peerId = 'a'): boolean[] =>
      Array.from({ length: times }, () => unwelcome.noteRefused(peerId))
    expect(refuse(TOLERATED_BURST)).to.not.include(true)
    for (let second = 0; second < 60; second++) {
      clock.advance(1_000)
      expect(refuse(TOLERATED_PER_SECOND)).to.not.include(true)
    }
    expect(refuse(1)).to.deep.equal([true])
    expect(refuse(TOLERATED_BURST, 'b')).to.not.include(true)
  })

  it('counts a refusal by its weight', () => {
    const unwelcome = new UnwelcomePeers(new FakeClock())
    let tolerated = 0
    while (!unwelcome.noteRefused('a', 1 / 4)) tolerated++
    expect(tolerated).to.equal(4 * TOLERATED_BURST)
  })

  it('never takes more of a peer than the burst and what is tolerated since, at whatever services', () => {
    const asked = fc.array(fc.record({ pauseMs: fc.nat(300), weight: fc.constantFrom(1 / 8, 1 / 2, 1) }), {
      minLength: 300,
      maxLength: 600,
    })
    fc.assert(
      fc.property(asked, (requests) => {
        const clock = new FakeClock()
        const unwelcome = new UnwelcomePeers(clock)
        let [taken, elapsedMs] = [0, 0]
        for (const { pauseMs, weight } of requests) {
          clock.advance(pauseMs)
          elapsedMs += pauseMs
          if (unwelcome.noteRefused('a', weight)) continue
          taken += weight
          expect(taken).to.be.at.most(TOLERATED_BURST + (elapsedMs / 1_000) * TOLERATED_PER_SECOND + 1e-6)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('turns a peer away for a minute, twice as long each time it floods again, for an hour at most', () => {
    const clock = new FakeClock()
    const unwelcome = new UnwelcomePeers(clock)
    const durations = Array.from({ length: 9 }, () => {
      const durationMs = unwelcome.turnAway('a', FROM)
      clock.advance(durationMs - 1)
      expect(unwelcome.isTurnedAway('a')).to.equal(true)
      clock.advance(1)
      expect(unwelcome.isTurnedAway('a')).to.equal(false)
      return durationMs
    })
    const doubled = [1, 2, 4, 8, 16, 32].map((factor) => factor * TURN_AWAY_MS)
    expect(durations).to.deep.equal([...doubled, MAX_TURN_AWAY_MS, MAX_TURN_AWAY_MS, MAX_TURN_AWAY_MS])
    clock.advance(MAX_TURN_AWAY_MS)
    expect(unwelcome.turnAway('a', FROM), 'after an hour of peace').to.equal(TURN_AWAY_MS)
  })

  it('takes connections of one peer that are hung up together for one flood', () => {
    const clock = new FakeClock()
    const unwelcome = new UnwelcomePeers(clock)
    unwelcome.turnAway('a', FROM)
    clock.advance(10)
    expect(unwelcome.turnAway('a', FROM)).to.equal(TURN_AWAY_MS - 10)
    clock.advance(2_000)
    expect(unwelcome.addresses.isSpent(GROUP)).to.equal(false)
    unwelcome.turnAway('b', FROM)
    clock.advance(2_000)
    expect(unwelcome.addresses.isSpent(GROUP), 'after a second peer').to.equal(true)
  })
})
