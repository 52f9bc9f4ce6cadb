import { byId, setText } from './dom.ts'
import { NodeCards } from './node-cards.ts'
import type { ListedNode, NodeList } from './node-events.ts'
import { NodeFeed } from './node-feed.ts'
import { NodeState } from './node-state.ts'
import { aboutPanel } from './panels/about-panel.ts'
import { healthPanel } from './panels/health-panel.ts'
import { linkPanel } from './panels/link-panel.ts'
import { membershipPanel } from './panels/membership-panel.ts'
import { messagesPanel } from './panels/messages-panel.ts'
import { peersPanel } from './panels/peers-panel.ts'
import { quotaPanel } from './panels/quota-panel.ts'
import { spamPanel } from './panels/spam-panel.ts'
import { verdictsPanel } from './panels/verdicts-panel.ts'
import { SessionTokens } from './session-tokens.ts'
import { startTheme } from './theme.ts'

/** Countdowns go on between two events. */
const TICK_MS = 1_000

interface WatchedNode extends ListedNode {
  readonly state: NodeState
  readonly feed: NodeFeed
}

/** Watches all nodes of the list, and shows one of them in detail. */
function startPage({ nodes: listed }: NodeList): void {
  const charts = [messagesPanel(), verdictsPanel()]
  const panels = [
    linkPanel(),
    healthPanel(),
    quotaPanel(),
    membershipPanel(),
    ...charts,
    spamPanel(),
    peersPanel(),
    aboutPanel(),
  ]
  const tokens = new SessionTokens()
  let isDrawing = false
  const draw = (): void => {
    if (isDrawing) return
    isDrawing = true
    requestAnimationFrame(() => {
      isDrawing = false
      const { state, name } = nodes[chosen]!
      setText(byId('name'), name)
      for (const panel of panels) panel.render(state, Date.now())
      cards.render()
    })
  }
  const nodes = listed.map(({ name, url }): WatchedNode => {
    const state = new NodeState()
    const address = url === '' ? new URL('.', document.baseURI).href : `${url}/`
    return { name, url: address, state, feed: new NodeFeed(state, { url: address, tokens, onChange: draw }) }
  })
  let chosen = 0
  const cards = new NodeCards(nodes, (position) => {
    chosen = position
    draw()
  })
  byId('unlock').addEventListener('submit', (event) => {
    event.preventDefault()
    const input = byId<HTMLInputElement>('token')
    const { url, feed } = nodes[chosen]!
    tokens.set(url, input.value)
    input.value = ''
    feed.retry()
  })
  startTheme(() => {
    for (const chart of charts) chart.redraw()
    draw()
  })
  for (const { feed } of nodes) feed.start()
  setInterval(draw, TICK_MS)
}

const response = await fetch('dashboard/nodes.json')
startPage((await response.json()) as NodeList)
