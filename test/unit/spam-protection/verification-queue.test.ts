import { expect } from 'chai'
import type { Allowance, Payment } from '../../../src/spam-protection/verification-budget.ts'
import {
  MAX_QUEUED_MS,
  MAX_QUEUED_VERIFICATIONS,
  MAX_RUNNING_VERIFICATIONS,
  VerificationQueue,
} from '../../../src/spam-protection/verification-queue.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const allowance: Allowance = { giveBack: () => undefined, spend: () => undefined, cancel: () => undefined }

/** A queue whose verifications end when they are told to, in the order they began. */
function createQueue(pay: (peerId: string) => Payment = () => allowance) {
  const clock = new FakeClock()
  const queue = new VerificationQueue({ clock, pay })
  const underWay: (() => void)[] = []
  const answers: string[] = []
  /** Writes the peer into `answers` when it is its turn, or why it was refused. */
  const enter = async (peerId: string): Promise<void> => {
    const answer = await queue.run(peerId, async () => {
      answers.push(peerId)
      const { promise, resolve } = Promise.withResolvers<void>()
      underWay.push(resolve)
      return promise
    })
    if (answer !== undefined) answers.push(`${peerId}: ${answer}`)
  }
  const end = async (count: number): Promise<void> => {
    for (const finish of underWay.splice(0, count)) finish()
    await nextTurn()
  }
  return { clock, queue, answers, enter, end }
}

/** Fills the places at the verifier, so that what enters next has to wait. */
async function createBusyQueue() {
  const busy = createQueue()
  for (let place = 0; place < MAX_RUNNING_VERIFICATIONS; place++) void busy.enter('busy')
  await nextTurn()
  busy.answers.length = 0
  return busy
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('VerificationQueue', () => {
  it('lets in at once while there is room', async () => {
    const { queue, enter, answers } = createQueue()
    for (let place = 0; place <= MAX_RUNNING_VERIFICATIONS; place++) void enter('peer')
    await nextTurn()
    expect(answers).to.have.length(MAX_RUNNING_VERIFICATIONS)
    expect(queue.size).to.equal(1)
  })

  it('keeps no places for ever new peers that wait in vain, as soon as another one needs them', async () => {
    const { clock, queue, enter, answers } = createQueue((peerId) =>
      peerId.startsWith('passer') ? 'in_use' : allowance,
    )
    for (let index = 0; index < MAX_QUEUED_VERIFICATIONS; index++) void enter(`passer ${index}`)
    await clock.advanceAsync(MAX_QUEUED_MS)
    void enter('passer in time')
    await nextTurn()
    expect(answers, 'the newest of equals').to.deep.equal(['passer in time: queue_full'])
    await clock.advanceAsync(1)
    void enter('passer too late')
    await nextTurn()
    expect(queue.size, 'the others are gone').to.equal(1)
    expect(answers).to.have.length(1 + MAX_QUEUED_VERIFICATIONS)
  })

  it('lets peers take turns', async () => {
    const { queue, enter, answers, end } = await createBusyQueue()
    for (const peerId of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) void enter(peerId)
    for (let count = 0; count < 7; count++) await end(1)
    expect(answers).to.deep.equal(['a', 'b', 'c', 'a', 'b', 'a', 'a'])
    expect(queue.size).to.equal(0)
  })

  it('drops the newest message of the peer with most when it is full', async () => {
    const { queue, enter, answers, end } = await createBusyQueue()
    for (let count = 0; count < MAX_QUEUED_VERIFICATIONS; count++) void enter('flooder')
    void enter('honest')
    await nextTurn()
    expect(answers).to.deep.equal(['flooder: queue_full'])
    expect(queue.size).to.equal(MAX_QUEUED_VERIFICATIONS)
    await end(2)
    expect(answers).to.deep.equal(['flooder: queue_full', 'flooder', 'honest'])
  })

  it('gives places back, also when a verification failed', async () => {
    const { queue, enter, answers, end } = await createBusyQueue()
    await end(1)
    const failure = await queue.run('failing', () => Promise.reject(new Error('crashed'))).catch(String)
    expect(failure).to.equal('Error: crashed')
    void enter('next')
    await nextTurn()
    expect(answers).to.deep.equal(['next'])
  })

  it('has a peer wait for what it has under way when that takes up its budget, and others go first', async () => {
    let left = 2
    const { enter, answers, end } = createQueue((peerId) => {
      if (peerId === 'rich') return allowance
      return left-- > 0 ? allowance : 'in_use'
    })
    for (const peerId of ['poor', 'poor', 'poor', 'rich']) void enter(peerId)
    await nextTurn()
    expect(answers).to.deep.equal(['poor', 'poor', 'rich'])
    left = 1
    await end(1)
    expect(answers).to.deep.equal(['poor', 'poor', 'rich', 'poor'])
  })

  it('refuses all that a peer has waiting when its budget is spent', async () => {
    let left = 1
    const { queue, enter, answers } = createQueue(() => (left-- > 0 ? allowance : 'spent'))
    for (let count = 0; count < 3; count++) void enter('peer')
    await nextTurn()
    expect(answers).to.deep.equal(['peer', 'peer: over_budget', 'peer: over_budget'])
    expect(queue.size).to.equal(0)
  })
})
