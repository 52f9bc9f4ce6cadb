import { expect } from 'chai'
import fc from 'fast-check'
import { NoiseInbox, NoiseSession } from '../../../../src/encryption/index.ts'
import { carelessSender } from '../../../support/careless-sender.ts'
import { noiseSessions } from '../../../support/noise-pair.ts'

const numbersIn = (payloads: readonly Uint8Array[]) => payloads.map((payload) => payload[0])
const sealedNumbers = (count: number) => {
  const { alice, bob } = noiseSessions('K1K1')
  const sealed = Array.from({ length: count }, (_, index) => alice.seal(Uint8Array.of(index)))
  return { sealed, inbox: new NoiseInbox(bob), alice, bob }
}

describe('a Noise inbox', () => {
  it('delivers each message once and in order, in whatever order and however often they come', () => {
    const order = fc.array(fc.nat(29), { maxLength: 60 })
    fc.assert(
      fc.property(order, (extra) => {
        const { sealed, inbox } = sealedNumbers(30)
        const shuffled = [...extra, ...Array.from({ length: 30 }, (_, index) => (index * 7) % 30)]
        const delivered = shuffled.flatMap((index) => {
          const read = inbox.receive(sealed[index]!)
          return read.ok ? numbersIn(read.payloads) : []
        })
        expect(delivered).to.deep.equal(Array.from({ length: 30 }, (_, index) => index))
        expect(inbox.missing).to.equal(0)
      }),
      { numRuns: 25 },
    )
  })

  it('goes on without missing messages when it is told to, and does not take them later', () => {
    const { sealed, inbox } = sealedNumbers(6)
    for (const index of [2, 3, 5]) expect(inbox.receive(sealed[index]!)).to.deep.equal({ ok: true, payloads: [] })
    expect(inbox.missing).to.equal(2)
    expect(numbersIn(inbox.giveUp())).to.deep.equal([2, 3])
    expect(inbox.missing).to.equal(1)
    for (const index of [0, 1, 2, 3]) {
      expect(inbox.receive(sealed[index]!)).to.deep.equal({ ok: false, reason: 'replayed' })
    }
    const read = inbox.receive(sealed[4]!)
    expect(read.ok && numbersIn(read.payloads)).to.deep.equal([4, 5])
    expect(inbox.giveUp()).to.deep.equal([])
  })

  it('gives a forgery no place: the genuine message is still taken', () => {
    const { sealed, inbox } = sealedNumbers(3)
    const forged = sealed[1]!.with(-1, sealed[1]!.at(-1)! ^ 1)
    expect(inbox.receive(forged)).to.deep.equal({ ok: false, reason: 'authentication_failed' })
    expect(inbox.missing).to.equal(0)
    expect(inbox.receive(sealed[1]!)).to.deep.equal({ ok: true, payloads: [] })
    expect(inbox.receive(sealed[1]!)).to.deep.equal({ ok: false, reason: 'replayed' })
    const read = inbox.receive(sealed[0]!)
    expect(read.ok && numbersIn(read.payloads)).to.deep.equal([0, 1])
  })

  it('keeps no more than the window of nametags', () => {
    const { sealed, inbox } = sealedNumbers(80)
    const kept = sealed.slice(1).filter((message) => inbox.receive(message).ok)
    expect(kept).to.have.length(49)
    const read = inbox.receive(sealed[0]!)
    expect(read.ok && read.payloads.length).to.equal(50)
  })

  it('counts a message that its sender padded wrongly as read, and delivers what waited for it once', () => {
    for (const order of [
      [1, 0, 2],
      [0, 1, 2],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      const { alice, bob } = noiseSessions()
      const { pad, bare } = carelessSender(alice)
      const sealed = [bare(new Uint8Array(248)), pad(Uint8Array.of(1)), pad(Uint8Array.of(2))]
      const inbox = new NoiseInbox(bob)
      // Everything twice: nothing is delivered twice.
      const delivered = [...order, ...order].flatMap((index) => {
        const read = inbox.receive(sealed[index]!)
        return read.ok ? numbersIn(read.payloads) : []
      })
      expect(delivered, `${order}`).to.deep.equal([1, 2])
      expect([inbox.missing, bob.received]).to.deep.equal([0, 3n])
      const next = inbox.receive(pad(Uint8Array.of(3)))
      expect(next.ok && numbersIn(next.payloads)).to.deep.equal([3])
    }
  })

  it('goes on where another device of the same person is, when the session follows that', () => {
    const { sealed, inbox, bob } = sealedNumbers(8)
    const laptop = NoiseSession.restore(bob.share())
    for (const index of [1, 5]) expect(inbox.receive(sealed[index]!).ok).to.equal(true)
    for (const message of sealed.slice(0, 4)) laptop.open(message)
    bob.follow(laptop.share())
    expect(inbox.missing).to.equal(1)
    const read = inbox.receive(sealed[4]!)
    expect(read.ok && numbersIn(read.payloads)).to.deep.equal([1, 4, 5])
    expect(inbox.receive(sealed[1]!)).to.deep.equal({ ok: false, reason: 'replayed' })
    expect(inbox.missing).to.equal(0)
  })
})
