import type { ArchiveWriterStatus } from '../storage/index.ts'
import type { ProtocolJudgement } from './waku-node.ts'

/** Of history, in nwaku's name; left out on a node that keeps none. A node whose archive fails goes on relaying. */
export function judgeHistory(status: ArchiveWriterStatus | undefined): readonly ProtocolJudgement[] {
  if (status === undefined) return []
  const { failure, waiting, dropped } = status
  if (failure === undefined) return [{ name: 'Store', state: 'READY' }]
  const lost = dropped === 0 ? 'none is lost yet' : `${dropped} are lost`
  return [
    {
      name: 'Store',
      state: 'NOT_READY',
      problem: `archiving fails (${failure}): ${waiting} messages wait, ${lost}`,
      advice: 'see to the database (--store-message-db-url): its disk, its server; archiving goes on by itself',
    },
  ]
}
