import { expect } from 'chai'
import {
  MAX_PARKED_BYTES,
  MAX_PARKED_MESSAGES,
  MAX_PARKED_PER_PEER,
  PARKING_TIME_MS,
  RootParking,
} from '../../../src/spam-protection/root-parking.ts'
import { FakeClock } from '../../support/fake-clock.ts'

function createParking() {
  const clock = new FakeClock()
  const roots = new Set<bigint>()
  const refreshes: (() => void)[] = []
  const view = {
    acceptsRoot: (root: bigint) => roots.has(root),
    refresh: () => new Promise<void>((resolve) => refreshes.push(resolve)),
  }
  return { clock, roots, refreshes, parking: new RootParking({ clock, view }) }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('RootParking', () => {
  it('shares one refresh among all that wait', async () => {
    const { parking, refreshes, roots, clock } = createParking()
    const findings = Array.from({ length: 20 }, (_, index) => {
      return parking.await(BigInt(index), { peerId: `peer-${index}`, bytes: 100 })
    })
    expect(refreshes).to.have.length(1)
    roots.add(0n)
    refreshes[0]!()
    await nextTurn()
    expect(await findings[0]).to.equal('accepted')
    // The others came while that refresh was under way: one more is made for all of them.
    expect(refreshes).to.have.length(2)
    roots.add(1n)
    refreshes[1]!()
    expect(await Promise.all(findings.slice(1))).to.deep.equal(['accepted', ...Array(18).fill('unknown_root')])
    expect(parking.size).to.equal(0)
    expect(clock.pendingTimers).to.equal(0)
  })

  it('decides after one refresh when none was under way', async () => {
    const { parking, refreshes } = createParking()
    const finding = parking.await(1n, { peerId: 'peer', bytes: 100 })
    refreshes[0]!()
    expect(await finding).to.equal('unknown_root')
    expect(refreshes).to.have.length(1)
  })

  it('waits no longer than the parking time for a refresh that does not come back', async () => {
    const { parking, clock } = createParking()
    const finding = parking.await(1n, { peerId: 'peer', bytes: 100 })
    await clock.advanceAsync(PARKING_TIME_MS)
    expect(await finding).to.equal('unknown_root')
    expect(parking.size).to.equal(0)
  })

  it('takes a limited number of messages of one peer', async () => {
    const { parking, refreshes } = createParking()
    const findings = Array.from({ length: MAX_PARKED_PER_PEER + 1 }, () => parking.await(1n, { peerId: 'a', bytes: 1 }))
    expect(await findings.pop()).to.equal('queue_full')
    const other = parking.await(1n, { peerId: 'b', bytes: 1 })
    expect(parking.size).to.equal(MAX_PARKED_PER_PEER + 1)
    refreshes[0]!()
    await nextTurn()
    refreshes[1]!()
    expect(await Promise.all([...findings, other])).to.not.include('queue_full')
    expect(parking.size).to.equal(0)
  })

  it('takes a limited number of messages altogether', async () => {
    const { parking } = createParking()
    for (let index = 0; index < MAX_PARKED_MESSAGES; index++) {
      void parking.await(1n, { peerId: `peer-${index}`, bytes: 1 })
    }
    expect(await parking.await(1n, { peerId: 'late', bytes: 1 })).to.equal('queue_full')
  })

  it('takes a limited number of bytes altogether', async () => {
    const { parking } = createParking()
    void parking.await(1n, { peerId: 'a', bytes: MAX_PARKED_BYTES - 10 })
    expect(await parking.await(1n, { peerId: 'b', bytes: 11 })).to.equal('queue_full')
    void parking.await(1n, { peerId: 'b', bytes: 10 })
    expect(parking.size).to.equal(2)
  })
})
