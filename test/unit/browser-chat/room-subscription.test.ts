import { expect } from 'chai'
import fc from 'fast-check'
import { RoomSubscription } from '../../../examples/browser-chat/page/room-subscription.ts'

/** Nodes that take their time: each action ends when the test says so. */
class SlowNodes {
  readonly subscribed = new Set<string>()
  readonly asked: string[] = []
  readonly #pending: (() => void)[] = []
  refuses = false

  readonly actions = {
    subscribe: async (room: string): Promise<void> => {
      this.asked.push(room)
      this.subscribed.add(room)
      await this.#end()
      if (this.refuses) throw new Error('no node took it')
    },
    unsubscribe: async (room: string): Promise<void> => {
      await this.#end()
      this.subscribed.delete(room)
    },
  }

  endOne(): void {
    this.#pending.shift()?.()
  }

  #end(): Promise<void> {
    return new Promise((resolve) => this.#pending.push(resolve))
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function settle(nodes: SlowNodes, changes: readonly Promise<void>[]): Promise<void> {
  let isOver = false
  void Promise.allSettled(changes).then(() => {
    isOver = true
  })
  for (; !isOver; await turn()) nodes.endOne()
}

describe('RoomSubscription', () => {
  it('leaves the room before, and passes over rooms that were left before their turn came', async () => {
    const nodes = new SlowNodes()
    const subscription = new RoomSubscription(nodes.actions)
    const first = subscription.change('a')
    await turn()
    const others = ['b', 'c', 'd'].map((room) => subscription.change(room))
    expect(subscription.room, 'from the moment of the wish').to.equal('d')
    await settle(nodes, [first, ...others])
    expect(nodes.asked).to.deep.equal(['a', 'd'])
    expect([...nodes.subscribed]).to.deep.equal(['d'])
  })

  it('tells who asked that no node took it, and goes on', async () => {
    const nodes = new SlowNodes()
    const subscription = new RoomSubscription(nodes.actions)
    nodes.refuses = true
    const refused = subscription.change('a')
    const told = refused.catch((error: Error) => error.message)
    await settle(nodes, [refused])
    expect(await told).to.equal('no node took it')
    nodes.refuses = false
    const taken = subscription.change('b')
    await settle(nodes, [taken])
    expect([...nodes.subscribed], 'some node may have taken the first').to.deep.equal(['b'])
  })

  it('ends with the last wish alone subscribed, whenever the wishes come', async () => {
    const wishes = fc.array(fc.record({ room: fc.integer({ min: 0, max: 5 }), ends: fc.nat(3) }), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(wishes, async (wished) => {
        const nodes = new SlowNodes()
        const subscription = new RoomSubscription(nodes.actions)
        const changes: Promise<void>[] = []
        for (const { room, ends } of wished) {
          changes.push(subscription.change(`room ${room}`))
          for (let count = 0; count < ends; count++, await turn()) nodes.endOne()
        }
        await settle(nodes, changes)
        expect([...nodes.subscribed]).to.deep.equal([`room ${wished.at(-1)!.room}`])
      }),
      { numRuns: 50 },
    )
  })
})
