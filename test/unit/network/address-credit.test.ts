import { expect } from 'chai'
import fc from 'fast-check'
import {
  ADDRESS_CREDIT,
  ADDRESS_CREDIT_PER_SECOND,
  AddressCredit,
  FLOODS_REMEMBERED_MS,
  MAX_ADDRESS_DEBT,
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

  it('takes one for each handshake in vain, and gives them back', () => {
    const clock = new FakeClock()
    const credit = new AddressCredit(clock)
    for (let count = 0; count < ADDRESS_CREDIT; count++) {
      expect(credit.isSpent('a')).to.equal(false)
      credit.noteHandshakeInVain('a')
    }
    expect(credit.isSpent('a')).to.equal(true)
    expect(spentSeconds(credit, clock)).to.equal(1 / ADDRESS_CREDIT_PER_SECOND)
  })

  it('forgets floods after a while', () => {
    const clock = new FakeClock()
    const credit = new AddressCredit(clock)
    credit.noteFlood('a')
    clock.advance(FLOODS_REMEMBERED_MS + 1)
    credit.noteFlood('a')
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
