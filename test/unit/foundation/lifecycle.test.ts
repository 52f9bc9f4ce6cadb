import { expect } from 'chai'
import { Lifecycle, type LifecyclePart } from '../../../src/foundation/lifecycle.ts'

interface Behaviour {
  readonly failStart?: Error
  readonly failStop?: Error
  /** Awaited inside start. */
  readonly until?: Promise<void>
}

function recordingPart(events: string[], name: string, { failStart, failStop, until }: Behaviour = {}): LifecyclePart {
  return {
    name,
    start: async () => {
      events.push(`start ${name}`)
      await until
      if (failStart) throw failStart
    },
    stop: async () => {
      events.push(`stop ${name}`)
      if (failStop) throw failStop
    },
  }
}

const errorOf = (promise: Promise<void>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  )

describe('Lifecycle', () => {
  it('starts in order and stops in reverse', async () => {
    const events: string[] = []
    const lifecycle = new Lifecycle(['a', 'b', 'c'].map((name) => recordingPart(events, name)))
    await lifecycle.start()
    await lifecycle.stop()
    expect(events).to.deep.equal(['start a', 'start b', 'start c', 'stop c', 'stop b', 'stop a'])
  })

  it('stops each part once, however often it is told to', async () => {
    const events: string[] = []
    const lifecycle = new Lifecycle([recordingPart(events, 'a')])
    await lifecycle.stop()
    await lifecycle.start()
    await lifecycle.stop()
    await lifecycle.stop()
    expect(events).to.deep.equal(['start a', 'stop a'])
  })

  it('stops the part that did not start and those before it, and throws on what failed', async () => {
    const events: string[] = []
    const failure = new Error('no port')
    const parts = [
      recordingPart(events, 'a'),
      recordingPart(events, 'b', { failStart: failure }),
      recordingPart(events, 'c'),
    ]
    expect(await errorOf(new Lifecycle(parts).start())).to.equal(failure)
    expect(events).to.deep.equal(['start a', 'start b', 'stop b', 'stop a'])
  })

  it('tells both failures when what had started does not stop either', async () => {
    const events: string[] = []
    const [failStart, failStop] = [new Error('no port'), new Error('stuck')]
    const parts = [recordingPart(events, 'a', { failStop }), recordingPart(events, 'b', { failStart })]
    const error = await errorOf(new Lifecycle(parts).start())
    expect(error).to.be.instanceOf(AggregateError)
    expect((error as AggregateError).errors).to.deep.equal([failStart, failStop])
  })

  it('stops every part although one fails, and throws what failed', async () => {
    const events: string[] = []
    const failure = new Error('stuck')
    const parts = [recordingPart(events, 'a'), recordingPart(events, 'b', { failStop: failure })]
    const lifecycle = new Lifecycle(parts)
    await lifecycle.start()
    expect(await errorOf(lifecycle.stop())).to.equal(failure)
    expect(events.slice(2)).to.deep.equal(['stop b', 'stop a'])
  })

  it('throws several failures of stopping together', async () => {
    const events: string[] = []
    const failures = [new Error('one'), new Error('two')]
    const parts = failures.map((failStop, index) => recordingPart(events, String(index), { failStop }))
    const lifecycle = new Lifecycle(parts)
    await lifecycle.start()
    const error = (await errorOf(lifecycle.stop())) as AggregateError
    expect(error.errors).to.deep.equal(failures.toReversed())
  })

  it('starts nothing more when stopped while it starts', async () => {
    const events: string[] = []
    const gate = Promise.withResolvers<void>()
    const parts = [recordingPart(events, 'a', { until: gate.promise }), recordingPart(events, 'b')]
    const lifecycle = new Lifecycle(parts)
    const starting = errorOf(lifecycle.start())
    const stopping = lifecycle.stop()
    gate.resolve()
    await stopping
    expect(await starting).to.match(/stopped while starting/)
    expect(events).to.deep.equal(['start a', 'stop a'])
  })

  it('refuses a second start, and starts again after a stop', async () => {
    const events: string[] = []
    const lifecycle = new Lifecycle([recordingPart(events, 'a')])
    await lifecycle.start()
    expect(await errorOf(lifecycle.start())).to.match(/started before/)
    await lifecycle.stop()
    await lifecycle.start()
    await lifecycle.stop()
    expect(events).to.deep.equal(['start a', 'stop a', 'start a', 'stop a'])
  })
})
