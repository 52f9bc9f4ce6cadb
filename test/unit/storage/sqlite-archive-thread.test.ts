import { EventEmitter } from 'node:events'
import { expect } from 'chai'
import { silentLogger } from '../../../src/foundation/index.ts'
import { type ArchiveWorker, SqliteArchiveThread } from '../../../src/storage/sqlite-archive-thread.ts'
import type { NumberedCall } from '../../../src/storage/sqlite-archive-worker.ts'
import { FakeClock } from '../../support/fake-clock.ts'

/** A thread that answers when it is told to. A process whose last thread is let go of ends, whatever it waits for. */
class FakeWorker extends EventEmitter implements ArchiveWorker {
  readonly calls: NumberedCall[] = []
  holdsProcess = true
  #end = Promise.withResolvers<number>()

  ref(): void {
    this.holdsProcess = true
  }

  unref(): void {
    this.holdsProcess = false
  }

  postMessage(call: NumberedCall): void {
    this.calls.push(call)
  }

  terminate(): Promise<number> {
    return this.#end.promise
  }

  answer(index: number): void {
    this.emit('message', { kind: 'result', id: this.calls[index]!.id, result: index })
  }

  end(): void {
    this.emit('exit')
    this.#end.resolve(0)
  }
}

describe('SqliteArchiveThread', () => {
  let worker: FakeWorker
  let clock: FakeClock
  let thread: SqliteArchiveThread

  beforeEach(() => {
    worker = new FakeWorker()
    clock = new FakeClock()
    const components = { clock, logger: silentLogger, startWorker: () => worker }
    thread = new SqliteArchiveThread(components, { path: 'archive', migrates: true })
  })
  afterEach(() => expect(clock.pendingTimers, 'timers left behind').to.equal(0))

  it('keeps the process up while somebody waits for an answer, and no longer', async () => {
    const answers = [thread.call({ kind: 'stats' }), thread.call({ kind: 'stats' })]
    worker.answer(0)
    expect(worker.holdsProcess, 'another still waits').to.equal(true)
    worker.answer(1)
    expect(worker.holdsProcess).to.equal(false)
    expect(await Promise.all(answers)).to.deep.equal([0, 1])
  })

  it('keeps the process up until it is closed, when the last answer comes and when the thread has yet to end', async () => {
    const answered = thread.call({ kind: 'stats' })
    worker.answer(0)
    await answered
    let isClosed = false
    const closing = thread.close().then(() => {
      isClosed = true
    })
    expect(worker.calls.map(({ call }) => call.kind)).to.deep.equal(['stats', 'close'])
    worker.answer(1)
    expect(worker.holdsProcess, 'the file is closed, the thread is not').to.equal(true)
    await new Promise((resolve) => setImmediate(resolve))
    expect(isClosed).to.equal(false)
    worker.end()
    await closing
  })

  it('fails the calls that wait when the thread dies, and starts another for the next', async () => {
    const failed = thread.call({ kind: 'stats' }).catch((error) => error)
    const dead = worker
    worker = new FakeWorker()
    dead.emit('error', new Error('out of memory'))
    dead.emit('exit')
    expect(await failed).to.include({ code: 'store_failed' })
    const answer = thread.call({ kind: 'stats' })
    expect([dead.calls.length, worker.calls.length]).to.deep.equal([1, 1])
    worker.answer(0)
    expect(await answer).to.equal(0)
  })

  it('gives up a call that is not answered, and refuses what comes after its close', async () => {
    const late = thread.call({ kind: 'stats' }).catch((error) => error)
    clock.advance(30_000)
    expect(await late).to.include({ code: 'store_timed_out' })
    worker.answer(0)
    const closing = thread.close()
    expect(await thread.call({ kind: 'stats' }).catch((error) => error)).to.include({ code: 'store_closed' })
    worker.answer(1)
    worker.end()
    await closing
  })
})
