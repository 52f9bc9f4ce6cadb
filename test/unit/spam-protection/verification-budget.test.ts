import { expect } from 'chai'
import {
  ADDRESS_BUDGET_PER_SECOND,
  PEER_BUDGET_PER_SECOND,
  PROVEN_FOR_MS,
  UNPROVEN_BUDGET_PER_SECOND,
  VerificationBudget,
} from '../../../src/spam-protection/verification-budget.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** How many bad proofs in a row are tolerated. */
function spendAll(budget: VerificationBudget, peerId: string): number {
  for (let spent = 0; ; spent++) {
    const allowance = budget.take(peerId)
    if (allowance === undefined) return spent
    allowance.spend()
  }
}

function prove(budget: VerificationBudget, peerId: string): void {
  budget.take(peerId)!.giveBack()
}

describe('VerificationBudget', () => {
  it('allows a peer its bad proofs of a second, and more when time goes by', () => {
    const clock = new FakeClock()
    const budget = new VerificationBudget({ clock })
    expect(spendAll(budget, 'peer')).to.equal(PEER_BUDGET_PER_SECOND)
    clock.advance(500)
    expect(spendAll(budget, 'peer')).to.equal(PEER_BUDGET_PER_SECOND / 2)
  })

  it('never runs out while proofs are valid', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let count = 0; count < 1000; count++) prove(budget, 'peer')
  })

  it('counts what was ignored without a verification', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let count = 0; count < 5; count++) budget.charge('peer')
    expect(spendAll(budget, 'peer')).to.equal(PEER_BUDGET_PER_SECOND - 5)
  })

  it('holds all unproven peers to one allowance together, which proven peers do not share', () => {
    const clock = new FakeClock()
    const budget = new VerificationBudget({ clock })
    prove(budget, 'proven')
    let spent = 0
    for (let peer = 0; peer < 100; peer++) spent += spendAll(budget, `stranger-${peer}`)
    expect(spent).to.equal(UNPROVEN_BUDGET_PER_SECOND)
    prove(budget, 'proven')
    expect(budget.take('another stranger')).to.equal(undefined)
    clock.advance(PROVEN_FOR_MS)
    spendAll(budget, 'stranger')
    spendAll(budget, 'stranger-2')
    expect(budget.take('proven')).to.equal(undefined)
  })

  it('takes a peer that sent a bad proof for unproven', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    prove(budget, 'peer')
    budget.take('peer')!.spend()
    for (const stranger of ['a', 'b']) spendAll(budget, stranger)
    expect(budget.take('peer')).to.equal(undefined)
  })

  it('takes nothing for a verification that came to no answer, and takes nobody for proven by it', () => {
    const budget = new VerificationBudget({ clock: new FakeClock() })
    for (let count = 0; count < 100; count++) budget.take('peer')!.cancel()
    for (const stranger of ['a', 'b']) spendAll(budget, stranger)
    expect(budget.take('peer')).to.equal(undefined)
  })

  it('holds the unproven peers of one address to its allowance', () => {
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
