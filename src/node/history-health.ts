import type { ArchiveWriterStatus } from '../storage/index.ts'
import { judgeClient, type ServiceJudgement } from './service-health.ts'

export interface HistoryHealthSources {
  /** Missing: the node keeps no history. */
  readonly archive?: ArchiveWriterStatus
  /** Whether somebody is named or connected who does. */
  readonly isStoreNodeThere: boolean
}

/** Of history, kept and asked for, in nwaku's names. A node whose archive fails goes on relaying. */
export function judgeHistory({ archive, isStoreNodeThere }: HistoryHealthSources): readonly ServiceJudgement[] {
  const client = judgeClient('Store Client', isStoreNodeThere || archive !== undefined, '--storenode')
  if (archive === undefined) return [client]
  const { failure, waiting, dropped } = archive
  if (failure === undefined) return [{ name: 'Store', state: 'READY' }, client]
  const lost = dropped === 0 ? 'none is lost yet' : `${dropped} are lost`
  const store: ServiceJudgement = {
    name: 'Store',
    state: 'NOT_READY',
    problem: `archiving fails (${failure}): ${waiting} messages wait, ${lost}`,
    advice: 'see to the database (--store-message-db-url): its disk, its server; archiving goes on by itself',
  }
  return [store, client]
}
