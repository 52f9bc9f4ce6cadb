import { expect } from 'chai'
import { encodeWakuMessage } from '../../../src/message/index.ts'
import {
  type ArchivedMessage,
  ArchiveWriter,
  createMemoryMessageArchive,
  type MessageArchive,
  StorageError,
} from '../../../src/storage/index.ts'
import { ARCHIVE_PUBSUB_TOPIC, archiveMessage } from '../../support/archive-messages.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

const NOW_NS = BigInt(FAKE_START_MS) * 1_000_000n
const SECOND_NS = 1_000_000_000n

describe('ArchiveWriter', () => {
  let clock: FakeClock
  let archive: MessageArchive
  let metrics: RecordingMetrics
  let writer: ArchiveWriter
  /** What the database says to the next puts; missing: it takes them. */
  let failures: Error[]
  let puts: number[]
  let nextPut: PromiseWithResolvers<void>

  beforeEach(async () => {
    clock = new FakeClock()
    archive = createMemoryMessageArchive()
    metrics = new RecordingMetrics()
    failures = []
    puts = []
    nextPut = Promise.withResolvers()
    const put = async (messages: readonly ArchivedMessage[]): Promise<void> => {
      puts.push(messages.length)
      const failure = failures.shift()
      if (failure === undefined) await archive.put(messages)
      queueMicrotask(() => {
        nextPut.resolve()
        nextPut = Promise.withResolvers()
      })
      if (failure !== undefined) throw failure
    }
    writer = new ArchiveWriter({ archive: { put }, clock, logger: new RecordingLogger(), metrics })
    await writer.start()
  })

  const offer = (number: number, timestampNs = NOW_NS, payloadBytes = 8): string => {
    const { pubsubTopic, data } = archiveMessage({ number, timestampNs, payloadBytes })
    return writer.offer(pubsubTopic, data)
  }
  const count = async (): Promise<number> => (await archive.stats()).messages

  it('archives what comes together in one write, once', async () => {
    expect([1, 2, 3, 2].map((number) => offer(number))).to.deep.equal(['taken', 'taken', 'taken', 'taken'])
    await writer.stop()
    expect(puts).to.deep.equal([4])
    expect(await count()).to.equal(3)
    expect(writer.status()).to.deep.equal({ waiting: 0, dropped: 0 })
  })

  it('writes what is offered at whatever moment a write ends', async () => {
    for (let ticks = 0; ticks < 20; ticks++) {
      const written = nextPut.promise
      offer(2 * ticks)
      await written
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      offer(2 * ticks + 1)
      await settle()
      await settle()
      expect(writer.status().waiting, `offered ${ticks} microtasks after a put`).to.equal(0)
    }
    expect(await count()).to.equal(40)
    await writer.stop()
  })

  it('takes no ephemeral message, none of another time and none that cannot be read', async () => {
    const ephemeral = encodeWakuMessage({
      payload: Uint8Array.of(1),
      contentTopic: '/archive/1/test/proto',
      version: 0,
      timestampNs: NOW_NS,
      meta: new Uint8Array(0),
      ephemeral: true,
    })
    expect(writer.offer(ARCHIVE_PUBSUB_TOPIC, ephemeral)).to.equal('ephemeral')
    expect(writer.offer(ARCHIVE_PUBSUB_TOPIC, Uint8Array.of(1, 2))).to.equal('invalid_message')
    expect(offer(1, NOW_NS - 20n * SECOND_NS - 1n)).to.equal('invalid_message_too_old')
    expect(offer(1, NOW_NS + 20n * SECOND_NS + 1n)).to.equal('invalid_message_future_timestamp')
    expect(offer(2, NOW_NS - 20n * SECOND_NS)).to.equal('taken')
    expect(offer(3, NOW_NS + 20n * SECOND_NS)).to.equal('taken')
    await writer.stop()
    expect(await count()).to.equal(2)
    for (const type of ['invalid_message', 'invalid_message_too_old', 'invalid_message_future_timestamp']) {
      expect(metrics.value('waku_archive_errors', { type })).to.equal(1)
    }
  })

  it('keeps what a failing database did not take, says so, and writes it when it is back', async () => {
    failures = [new StorageError('store_full', 'full'), new StorageError('store_full', 'full')]
    const failed = nextPut.promise
    offer(1)
    await failed
    await settle()
    expect(writer.status()).to.deep.equal({ waiting: 1, dropped: 0, failure: 'store_full' })
    offer(2)
    for (const _ of [1, 2]) {
      const tried = nextPut.promise
      clock.advance(1_000)
      await tried
      await settle()
    }
    expect(await count()).to.equal(2)
    expect(writer.status()).to.deep.equal({ waiting: 0, dropped: 0 })
    await writer.stop()
    expect(clock.pendingTimers).to.equal(0)
  })

  it('drops and counts new messages while too many wait, by number and by bytes', async () => {
    failures = [new StorageError('store_unreachable', 'gone')]
    const failed = nextPut.promise
    offer(0)
    await failed
    await settle()
    const outcomes = Array.from({ length: 450 }, (_, number) => offer(number + 1, NOW_NS, 150_000))
    expect(outcomes.filter((outcome) => outcome === 'taken').length).to.be.within(440, 448)
    expect(outcomes.at(-1)).to.equal('queue_full')
    const { dropped } = writer.status()
    expect(dropped).to.be.above(0)
    expect(metrics.value('waku_archive_errors', { type: 'queue_full' })).to.equal(dropped)
    await writer.stop()
    expect(await count()).to.equal(451 - dropped)
  })

  it('has room again for as much as it has written, however much that was', async () => {
    for (let number = 0; number < 480; number++) {
      expect(offer(number, NOW_NS, 150_000), `message ${number}`).to.equal('taken')
      if (number % 20 === 19) await settle()
    }
    await writer.stop()
    expect(puts.reduce((sum, count) => sum + count, 0)).to.equal(480)
    expect(writer.status()).to.deep.equal({ waiting: 0, dropped: 0 })
  })

  it('gives up what waits when it is stopped while the database fails', async () => {
    failures = Array.from({ length: 9 }, () => new StorageError('store_unreachable', 'gone'))
    offer(1)
    await writer.stop()
    expect(writer.status()).to.deep.equal({ waiting: 1, dropped: 0, failure: 'store_unreachable' })
    expect(clock.pendingTimers).to.equal(0)
  })
})

/** Lets promises that are settled tell who waits for them. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
