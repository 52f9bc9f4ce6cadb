import { expect } from 'chai'
import {
  MAX_QUEUED_VERIFICATIONS,
  MAX_RUNNING_VERIFICATIONS,
  VerificationQueue,
} from '../../../src/spam-protection/verification-queue.ts'

/** Fills the places at the verifier, so that what enters next has to wait. */
function busyQueue(): VerificationQueue {
  const queue = new VerificationQueue()
  for (let place = 0; place < MAX_RUNNING_VERIFICATIONS; place++) void queue.enter('busy')
  return queue
}

/** Enters, and writes into `served` when it is its turn, or with a minus when it had to go. */
function enter(queue: VerificationQueue, peerId: string, served: string[]): Promise<void> {
  return queue.enter(peerId).then((admitted) => {
    served.push(admitted ? peerId : `-${peerId}`)
  })
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('VerificationQueue', () => {
  it('lets in at once while there is room', async () => {
    const queue = new VerificationQueue()
    for (let place = 0; place < MAX_RUNNING_VERIFICATIONS; place++) expect(await queue.enter('peer')).to.equal(true)
    void queue.enter('peer')
    expect(queue.size).to.equal(1)
  })

  it('lets peers take turns', async () => {
    const queue = busyQueue()
    const served: string[] = []
    for (const peerId of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) void enter(queue, peerId, served)
    await nextTurn()
    for (let count = 0; count < 7; count++) queue.leave()
    await nextTurn()
    expect(served).to.deep.equal(['a', 'b', 'c', 'a', 'b', 'a', 'a'])
    expect(queue.size).to.equal(0)
  })

  it('drops the newest message of the peer with most when it is full', async () => {
    const queue = busyQueue()
    const served: string[] = []
    for (let count = 0; count < MAX_QUEUED_VERIFICATIONS; count++) void enter(queue, 'flooder', served)
    void enter(queue, 'honest', served)
    await nextTurn()
    expect(served).to.deep.equal(['-flooder'])
    expect(queue.size).to.equal(MAX_QUEUED_VERIFICATIONS)
    queue.leave()
    queue.leave()
    await nextTurn()
    expect(served).to.deep.equal(['-flooder', 'flooder', 'honest'])
  })

  it('gives places back when nobody waits', async () => {
    const queue = busyQueue()
    queue.leave()
    expect(await queue.enter('next')).to.equal(true)
  })
})
