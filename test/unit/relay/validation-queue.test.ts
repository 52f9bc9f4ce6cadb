import { expect } from 'chai'
import fc from 'fast-check'
import { ValidationQueue, type ValidationQueueOptions } from '../../../src/relay/index.ts'

interface Job {
  readonly peerId: string
  readonly number: number
}

/** A queue whose jobs finish when told, and that notes what happened to each. */
function setUp(options: ValidationQueueOptions) {
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
    },
    options,
  )
  const push = (peerId: string): void => queue.push(peerId, { peerId, number: pushed++ })
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
    expect(dropped).to.deep.equal([{ peerId: 'a', number: 3 }])
  })

  it('drops the job that just came when its peer waits as much as any', () => {
    const { dropped, push } = setUp({ maxWaiting: 2, maxRunning: 1, maxRunningPerPeer: 1 })
    for (const peer of ['a', 'a', 'b', 'b']) push(peer)
    expect(dropped).to.deep.equal([{ peerId: 'b', number: 3 }])
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
  })
  const stepsOf = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'finish'), { maxLength: 60 })

  it('stays within its bounds, and runs or drops every job exactly once, in order within a peer', async () => {
    await fc.assert(
      fc.asyncProperty(optionsOf, stepsOf, async (options, steps) => {
        const { queue, begun, dropped, push, finishOne } = setUp(options)
        for (const step of steps) {
          if (step === 'finish') await finishOne()
          else push(step)
          expect(queue.waiting).to.be.at.most(options.maxWaiting)
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
        const { dropped, push } = setUp(options)
        for (let index = 0; index < flood; index++) push('flooder')
        // Two peers: with half of the places each, the honest one is never the heaviest.
        for (let index = 0; index < Math.floor(options.maxWaiting / 2); index++) push('honest')
        for (let index = 0; index < flood; index++) push('flooder')
        expect(dropped.filter((job) => job.peerId === 'honest')).to.deep.equal([])
      }),
    )
  })
})
