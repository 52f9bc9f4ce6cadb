import type { Page } from 'playwright-core'

/** Every figure of the dashboard that a node's REST API tells, too; texts as they stand on the page. */
export interface DashboardFigures {
  readonly health: string
  readonly protocols: readonly (readonly string[])[]
  readonly quota: string
  readonly epoch: string
  readonly member: string
  readonly leaves: string
  /** Source, root and block. */
  readonly roots: readonly (readonly string[])[]
  readonly relayed: string
  readonly judged: string
  readonly refused: string
  /** Reason, action, how often in the last minutes, how often in all. */
  readonly verdicts: readonly (readonly string[])[]
  readonly caught: string
  /** Member, fate, epoch, id commitment. */
  readonly spam: readonly (readonly string[])[]
  readonly connected: string
  readonly meshed: string
  readonly peers: readonly string[]
  readonly topics: readonly (readonly string[])[]
  readonly peerId: string
  readonly version: string
  readonly contract: string
  readonly chain: string
}

/** Reads the page as it stands. Where a text is shortened, what it says in full. */
export function figuresOnPage(page: Page): Promise<DashboardFigures> {
  return page.evaluate(() => {
    const text = (id: string): string => document.getElementById(id)!.textContent!.trim()
    const inFull = (cell: Element): string => cell.querySelector('[title]')?.getAttribute('title') ?? cell.textContent!
    const rowsOf = (id: string, ...columns: readonly number[]): string[][] =>
      [...(document.getElementById(id) as HTMLTableSectionElement).rows].map((row) =>
        columns.map((column) => inFull(row.cells[column]!)),
      )
    const statesOf = (id: string): string[][] =>
      [...document.getElementById(id)!.children].map((line) =>
        [...line.children].slice(0, 2).map((part) => part.textContent!),
      )
    return {
      health: text('health'),
      protocols: statesOf('protocols'),
      quota: `${text('quota')} ${text('quota-unit')}`,
      epoch: text('epoch'),
      member: text('member'),
      leaves: text('leaves'),
      roots: rowsOf('roots', 0, 1, 2),
      relayed: text('messages'),
      judged: text('judged'),
      refused: text('refused'),
      verdicts: rowsOf('verdicts', 0, 1, 2, 3),
      caught: text('caught'),
      spam: rowsOf('spam', 0, 1, 3, 4),
      connected: text('connected'),
      meshed: text('meshed'),
      peers: rowsOf('peers', 0).flat().sort(),
      topics: statesOf('topics'),
      peerId: text('peer-id'),
      version: text('version'),
      contract: text('contract'),
      chain: text('chain'),
    }
  })
}

/** The same figures by the node's REST API. What it does not tell - who the peers are - is given. */
export async function figuresByRest(rest: string, peerIds: readonly string[]): Promise<DashboardFigures> {
  const ask = async (path: string) => (await fetch(rest + path)).json()
  const [health, rln, spam] = await Promise.all([ask('/health'), ask('/rln/v1/status'), ask('/rln/v1/spam')])
  const info = await ask('/info')
  const version = await (await fetch(`${rest}/version`)).text()
  const words = (state: string): string => state.toLowerCase().replaceAll('_', ' ')
  const counts = Object.entries<number>(rln.verdicts).filter(([reason, count]) => reason === 'valid' || count > 0)
  const judged = counts.reduce((sum, [, count]) => sum + count, 0)
  const { membership } = rln
  return {
    health: words(health.nodeHealth),
    protocols: health.protocolsDetail
      .filter((entry: { health: string }) => entry.health !== 'NOT_MOUNTED')
      .map((entry: { protocol: string; health: string }) => [entry.protocol, words(entry.health)]),
    quota:
      membership === null
        ? 'none without a membership'
        : `${membership.messagesLeftInEpoch} of ${membership.rateLimit} messages left`,
    epoch: String(rln.epoch),
    member: membership === null ? 'none' : memberText(membership),
    leaves: String(rln.leafCount),
    roots: [
      ['own tree', rln.root, String(rln.blockNumber)],
      ...rln.sync.endpoints.map((entry: { origin: string; root: string; blockNumber: number }) => {
        return [entry.origin, entry.root, String(entry.blockNumber)]
      }),
    ],
    relayed: String(rln.verdicts.valid),
    judged: String(judged),
    refused: String(judged - rln.verdicts.valid),
    verdicts: counts.map(([reason, count]) => [
      reason,
      reason === 'valid' ? 'accept' : 'ignore',
      String(count),
      String(count),
    ]),
    caught: String(spam.length),
    spam: spam.map((record: { memberIndex: number; fate: string; epoch: number; idCommitment: string }) => [
      `member ${record.memberIndex}`,
      record.fate,
      String(record.epoch),
      record.idCommitment,
    ]),
    connected: String(peerIds.length),
    meshed: String(Object.values<number>(rln.meshPeers)[0]),
    peers: [...peerIds].sort(),
    topics: health.topicsHealth.map((topic: { pubsubTopic: string; meshPeers: number; health: string }) => [
      `${topic.pubsubTopic}, mesh of ${topic.meshPeers}`,
      topic.health,
    ]),
    peerId: info.listenAddresses[0].split('/p2p/')[1],
    version: `version ${version}`,
    contract: rln.contractAddress,
    chain: `id ${rln.chainId}, block ${rln.blockNumber}`,
  }
}

function memberText({ state, index }: { readonly state: string; readonly index: number | null }): string {
  return index === null ? state : `${state}, index ${index}`
}
