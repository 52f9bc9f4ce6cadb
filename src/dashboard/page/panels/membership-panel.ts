import { byId, type Cell, fillRows, setText } from '../dom.ts'
import { formatCount, formatState, shortHex } from '../format.ts'
import type { RlnEvent } from '../node-events.ts'
import type { Panel } from './panel.ts'

/** The size of the membership set, and its root by the word of everybody who knows. */
export function membershipPanel(): Panel {
  const [panel, leaves, sync] = [byId('set'), byId('leaves'), byId('sync')]
  const rows = byId<HTMLTableSectionElement>('roots')
  return {
    render({ status }) {
      if (status === undefined) return
      const { rln } = status
      // Without RLN there is no set; what that means is told beside.
      panel.hidden = rln === null
      if (rln === null) return
      const { status: state, reason } = rln.sync
      setText(leaves, formatCount(rln.leafCount))
      setText(sync, reason === null ? formatState(state) : `${formatState(state)} (${reason})`)
      fillRows(rows, [ownRow(rln), ...rln.sync.endpoints.map((endpoint) => endpointRow(endpoint, rln))])
    },
  }
}

function ownRow({ root, blockNumber }: RlnEvent): Cell[] {
  return [{ text: 'own tree' }, rootCell(root), { text: String(blockNumber), class: 'number' }]
}

/**
 * An endpoint is asked when a block changed something, the tree goes on with every block: where the roots are the same, they
 * agree, whatever the blocks.
 */
function endpointRow(
  { origin, failure, blockNumber, root }: RlnEvent['sync']['endpoints'][number],
  rln: RlnEvent,
): Cell[] {
  const name = { text: origin.replace(/^https?:\/\//, ''), title: origin }
  const block = { text: blockNumber === null ? '–' : String(blockNumber), class: 'number' }
  if (failure !== null) return [name, { text: failure, tone: 'bad' }, block]
  if (root === null) return [name, { text: 'not asked yet', tone: 'calm' }, block]
  return [name, { ...rootCell(root), tone: root === rln.root ? 'good' : 'bad' }, block]
}

function rootCell(root: string): Cell {
  return { text: shortHex(root), title: root, class: 'mono' }
}
