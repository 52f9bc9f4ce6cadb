import { expect } from 'chai'
import fc from 'fast-check'
import { BoundedMap } from '../../../src/foundation/bounded-map.ts'

describe('BoundedMap', () => {
  it('drops the oldest entry, and says which value went', () => {
    const map = new BoundedMap<string, number>(2)
    expect(map.set('a', 1)).to.equal(undefined)
    expect(map.set('b', 2)).to.equal(undefined)
    expect(map.set('c', 3)).to.equal(1)
    expect([...map.entries()]).to.deep.equal([
      ['b', 2],
      ['c', 3],
    ])
  })

  it('makes an entry that is set again the newest', () => {
    const map = new BoundedMap<string, number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.set('a', 10)
    expect(map.set('c', 3)).to.equal(2)
    expect([...map.values()]).to.deep.equal([10, 3])
  })

  it('gets, has, deletes and clears', () => {
    const map = new BoundedMap<string, number>(2)
    map.set('a', 1)
    expect([map.get('a'), map.get('b'), map.has('a'), map.has('b')]).to.deep.equal([1, undefined, true, false])
    expect([map.delete('a'), map.delete('a'), map.size]).to.deep.equal([true, false, 0])
    map.set('b', 2)
    map.clear()
    expect(map.size).to.equal(0)
  })

  it('refuses a capacity that bounds nothing', () => {
    for (const capacity of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new BoundedMap(capacity), String(capacity)).to.throw(RangeError)
    }
  })

  it('holds the last distinct keys, whatever is set', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 9 })), (capacity, keys) => {
        const map = new BoundedMap<number, number>(capacity)
        for (const [index, key] of keys.entries()) map.set(key, index)
        const newestFirst = [...new Set(keys.toReversed())].slice(0, capacity)
        expect([...map.entries()].map(([key]) => key)).to.deep.equal(newestFirst.toReversed())
      }),
    )
  })
})
