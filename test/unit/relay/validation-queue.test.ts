import { expect } from 'chai'
import fc from 'fast-check'
import { ValidationQueue, type ValidationQueueOptions } from '../../../src/relay/index.ts'

interface Job {
  readonly peerId: string
  readonly number: number
  readonly bytes: number
}

const noByteBounds = { maxWaitingBytes: 1e9, maxRunningBytes: 1e9, maxRunningBytesPerPeer: 1e9 }

/** A queue whose jobs finish when told, and that notes what happened to each. */
function setUp(options: Partial<ValidationQueueOptions> & Omit<ValidationQueueOptions, keyof typeof noByteBounds>) {
  const begun: Job[] = []
  const dropped: Job[] = []
  const finishing: (() => void)[] = []
  let pushed = 0
  const queue = new ValidationQueue<Job>(
    {
      run: (job) => {
        begun.push(job)
        return new Promise((resolve) => finishing.push(resolve))
      },
      drop: (job) => dropped.push(job),
      bytesOf: (job) => job.bytes,
    },
    { ...noByteBounds, ...options },
  )
  const push = (peerId: string, bytes = 1): void => queue.push(peerId, { peerId, number: pushed++, bytes })
  const finishOne = async (): Promise<void> => {
    finishing.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { queue, begun, dropped, push, finishOne }
}

const peersOf = (jobs: readonly Job[]): string => jobs.map((job) => job.peerId).join('')

describe('validation queue', () => {
  it('runs jobs at once while there is room', () => {
    const { begun, push, queue } = setUp({ maxWaiting: 4, maxRunning: 3, maxRunningPerPeer: 2 })
    for (const peer of ['a', 'a', 'a', 'b', 'b']) push(peer)
    expect(peersOf(begun)).to.equal('aab')
    expect([queue.running, queue.waiting]).to.deep.equal([3, 2])
  })

  it('lets peers take turns, each in its own order', async () => {
    const { begun, push, finishOne } = setUp({ maxWaiting: 20, maxRunning: 1, maxRunningPerPeer: 1 })
    for (const peer of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) push(peer)
    while (begun.length < 7) await finishOne()
    // The first `a` ran while nobody else was there.
    expect(peersOf(begun)).to.equal('aabcaba')
  })

  it('drops the newest job of the peer with the most waiting when it is full', () => {
    const { dropped, push } = setUp({ maxWaiting: 4, maxRunning: 1, maxRunningPerPeer: 1 })
    for (const peer of ['a', 'a', 'a', 'a', 'b']) push(peer)
    expect(dropped).to.deep.equal([])
    push('b')
    expect(dropped).to.deep.equal([{ peerId: 'a', number: 3, bytes: 1 }])
  })

  it('drops the job that just came when its peer waits as much as any', () => {
    const { dropped, push } = setUp({ maxWaiting: 2, maxRunning: 1, maxRunningPerPeer: 1 })
    for (const peer of ['a', 'a', 'b', 'b']) push(peer)
    expect(dropped).to.deep.equal([{ peerId: 'b', number: 3, bytes: 1 }])
  })

  it('drops the newest job of the peer with the most bytes waiting when they are too many', () => {
    const { queue, dropped, push } = setUp({
      maxWaiting: 9,
      maxWaitingBytes: 10,
      maxRunning: 1,
      maxRunningPerPeer: 1,
    })
    push('a')
    for (const peer of ['a', 'a', 'a']) push(peer)
    push('b', 5)
    expect(dropped).to.deep.equal([])
    push('c', 3)
    expect(dropped).to.deep.equal([{ peerId: 'b', number: 4, bytes: 5 }])
    expect([queue.waiting, queue.waitingBytes]).to.deep.equal([4, 6])
  })

  it('runs no more bytes at once than it may, for one peer and for all, but one job whatever its size', async () => {
    const bounds = { maxRunningBytes: 10, maxRunningBytesPerPeer: 4 }
    const { begun, push, finishOne } = setUp({ maxWaiting: 99, maxRunning: 9, maxRunningPerPeer: 9, ...bounds })
    push('a', 11)
    push('b', 1)
    expect(peersOf(begun)).to.equal('a')
    await finishOne()
    for (const peer of ['a', 'a', 'b', 'c', 'd']) push(peer, 3)
    // Two of three bytes are too many for `a`; after those of `b` and `c`, one more is too many for all.
    expect(peersOf(begun)).to.equal('ababc')
    await finishOne()
    expect(peersOf(begun), 'the one byte of `b` makes no room for three').to.equal('ababc')
    await finishOne()
    expect(peersOf(begun)).to.equal('ababca')
  })

  it('forgets what waits when cleared, and goes on afterwards', async () => {
    const { queue, begun, dropped, push, finishOne } = setUp({ maxWaiting: 4, maxRunning: 1, maxRunningPerPeer: 1 })
    for (const peer of ['a', 'a', 'b']) push(peer)
    queue.clear()
    expect([queue.running, queue.waiting]).to.deep.equal([1, 0])
    push('c')
    await finishOne()
    expect(peersOf(begun)).to.equal('ac')
    expect(dropped).to.deep.equal([])
  })

  const optionsOf = fc.record({
    maxWaiting: fc.integer({ min: 1, max: 8 }),
    maxRunning: fc.integer({ min: 1, max: 4 }),
    maxRunningPerPeer: fc.integer({ min: 1, max: 3 }),
    maxWaitingBytes: fc.integer({ min: 3, max: 20 }),
    maxRunningBytes: fc.integer({ min: 3, max: 20 }),
    maxRunningBytesPerPeer: fc.integer({ min: 3, max: 20 }),
  })
  const sizes: Record<string, number> = { a: 1, b: 2, c: 3, d: 0 }
  const stepsOf = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'finish'), { maxLength: 60 })

  it('stays within its bounds, and runs or drops every job exactly once, in order within a peer', async () => {
    await fc.assert(
      fc.asyncProperty(optionsOf, stepsOf, async (options, steps) => {
        const { queue, begun, dropped, push, finishOne } = setUp(options)
        for (const step of steps) {
          if (step === 'finish') await finishOne()
          else push(step, sizes[step])
          expect(queue.waiting).to.be.at.most(options.maxWaiting)
          expect(queue.waitingBytes).to.be.at.most(options.maxWaitingBytes)
          expect(queue.running).to.be.at.most(options.maxRunning)
        }
        while (queue.running > 0) await finishOne()
        expect(queue.waiting).to.equal(0)
        const numbers = [...begun, ...dropped].map((job) => job.number).sort((a, b) => a - b)
        expect(numbers).to.deep.equal([...numbers.keys()])
        expect(numbers).to.have.length(steps.filter((step) => step !== 'finish').length)
        for (const peer of ['a', 'b', 'c', 'd']) {
          const order = begun.filter((job) => job.peerId === peer).map((job) => job.number)
          expect(order).to.deep.equal(order.toSorted((a, b) => a - b))
        }
      }),
    )
  })

  it('never drops a job of a peer that keeps to its share, whatever another one floods', async () => {
    await fc.assert(
      fc.asyncProperty(optionsOf, fc.integer({ min: 1, max: 100 }), async (options, flood) => {
        const { dropped, push } = setUp({ ...options, ...noByteBounds })
        for (let index = 0; index < flood; index++) push('flooder')
        // Two peers: with half of the places each, the honest one is never the heaviest.
        for (let index = 0; index < Math.floor(options.maxWaiting / 2); index++) push('honest')
        for (let index = 0; index < flood; index++) push('flooder')
        expect(dropped.filter((job) => job.peerId === 'honest')).to.deep.equal([])
      }),
    )
  })
})
