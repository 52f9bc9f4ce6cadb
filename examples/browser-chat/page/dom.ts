import { errorText } from './error-words.ts'

/** What an element is made with. Texts become text nodes: nothing that a stranger wrote is ever read as HTML. */
type Child = Node | string | undefined

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** Touches the page only where something changed: a selection stays, and screen readers are not told twice. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

/** An element of index.html. */
export function byId<Made extends HTMLElement = HTMLElement>(id: string): Made {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`index.html has no #${id}`)
  return found as Made
}

export type Tone = 'good' | 'warn' | 'bad' | 'calm'

/** A text in the colour of what it says; empty: it is not there. */
export function say(node: HTMLElement, text: string, tone: Tone = 'calm'): void {
  setText(node, text)
  node.dataset.tone = tone
  node.hidden = text === ''
}

/** Runs what a click, a key or a form starts, and shows what goes wrong where the person looks. */
export function attempt(place: HTMLElement, action: () => Promise<void>): void {
  say(place, '')
  action().catch((error: unknown) => say(place, errorText(error), 'bad'))
}
