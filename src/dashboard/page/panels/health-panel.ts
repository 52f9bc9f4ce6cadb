import { byId, element, setAttribute, setText, type Tone } from '../dom.ts'
import { formatDuration, formatState } from '../format.ts'
import type { HealthEvent, HealthProblem } from '../node-events.ts'
import type { Panel } from './panel.ts'

/** How the node says it is. */
export function healthTone(state: string): Tone {
  if (state === 'READY' || state === 'sufficient') return 'good'
  if (state === 'NOT_READY' || state === 'unhealthy') return 'bad'
  return state === 'NOT_MOUNTED' ? 'calm' : 'warn'
}

/** Of a protocol that is worth a line. */
function protocolTone(protocol: string, health: string): Tone {
  // Nobody to ask is a plight of those who ask only.
  if (protocol.endsWith(' Client') && health === 'NOT_READY') return 'calm'
  // Off, and something to be said about it: that is no calm matter.
  return health === 'NOT_MOUNTED' ? 'warn' : healthTone(health)
}

/** Whether the node relays; a light node does not. */
export function isRelaying({ protocolsDetail = [] }: HealthEvent): boolean {
  return !protocolsDetail.some(({ protocol, health }) => protocol === 'Relay' && health === 'NOT_MOUNTED')
}

/** One line of a list of states: a name, how it is, and what to do about it. */
export interface StateLine extends HealthProblem {
  readonly name: string
  readonly state: string
  readonly tone: Tone
}

/** The health of the node and its protocols. */
export function healthPanel(): Panel {
  const [figure, since, protocols] = [byId('health'), byId('health-since'), byId('protocols')]
  return {
    render({ status, clockAheadMs }, nowMs) {
      if (status === undefined) return
      const { nodeHealth, since: sinceText, protocolsDetail = [] } = status.health
      setText(figure, formatState(nodeHealth))
      setAttribute(figure, 'data-tone', healthTone(nodeHealth))
      setText(
        since,
        sinceText === undefined ? '' : `for ${formatDuration(nowMs + clockAheadMs - Date.parse(sinceText))}`,
      )
      // What is off is no news, unless the node has something to say about it.
      const shown = protocolsDetail.filter(({ health, problem }) => health !== 'NOT_MOUNTED' || problem !== undefined)
      fillStates(
        protocols,
        shown.map(({ protocol, health, ...problem }) => {
          const tone = protocolTone(protocol, health)
          return { name: protocol, state: formatState(health), tone, ...problem }
        }),
      )
    },
  }
}

/** Fills a list, keeping the lines that are there. */
export function fillStates(list: HTMLElement, lines: readonly StateLine[]): void {
  while (list.children.length > lines.length) list.lastElementChild!.remove()
  for (const [position, { name, state, tone, problem, advice }] of lines.entries()) {
    const line = list.children[position] ?? list.appendChild(emptyLine())
    const [nameText, badge, adviceText] = [...line.children] as [Element, Element, Element]
    setText(nameText, name)
    setText(badge, state)
    setAttribute(badge, 'data-tone', tone)
    setText(adviceText, [problem, advice].filter((text) => text !== undefined).join(': '))
  }
}

function emptyLine(): HTMLElement {
  return element(
    'li',
    {},
    element('span', { class: 'name' }),
    element('span', { class: 'badge' }),
    element('span', { class: 'advice' }),
  )
}
