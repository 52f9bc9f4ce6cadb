import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type ArchiveLocation, openMessageArchive } from '../../../src/storage/server.ts'
import { archiveMessage } from '../../support/archive-messages.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { RecordingLogger } from '../../support/recording-logger.ts'
import { RecordingMetrics } from '../../support/recording-metrics.ts'
import { expectRefusal } from '../../support/state-store-compliance.ts'

describe('openMessageArchive', () => {
  const directory = mkdtempSync(join(tmpdir(), 'archive-'))
  after(() => rmSync(directory, { recursive: true }))

  const locations: ArchiveLocation[] = [{ kind: 'memory' }, { kind: 'sqlite', path: join(directory, 'store.sqlite3') }]
  for (const location of locations) {
    it(`opens the archive of kind ${location.kind}, measured`, async () => {
      const metrics = new RecordingMetrics()
      const archive = await openMessageArchive(
        { clock: new FakeClock(), logger: new RecordingLogger(), metrics },
        location,
      )
      await archive.put([archiveMessage()])
      expect((await archive.stats()).messages).to.equal(1)
      await archive.query({ forward: true, limit: 1, includeData: false })
      expect(metrics.observations('waku_archive_insert_duration_seconds')).to.have.length(1)
      expect(metrics.observations('waku_archive_query_duration_seconds')).to.have.length(1)
      await archive.close()
      await expectRefusal(archive.put([archiveMessage()]), 'store_closed')
      expect(metrics.value('waku_archive_errors', { type: 'insert_failure' })).to.equal(1)
    })
  }
})
