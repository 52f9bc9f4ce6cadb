import { expect } from 'chai'
import { NetworkError, type NetworkErrorCode } from '../../../../src/network/index.ts'
import type { FilterPush } from '../../../../src/services/filter/filter-messages.ts'
import { createFilterServerMetrics } from '../../../../src/services/filter/filter-metrics.ts'
import {
  FilterPushLines,
  MAX_PUSH_AGE_MS,
  MAX_PUSH_FAILURES,
  MAX_PUSHES_UNDER_WAY,
  MAX_WAITING_PUSH_BYTES,
  MAX_WAITING_PUSHES,
  PUSH_RETRY_MS,
} from '../../../../src/services/filter/filter-push-lines.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { RecordingLogger } from '../../../support/recording-logger.ts'
import { RecordingMetrics } from '../../../support/recording-metrics.ts'

const pushOf = (number: number, bytes = 1): FilterPush => {
  return { data: new Uint8Array(bytes).fill(number), pubsubTopic: '/p' }
}

describe('FilterPushLines', () => {
  let clock: FakeClock
  let metrics: RecordingMetrics
  let connected: Set<string>
  /** First byte of what each peer got. */
  let got: Map<string, number[]>
  /** How a push to a peer ends; default: well. */
  let behaviour: Map<string, () => Promise<void>>
  let givenUp: string[]
  let lines: FilterPushLines

  beforeEach(() => {
    clock = new FakeClock()
    metrics = new RecordingMetrics()
    connected = new Set(['a', 'b'])
    got = new Map()
    behaviour = new Map()
    givenUp = []
    lines = new FilterPushLines({
      client: {
        request: async (peerId, { data }, { signal } = {}) => {
          await Promise.race([behaviour.get(peerId)?.(), abortOf(signal!)])
          got.set(peerId, [...(got.get(peerId) ?? []), data[0]!])
        },
      },
      peers: { isConnected: (peerId) => connected.has(peerId) },
      giveUp: (peerId) => {
        givenUp.push(peerId)
        lines.drop(peerId)
      },
      clock,
      logger: new RecordingLogger(),
      metrics: createFilterServerMetrics(metrics),
    })
  })
  afterEach(async () => {
    await lines.stop()
    expect(clock.pendingTimers, 'timers left behind').to.equal(0)
  })

  const failing = (code: NetworkErrorCode) => (): Promise<void> => Promise.reject(new NetworkError(code, 'as told'))
  const hanging = (): Promise<void> => new Promise(() => undefined)
  const outcomes = (outcome: string): number => metrics.value('waku_filter_pushes_total', { outcome }) ?? 0

  function abortOf(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }

  /** Lets promises that can go on do so. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }

  it('push to each subscriber in the order of arrival', async () => {
    for (const number of [1, 2, 3]) lines.add(['a', 'b'], pushOf(number))
    await settled()
    await settled()
    expect([...got]).to.deep.equal([
      ['a', [1, 2, 3]],
      ['b', [1, 2, 3]],
    ])
    expect(outcomes('pushed')).to.equal(6)
    expect(metrics.observations('waku_filter_handle_message_duration_seconds')).to.have.length(6)
  })

  it('of one that hangs delay nobody else', async () => {
    behaviour.set('a', hanging)
    for (const number of [1, 2, 3]) lines.add(['a', 'b'], pushOf(number))
    await settled()
    await settled()
    expect(got.get('a')).to.equal(undefined)
    expect(got.get('b')).to.deep.equal([1, 2, 3])
  })

  it('of a thousand subscribers of whom half hang serve the other half at once, and give up the hanging ones', async () => {
    const ids = Array.from({ length: 1_000 }, (_, number) => `peer ${number}`)
    const hung = ids.filter((_, number) => number % 2 === 0)
    for (const id of ids) connected.add(id)
    for (const id of hung) behaviour.set(id, failing('request_timed_out'))
    for (let number = 0; number < 10; number++) lines.add(ids, pushOf(number))
    for (let turn = 0; turn < 10; turn++) await settled()
    expect([...got.values()].filter(({ length }) => length === 10)).to.have.length(500)
    for (let failure = 1; failure < MAX_PUSH_FAILURES; failure++) {
      clock.advance(PUSH_RETRY_MS)
      await settled()
    }
    expect(new Set(givenUp)).to.deep.equal(new Set(hung))
  })

  it('try again after a failure, and give up after some in a row', async () => {
    behaviour.set('a', failing('request_timed_out'))
    lines.add(['a'], pushOf(1))
    for (let failure = 1; failure < MAX_PUSH_FAILURES; failure++) {
      await settled()
      expect(givenUp).to.deep.equal([])
      clock.advance(PUSH_RETRY_MS)
    }
    await settled()
    expect(givenUp).to.deep.equal(['a'])
    expect(metrics.value('waku_filter_errors', { type: 'push_timeout_failure' })).to.equal(MAX_PUSH_FAILURES)
  })

  it('lose nothing by a failure that passes', async () => {
    behaviour.set('a', failing('stream_failed'))
    lines.add(['a'], pushOf(1))
    await settled()
    behaviour.delete('a')
    lines.add(['a'], pushOf(2))
    clock.advance(PUSH_RETRY_MS)
    await settled()
    expect(got.get('a')).to.deep.equal([1, 2])
    expect(givenUp).to.deep.equal([])
  })

  it('have one push under way at first, more when they go well, and one again after a failure', async () => {
    const underWay: (() => void)[] = []
    behaviour.set('a', () => new Promise((resolve) => underWay.push(resolve)))
    for (let number = 0; number < 40; number++) lines.add(['a'], pushOf(number))
    const counts: number[] = []
    for (let round = 0; round < 5; round++) {
      await settled()
      counts.push(underWay.length)
      for (const finish of underWay.splice(0)) finish()
    }
    expect(counts).to.deep.equal([1, 2, 4, 8, MAX_PUSHES_UNDER_WAY])
    behaviour.set('a', failing('stream_failed'))
    await settled()
    for (const finish of underWay.splice(0)) finish()
    await settled()
    behaviour.set('a', () => new Promise((resolve) => underWay.push(resolve)))
    await settled()
    clock.advance(PUSH_RETRY_MS)
    await settled()
    await settled()
    expect(underWay).to.have.length(1)
    expect(givenUp, 'what was under way together failed as one').to.deep.equal([])
  })

  it('give up at once who does not take pushes at all', async () => {
    behaviour.set('a', failing('protocol_not_supported'))
    lines.add(['a'], pushOf(1))
    await settled()
    expect(givenUp).to.deep.equal(['a'])
  })

  it('wait for who is away, and go on when he is back', async () => {
    connected.delete('a')
    lines.add(['a'], pushOf(1))
    connected.add('a')
    behaviour.set('a', () => {
      connected.delete('a')
      return failing('peer_not_connected')()
    })
    lines.add(['a'], pushOf(2))
    await settled()
    clock.advance(PUSH_RETRY_MS)
    await settled()
    expect(got.get('a')).to.equal(undefined)
    behaviour.delete('a')
    connected.add('a')
    lines.resume('a')
    await settled()
    expect(got.get('a'), 'also what was under way when he went').to.deep.equal([1, 2])
    expect(givenUp).to.deep.equal([])
  })

  it('forget what is stale', async () => {
    connected.delete('a')
    lines.add(['a'], pushOf(1))
    clock.advance(MAX_PUSH_AGE_MS + 1)
    connected.add('a')
    lines.add(['a'], pushOf(2))
    await settled()
    expect(got.get('a')).to.deep.equal([2])
    expect(outcomes('expired')).to.equal(1)
  })

  it('keep so many messages and so many bytes, the newest', async () => {
    connected.delete('a')
    for (let number = 0; number < MAX_WAITING_PUSHES + 3; number++) lines.add(['a'], pushOf(number))
    expect(outcomes('overflowed')).to.equal(3)
    connected.delete('b')
    for (const number of [1, 2, 3]) lines.add(['b'], pushOf(number, MAX_WAITING_PUSH_BYTES / 2))
    expect(outcomes('overflowed')).to.equal(4)
    for (const peerId of ['a', 'b']) {
      connected.add(peerId)
      lines.resume(peerId)
    }
    for (let turn = 0; turn < 20; turn++) await settled()
    expect(got.get('a')!.at(0)).to.equal(3)
    expect(got.get('a')).to.have.length(MAX_WAITING_PUSHES)
    expect(got.get('b')).to.deep.equal([2, 3])
  })

  it('end with the subscription, also while a push is under way', async () => {
    behaviour.set('a', hanging)
    lines.add(['a'], pushOf(1))
    await settled()
    lines.drop('a')
    await settled()
    behaviour.delete('a')
    lines.add(['a'], pushOf(2))
    await settled()
    expect(got.get('a')).to.deep.equal([2])
    expect(outcomes('failed'), 'it is nobody that failed').to.equal(0)
  })
})
