import { expect } from 'chai'
import type { StateChange } from '../../../src/foundation/index.ts'
import { WriteBehind } from '../../../src/rln/write-behind.ts'
import { FakeStateStore } from './fake-state-store.ts'

const change = (key: number): StateChange => ({ space: 'test', key: Uint8Array.of(key), value: Uint8Array.of(key) })
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('WriteBehind', () => {
  it('puts everything that waits into one write', async () => {
    const store = new FakeStateStore()
    const writer = new WriteBehind(store)
    const flushes = [1, 2, 3].map((key) => {
      writer.add(change(key))
      return writer.flush()
    })
    await Promise.all(flushes)
    expect(store.writeCount).to.equal(1)
    expect(await store.list('test', { limit: 10 })).to.have.length(3)
  })

  it('takes a second write for all that came while the first was under way, and no third', async () => {
    const store = new FakeStateStore()
    store.holding = true
    const writer = new WriteBehind(store)
    writer.add(change(1))
    const first = writer.flush()
    await settle()
    const later = [2, 3, 4].map((key) => {
      writer.add(change(key))
      return writer.flush()
    })
    await settle()
    expect(store.heldCount).to.equal(1)
    store.release()
    await first
    await settle()
    expect(store.heldCount).to.equal(1)
    store.release()
    await Promise.all(later)
    expect(store.writeCount).to.equal(2)
  })

  it('does not resolve before what is under way is durable, also when nothing was added since', async () => {
    const store = new FakeStateStore()
    store.holding = true
    const writer = new WriteBehind(store)
    writer.add(change(1))
    void writer.flush()
    await settle()
    let isDurable = false
    const second = writer.flush().then(() => {
      isDurable = true
    })
    await settle()
    expect(isDurable).to.equal(false)
    store.release()
    await second
  })

  it('reports a failure to everybody who waited, and writes the rows with the next flush', async () => {
    const store = new FakeStateStore()
    const writer = new WriteBehind(store)
    store.failure = new Error('disk full')
    writer.add(change(1))
    const results = await Promise.allSettled([writer.flush(), writer.flush()])
    expect(results.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected'])
    store.failure = undefined
    writer.add(change(2))
    await writer.flush()
    expect((await store.list('test', { limit: 10 })).map(({ key }) => key[0])).to.deep.equal([1, 2])
  })

  it('splits what is too much for one write', async () => {
    const store = new FakeStateStore()
    const writer = new WriteBehind(store)
    for (let index = 0; index < 5_001; index++) writer.add(change(index & 0xff))
    await writer.flush()
    expect(store.writeCount).to.equal(2)
  })

  it('waits for the disk with one write in so many, and with every one unless told', async () => {
    const synced: (boolean | undefined)[] = []
    const store = new FakeStateStore()
    const spy: Pick<FakeStateStore, 'write'> = {
      write: (changes, options) => {
        synced.push(options?.isSynced)
        return store.write(changes)
      },
    }
    for (const options of [{ maxUnsyncedWrites: 2 }, undefined]) {
      const writer = new WriteBehind(Object.assign(new FakeStateStore(), spy), options)
      for (let key = 0; key < 4; key++) {
        writer.add(change(key))
        await writer.flush()
      }
    }
    expect(synced).to.deep.equal([false, false, true, false, true, true, true, true])
  })

  it('forgets what is discarded', async () => {
    const store = new FakeStateStore()
    const writer = new WriteBehind(store)
    writer.add(change(1), change(2))
    writer.discard(({ key }) => key[0] === 1)
    await writer.flush()
    expect((await store.list('test', { limit: 10 })).map(({ key }) => key[0])).to.deep.equal([2])
  })
})
