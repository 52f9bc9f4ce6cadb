import { expect } from 'chai'
import fc from 'fast-check'
import { BoundedQueue } from '../../../src/foundation/bounded-queue.ts'

describe('BoundedQueue', () => {
  it('gives back in the order it took', () => {
    const queue = new BoundedQueue<string>(3)
    expect(['a', 'b', 'c'].map((item) => queue.push(item))).to.deep.equal([true, true, true])
    expect([queue.shift(), queue.shift(), queue.shift(), queue.shift()]).to.deep.equal(['a', 'b', 'c', undefined])
  })

  it('refuses what is over its capacity, and takes again once there is room', () => {
    const queue = new BoundedQueue<number>(2)
    expect([queue.push(1), queue.push(2), queue.push(3)]).to.deep.equal([true, true, false])
    expect(queue.shift()).to.equal(1)
    expect([queue.push(4), queue.push(5), queue.size]).to.deep.equal([true, false, 2])
  })

  it('refuses a capacity that bounds nothing', () => {
    for (const capacity of [0, -1, 0.5, Number.NaN]) expect(() => new BoundedQueue(capacity)).to.throw(RangeError)
  })

  it('behaves like an array with a limit, whatever is done to it', () => {
    const steps = fc.array(fc.oneof(fc.integer(), fc.constant('shift' as const)), { maxLength: 200 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), steps, (capacity, script) => {
        const queue = new BoundedQueue<number>(capacity)
        const model: number[] = []
        for (const step of script) {
          if (step === 'shift') expect(queue.shift()).to.equal(model.shift())
          else expect(queue.push(step)).to.equal(model.length < capacity && model.push(step) > 0)
          expect(queue.size).to.equal(model.length)
        }
      }),
    )
  })
})
