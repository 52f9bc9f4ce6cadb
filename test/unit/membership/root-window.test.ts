import { expect } from 'chai'
import { RootWindow } from '../../../src/membership/root-window.ts'

const options = { capacity: 3, maxAgeMs: 1_000 }

describe('RootWindow', () => {
  it('accepts nothing when empty', () => {
    expect(new RootWindow(options).accepts(0n, 0)).equal(false)
  })

  it('keeps the newest for ever and the others for their time', () => {
    const window = new RootWindow(options)
    window.add(1n, 1, 0)
    window.add(2n, 2, 5_000)
    expect([1n, 2n].map((root) => window.accepts(root, 6_000))).deep.equal([true, true])
    expect([1n, 2n].map((root) => window.accepts(root, 6_001))).deep.equal([false, true])
    expect(window.accepts(2n, 1e15)).equal(true)
  })

  it('drops the oldest over its capacity and counts unchanged blocks as nothing', () => {
    const window = new RootWindow(options)
    for (const [root, block] of [
      [1n, 1],
      [2n, 2],
      [2n, 3],
      [3n, 4],
      [4n, 5],
    ] as const)
      window.add(root, block, 0)
    expect(window.roots.map(({ root }) => root)).deep.equal([2n, 3n, 4n])
    expect(window.accepts(1n, 0)).equal(false)
  })

  it('lets a root come back that had been superseded', () => {
    const window = new RootWindow(options)
    window.add(1n, 1, 0)
    window.add(2n, 2, 0)
    window.add(1n, 3, 0)
    expect(window.accepts(1n, 1e15)).equal(true)
  })

  it('drops the roots of blocks that were undone, and makes the one left the newest', () => {
    const window = new RootWindow(options)
    window.add(1n, 1, 0)
    window.add(2n, 5, 100)
    window.add(3n, 6, 200)
    window.rewind(1n, 4)
    expect(window.roots).deep.equal([{ root: 1n, blockNumber: 1 }])
    expect([2n, 3n].map((root) => window.accepts(root, 200))).deep.equal([false, false])
  })

  it('takes the root it is back at when more was undone than it remembers', () => {
    const window = new RootWindow(options)
    for (let block = 10; block < 20; block++) window.add(BigInt(block), block, 0)
    window.rewind(3n, 3)
    expect(window.roots).deep.equal([{ root: 3n, blockNumber: 3 }])
  })
})
