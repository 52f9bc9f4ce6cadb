import { byId, element, setAttribute, setText } from './dom.ts'
import { formatRate, formatState, shortHex } from './format.ts'
import { summaryOf } from './network-summary.ts'
import type { NodeState } from './node-state.ts'
import { healthTone } from './panels/health-panel.ts'

const RATE_MS = 10_000

/** A node of the network and what is known of it. */
export interface ShownNode {
  readonly name: string
  readonly state: NodeState
}

interface Card {
  readonly badge: HTMLElement
  readonly traffic: HTMLElement
  readonly root: HTMLElement
}

/** The nodes of a network side by side, each a choice for the details below. Radio buttons, so that arrow keys do. */
export class NodeCards {
  readonly #nodes: readonly ShownNode[]
  readonly #cards: readonly Card[]
  readonly #summary = byId('nodes-summary')

  constructor(nodes: readonly ShownNode[], onChoose: (position: number) => void) {
    this.#nodes = nodes
    const host = byId('cards')
    this.#cards = nodes.map(({ name }, position) => {
      const badge = element('span', { class: 'badge' })
      const [traffic, root] = [element('span', {}, '–'), element('span', {}, '–')]
      const facts = `card-${position}-facts`
      const radio = element('input', { type: 'radio', name: 'node', 'aria-label': name, 'aria-describedby': facts })
      radio.checked = position === 0
      radio.addEventListener('change', () => onChoose(position))
      host.append(
        element(
          'label',
          { class: 'card' },
          radio,
          element('span', { class: 'name' }, name),
          badge,
          element('span', { class: 'facts-line', id: facts }, traffic, element('br'), root),
        ),
      )
      return { badge, traffic, root }
    })
    byId('nodes').hidden = nodes.length < 2
  }

  render(): void {
    for (const [position, { state }] of this.#nodes.entries()) renderCard(this.#cards[position]!, state)
    setText(this.#summary, summaryOf(this.#nodes.map(({ state }) => state)))
  }
}

function renderCard({ badge, traffic, root }: Card, { link, status, peers, spam, history }: NodeState): void {
  if (link.kind === 'live' && status !== undefined) {
    setText(badge, formatState(status.health.nodeHealth))
    setAttribute(badge, 'data-tone', healthTone(status.health.nodeHealth))
  } else {
    setText(badge, link.kind === 'lost' ? 'not reachable' : link.kind === 'locked' ? 'wants a token' : 'connecting')
    setAttribute(badge, 'data-tone', link.kind === 'lost' ? 'bad' : 'calm')
  }
  if (status === undefined) return
  const quota = status.rln?.membership ?? null
  const words = [
    `${peers?.connected ?? 0} peers`,
    `${formatRate(history.rate(RATE_MS))} messages/s`,
    quota === null ? 'no quota' : `${quota.messagesLeftInEpoch} of ${quota.rateLimit} left`,
  ]
  setText(traffic, words.join(' · '))
  const { rln } = status
  setText(root, rln === null ? 'without RLN' : `root ${shortHex(rln.root)} · ${spam?.total ?? 0} caught`)
}
