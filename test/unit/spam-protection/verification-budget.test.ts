import { expect } from 'chai'
import {
  ADDRESS_BUDGET_PER_SECOND,
  type Allowance,
  BAD_PROOFS_LAST_MS,
  COMMON_BUDGET_PER_SECOND,
  CREDITS_LAST_MS,
  CREDITS_PER_VALID_PROOF,
  MAX_BAD_PROOFS,
  MAX_CREDITS,
  MAX_UNDER_WAY_OF_STRANGER,
  PEER_BUDGET_PER_SECOND,
  VerificationBudget,
} from '../../../src/spam-protection/verification-budget.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** How many bad proofs in a row are tolerated. */
function spendAll(budget: VerificationBudget, peerId: string): number {
  for (let spent = 0; ; spent++) {
    const payment = budget.take(peerId)
    if (typeof payment === 'string') return spent
    payment.spend()
  }
}

function take(budget: VerificationBudget, peerId: string): Allowance {
  const payment = budget.take(peerId)
  if (typeof payment === 'string') throw new Error(payment)
  return payment
}

function prove(budget: VerificationBudget, peerId: string): void {
  take(budget, peerId).giveBack()
}

/** Everything the peer may have under way at once. */
function takeAll(budget: VerificationBudget, peerId: string): Allowance[] {
  const underWay: Allowance[] = []
  for (;;) {
    const payment = budget.take(peerId)
    if (typeof payment === 'string') return underWay
    underWay.push(payment)
  }
}

describe('VerificationBudget', () => {
  it('allows a peer as many bad proofs as cost it the graylist, and others when a minute went by', () => {
    const clock = new FakeClock()
    const budget = new VerificationBudget({ clock })
    expect(spendAll(budget, 'peer')).to.equal(MAX_BAD_PROOFS)
    clock.advance(BAD_PROOFS_LAST_MS - 1)
    expect(spendAll(budget, 'peer')).to.equal(0)
    clock.advance(1)
    expect(spendAll(budget, 'peer')).to.equal(MAX_BAD_PROOFS)
  })

  it('lets a stranger have few under way, and one whose proof was bad one at a time', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    const [first, ...others] = takeAll(budget, 'peer')
    expect(others).to.have.length(MAX_UNDER_WAY_OF_STRANGER - 1)
    first!.spend()
    for (const other of others) other.cancel()
    expect(takeAll(budget, 'peer')).to.have.length(1)
  })

  it('never runs out while proofs are valid', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let count = 0; count < 1000; count++) prove(budget, 'peer')
  })

  it('counts what was ignored without a verification', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let count = 0; count < PEER_BUDGET_PER_SECOND - 5; count++) budget.charge('peer')
    expect(spendAll(budget, 'peer')).to.equal(5)
  })

  it('holds all peers to one allowance together, which nobody who earned credits needs', () => {
    const clock = new FakeClock()
    const budget = new VerificationBudget({ clock })
    prove(budget, 'proven')
    let spent = 0
    for (let peer = 0; peer < 100; peer++) spent += spendAll(budget, `stranger-${peer}`)
    expect(spent).to.equal(COMMON_BUDGET_PER_SECOND)
    expect(budget.take('another stranger')).to.equal('spent')
    prove(budget, 'proven')
    clock.advance(CREDITS_LAST_MS)
    for (const stranger of ['a', 'b', 'c']) spendAll(budget, stranger)
    expect(budget.take('proven')).to.equal('spent')
  })

  it('lets a peer have as much under way as it earned, and no more than a batch beyond its own allowance', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let proofs = 0; proofs < 3; proofs++) prove(budget, 'peer')
    expect(takeAll(budget, 'peer')).to.have.length(3 * CREDITS_PER_VALID_PROOF + MAX_UNDER_WAY_OF_STRANGER)
    const earned = new VerificationBudget({ clock: new FakeClock() })
    for (let proofs = 0; proofs < 1000; proofs++) prove(earned, 'peer')
    expect(takeAll(earned, 'peer')).to.have.length(MAX_CREDITS + MAX_UNDER_WAY_OF_STRANGER)
  })

  it('takes all credits from a peer that sent a bad proof, and charges it to everybody', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    prove(budget, 'peer')
    take(budget, 'peer').spend()
    let spent = 0
    for (const stranger of ['a', 'b', 'c']) spent += spendAll(budget, stranger)
    expect(spent).to.equal(COMMON_BUDGET_PER_SECOND - 1)
    expect(budget.take('peer')).to.equal('spent')
  })

  it('bounds the bad proofs of peers that come back under new names, whatever they earned', () => {
    const clock = new FakeClock()
    const budget = new VerificationBudget({ clock })
    let [valid, bad] = [0, 0]
    // Ten names a second for a minute, each with one valid message.
    for (let name = 0; name < 600; name++) {
      clock.advance(100)
      const first = budget.take(`name-${name}`)
      if (typeof first === 'string') continue
      first.giveBack()
      valid++
      const underWay = takeAll(budget, `name-${name}`)
      for (const allowance of underWay) allowance.spend()
      bad += underWay.length
    }
    expect(bad).to.be.at.most(61 * COMMON_BUDGET_PER_SECOND + CREDITS_PER_VALID_PROOF * valid)
  })

  it('tells what is spent from what is only under way', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    const underWay = Array.from({ length: COMMON_BUDGET_PER_SECOND }, (_, peer) => take(budget, `peer-${peer}`))
    expect(budget.take('another')).to.equal('in_use')
    const last = underWay.pop()!
    for (const allowance of underWay) allowance.spend()
    expect(budget.take('another')).to.equal('in_use')
    last.giveBack()
    take(budget, 'another').spend()
    expect(budget.take('one more')).to.equal('spent')
  })

  it('takes nothing for a verification that came to no answer, and nobody earns by it', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let count = 0; count < 100; count++) take(budget, 'peer').cancel()
    for (const stranger of ['a', 'b', 'c']) spendAll(budget, stranger)
    expect(budget.take('peer')).to.equal('spent')
  })

  it('holds the peers of one address to its allowance', () => {
    const clock = new FakeClock()
    const budget = new VerificationBudget({ clock, addressOf: (peerId) => peerId.split('/')[0] })
    let spent = 0
    // Ten seconds' worth of strangers from one address, the common allowance being refilled all the time.
    for (let peer = 0; peer < 200; peer++) {
      spent += spendAll(budget, `203.0.113.1/${peer}`)
      clock.advance(1)
    }
    expect(spent).to.be.at.most(ADDRESS_BUDGET_PER_SECOND + 0.2 * ADDRESS_BUDGET_PER_SECOND)
  })
})
