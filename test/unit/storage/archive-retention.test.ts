import { expect } from 'chai'
import { ArchiveRetention, createMemoryMessageArchive, type MessageArchive } from '../../../src/storage/index.ts'
import { archiveMessage, archiveMessages } from '../../support/archive-messages.ts'
import { FAKE_START_MS, FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'

describe('ArchiveRetention', () => {
  const clock = new FakeClock()
  let archive: MessageArchive
  let metrics: RecordingMetrics
  let logger: RecordingLogger

  beforeEach(() => {
    archive = createMemoryMessageArchive()
    metrics = new RecordingMetrics()
    logger = new RecordingLogger()
  })

  const count = async (): Promise<number> => (await archive.stats()).messages

  it('deletes what is older than allowed, at the start and each minute, and tells what is left', async () => {
    const ages = [100, 50, 30, 0]
    await archive.put(
      ages.map((seconds) => archiveMessage({ timestampNs: BigInt(FAKE_START_MS - seconds * 1000) * 1_000_000n })),
    )
    const retention = new ArchiveRetention({ archive, clock, logger, metrics }, { maxAgeSeconds: 60 })
    await retention.start()
    await retention.run()
    expect(await count()).to.equal(3)
    clock.advance(59_000)
    await retention.run()
    expect(await count()).to.equal(1)
    expect(metrics.value('waku_archive_messages', { type: 'stored' })).to.equal(1)
    expect(metrics.value('waku_archive_messages_per_shard', { shard: '0' })).to.equal(1)
    clock.advance(1_000)
    await retention.stop()
    expect(await count()).to.equal(1)
    expect(clock.pendingTimers).to.equal(0)
  })

  it('deletes what is beyond a number, in as many steps as it takes', async () => {
    await archive.put(archiveMessages(1_000))
    await archive.put(archiveMessages(1_000, { firstNumber: 1_000 }))
    const retention = new ArchiveRetention({ archive, clock, logger, metrics }, { maxMessages: 7 })
    await retention.run()
    expect(await count()).to.equal(7)
    expect(logger.lines).to.have.nested.property('[0].fields.deleted', 1_993)
  })

  it('keeps everything without limits', async () => {
    await archive.put(archiveMessages(10))
    await new ArchiveRetention({ archive, clock, logger, metrics }, {}).run()
    expect(await count()).to.equal(10)
  })

  it('counts a failure and tries again a minute later', async () => {
    await archive.put(archiveMessages(10))
    let failures = 1
    const failing = {
      prune: (limits: object) => (failures-- > 0 ? Promise.reject(new Error('disk')) : archive.prune(limits)),
      stats: () => archive.stats(),
    }
    const retention = new ArchiveRetention({ archive: failing, clock, logger, metrics }, { maxMessages: 1 })
    await retention.start()
    await retention.run()
    expect(metrics.value('waku_archive_errors', { type: 'retpolicy_failure' })).to.equal(1)
    clock.advance(60_000)
    await retention.run()
    expect(await count()).to.equal(1)
    await retention.stop()
  })
})
