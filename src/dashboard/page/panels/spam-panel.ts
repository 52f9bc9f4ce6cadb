import { byId, type Cell, fillRows, setText, type Tone } from '../dom.ts'
import { formatCount, formatDate, formatState, shortHex, shortPeerId } from '../format.ts'
import type { SpamRecordEvent } from '../node-events.ts'
import type { Panel } from './panel.ts'

const fates: Readonly<Record<SpamRecordEvent['fate'], { text: string; tone: Tone }>> = {
  member: { text: 'still a member', tone: 'warn' },
  slashed: { text: 'slashed', tone: 'good' },
  gone: { text: 'no longer a member', tone: 'calm' },
}

const NOBODY = 'Nobody signalled twice in an epoch. Who does gives its secret away and can be slashed.'
const ADVICE = 'The evidence is kept: wakunode membership slash, or wakunode run --slash, takes the deposit.'

/** Who was caught, and what became of it. */
export function spamPanel(): Panel {
  const [caught, unit, remark, table, news] = ['caught', 'caught-unit', 'spam-remark', 'spam-table', 'spam-news'].map(
    (id) => byId(id),
  ) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement]
  const rows = byId<HTMLTableSectionElement>('spam')
  const panel = byId('spam-panel')
  return {
    render({ spam, status }) {
      // Without RLN nobody is looked for, which is something else than that nobody was found.
      panel.hidden = status?.rln === null
      if (spam === undefined) return
      const { total, records } = spam
      setText(caught, formatCount(total))
      const shown = records.length < total ? `, the newest ${records.length} shown` : ''
      setText(unit, `${total === 1 ? 'member' : 'members'} caught signalling twice${shown}`)
      setText(remark, records.some(({ fate }) => fate === 'member') ? ADVICE : total === 0 ? NOBODY : '')
      table.hidden = total === 0
      fillRows(rows, records.map(rowOf))
      const [newest] = records
      setText(news, newest === undefined ? '' : `${memberName(newest)}: ${fateOf(newest)}`)
    },
  }
}

function rowOf(record: SpamRecordEvent): Cell[] {
  const { idCommitment, epoch, detectedAtMs } = record
  // A peer that forwarded both messages is named for each.
  const peers = [...new Set(record.peers)]
  return [
    { text: memberName(record), class: 'name' },
    { text: fateOf(record), tone: fates[record.fate].tone },
    { text: detectedAtMs === null ? 'not by this node' : formatDate(detectedAtMs) },
    { text: epoch === null ? '–' : String(epoch), class: 'wide' },
    { text: shortHex(idCommitment), title: idCommitment, class: 'wide mono' },
    { text: peers.map(shortPeerId).join(', ') || '–', title: peers.join(', '), class: 'wide mono' },
  ]
}

function memberName({ memberIndex }: SpamRecordEvent): string {
  return memberIndex === null ? 'unknown index' : `member ${memberIndex}`
}

function fateOf({ fate, slashReport }: SpamRecordEvent): string {
  const { text } = fates[fate]
  return slashReport === null || slashReport === fate ? text : `${text}, slashing: ${formatState(slashReport)}`
}
