import { expect } from 'chai'
import {
  InFlightVerifications,
  MAX_WAITING,
  MAX_WAITING_PER_NULLIFIER,
} from '../../../src/spam-protection/in-flight-verifications.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('InFlightVerifications', () => {
  it('gives turns at one nullifier one after the other, in order', async () => {
    const inFlight = new InFlightVerifications()
    const order: string[] = []
    const first = (await inFlight.enter(1n, 2n, 'a'))!
    expect(first.waited).to.equal(false)
    for (const peerId of ['b', 'c']) {
      void inFlight.enter(1n, 2n, peerId).then((turn) => {
        order.push(peerId)
        expect(turn?.waited).to.equal(true)
        turn?.end()
      })
    }
    await nextTurn()
    expect(order).to.deep.equal([])
    first.end()
    await nextTurn()
    expect(order).to.deep.equal(['b', 'c'])
    expect((await inFlight.enter(1n, 2n, 'd'))?.waited).to.equal(false)
  })

  it('does not hold up other nullifiers, or the same one in another epoch', async () => {
    const inFlight = new InFlightVerifications()
    for (const [epoch, nullifier] of [
      [1n, 2n],
      [1n, 3n],
      [2n, 2n],
    ] as const) {
      expect((await inFlight.enter(epoch, nullifier, 'peer'))?.waited).to.equal(false)
    }
  })

  it('lets one message of each peer wait, also of the one being verified', async () => {
    const inFlight = new InFlightVerifications()
    await inFlight.enter(1n, 2n, 'a')
    void inFlight.enter(1n, 2n, 'a')
    expect(await inFlight.enter(1n, 2n, 'a')).to.equal(undefined)
  })

  it('lets a limited number wait behind one nullifier', async () => {
    const inFlight = new InFlightVerifications()
    await inFlight.enter(1n, 2n, 'first')
    for (let peer = 0; peer < MAX_WAITING_PER_NULLIFIER; peer++) void inFlight.enter(1n, 2n, `peer-${peer}`)
    expect(await inFlight.enter(1n, 2n, 'late')).to.equal(undefined)
  })

  it('lets a limited number wait altogether', async () => {
    const inFlight = new InFlightVerifications()
    for (let nullifier = 0; nullifier < MAX_WAITING; nullifier++) {
      await inFlight.enter(1n, BigInt(nullifier), 'a')
      void inFlight.enter(1n, BigInt(nullifier), 'b')
    }
    await inFlight.enter(1n, 1_000_000n, 'a')
    expect(await inFlight.enter(1n, 1_000_000n, 'b')).to.equal(undefined)
  })
})
