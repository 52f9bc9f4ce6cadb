import { expect } from 'chai'
import { ProofQuota } from '../../../src/node/proof-quota.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const EPOCH_SECONDS = 600

describe('ProofQuota', () => {
  let clock: FakeClock
  beforeEach(() => {
    clock = new FakeClock()
  })

  const quotaOf = (limit: number) => new ProofQuota({ clock }, { limit, epochSizeSeconds: EPOCH_SECONDS })
  /** How many of a hundred attempts are granted. */
  const takenBy = (quota: ProofQuota, client: string): number =>
    Array.from({ length: 100 }, () => quota.take(client)).filter(Boolean).length

  it('gives one client a quarter, and all of them together no more than the limit', () => {
    const quota = quotaOf(10)
    const clients = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(clients.map((client) => takenBy(quota, client))).to.deep.equal([2, 2, 2, 2, 2, 0, 0])
  })

  it('gives one proof where a quarter is less, and none where there are none', () => {
    expect(takenBy(quotaOf(2), 'a')).to.equal(1)
    expect(takenBy(quotaOf(0), 'a')).to.equal(0)
  })

  it('begins anew with each epoch of the network, not after its length', () => {
    clock.advance((EPOCH_SECONDS - 1) * 1_000)
    const quota = quotaOf(4)
    expect(takenBy(quota, 'a')).to.equal(1)
    clock.advance(999)
    expect(takenBy(quota, 'a')).to.equal(0)
    clock.advance(1)
    expect(takenBy(quota, 'a')).to.equal(1)
  })

  it('takes back a proof that was not made, once and only of the client that has one', () => {
    const quota = quotaOf(4)
    expect(takenBy(quota, 'a')).to.equal(1)
    quota.giveBack('b')
    quota.giveBack('a')
    quota.giveBack('a')
    expect(['a', 'b', 'c', 'd', 'e'].map((client) => takenBy(quota, client))).to.deep.equal([1, 1, 1, 1, 0])
  })

  it('takes nothing back of an epoch that has ended', () => {
    const quota = quotaOf(4)
    quota.take('a')
    clock.advance(EPOCH_SECONDS * 1_000)
    expect(takenBy(quota, 'b')).to.equal(1)
    quota.giveBack('a')
    expect(['c', 'd', 'e', 'f'].map((client) => takenBy(quota, client))).to.deep.equal([1, 1, 1, 0])
  })
})
