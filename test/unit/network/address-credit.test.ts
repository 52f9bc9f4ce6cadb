import { expect } from 'chai'
import fc from 'fast-check'
import {
  ADDRESS_CREDIT,
  ADDRESS_CREDIT_PER_SECOND,
  AddressCredit,
  DEEDS_REMEMBERED_MS,
  MAX_ADDRESS_DEBT,
  MAX_HANDSHAKE_COST,
} from '../../../src/network/address-credit.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** How long an address that is spent stays so. */
function spentSeconds(credit: AddressCredit, clock: FakeClock, address = 'a'): number {
  let seconds = 0
  for (; credit.isSpent(address); seconds++) clock.advance(1_000)
  return seconds
}

describe('AddressCredit', () => {
  it('closes an address for a moment after one flood, and for longer with each one more', () => {
    const clock = new FakeClock()
    const credit = new AddressCredit(clock)
    const closedFor = Array.from({ length: 7 }, () => {
      credit.noteFlood('a')
      return spentSeconds(credit, clock)
    })
    expect(closedFor[0]).to.equal(2)
    const longest = Math.ceil((MAX_ADDRESS_DEBT + 1) / ADDRESS_CREDIT_PER_SECOND)
    expect(closedFor.slice(1)).to.satisfy((all: number[]) => all.every((seconds) => seconds > 0 && seconds <= longest))
    expect(closedFor).to.deep.equal(closedFor.toSorted((a, b) => a - b))
    expect(closedFor.at(-1)).to.equal(longest)
    expect(credit.isSpent('b')).to.equal(false)
  })

  it('takes twice as much for each handshake in vain, up to a bound, so that who knocks all the time gets ever fewer', () => {
    const clock = new FakeClock()
    const credit = new AddressCredit(clock)
    let atOnce = 0
    for (; !credit.isSpent('a'); atOnce++) credit.noteHandshakeInVain('a')
    expect(atOnce).to.equal(4)
    const waits = Array.from({ length: 4 }, () => {
      const seconds = spentSeconds(credit, clock)
      credit.noteHandshakeInVain('a')
      return seconds
    })
    const longest = MAX_HANDSHAKE_COST / ADDRESS_CREDIT_PER_SECOND
    expect(waits).to.deep.equal([8, longest, longest, longest])
  })

  it('forgets floods and handshakes in vain after a while', () => {
    const clock = new FakeClock()
    const credit = new AddressCredit(clock)
    for (let count = 0; count < 8; count++) credit.noteHandshakeInVain('a')
    credit.noteFlood('a')
    clock.advance(DEEDS_REMEMBERED_MS + 1)
    credit.noteFlood('a')
    expect(spentSeconds(credit, clock), 'as after the first').to.equal(2)
    credit.noteHandshakeInVain('a')
    expect(spentSeconds(credit, clock), 'as after the first').to.equal(2)
  })

  it('bounds the handshakes in vain that an address gets, and how long it is closed, whatever is done there', () => {
    const deeds = fc.array(fc.record({ isFlood: fc.boolean(), pauseMs: fc.nat(5_000) }), { maxLength: 200 })
    fc.assert(
      fc.property(deeds, (done) => {
        const clock = new FakeClock()
        const credit = new AddressCredit(clock)
        let [vain, floods, elapsedMs] = [0, 0, 0]
        for (const { isFlood, pauseMs } of done) {
          clock.advance(pauseMs)
          elapsedMs += pauseMs
          if (credit.isSpent('a')) continue
          if (isFlood) {
            credit.noteFlood('a')
            floods++
          } else {
            credit.noteHandshakeInVain('a')
            vain++
          }
        }
        const earned = ADDRESS_CREDIT + (elapsedMs / 1_000) * ADDRESS_CREDIT_PER_SECOND
        expect(vain).to.be.at.most(earned)
        expect(floods).to.be.at.most(2 + Math.log2(1 + earned))
        expect(spentSeconds(credit, clock)).to.be.at.most((MAX_ADDRESS_DEBT + 1) / ADDRESS_CREDIT_PER_SECOND)
      }),
    )
  })
})
