import { byId, element, setText } from './dom.ts'

/** What has to happen, one after the other, and where it stands. */
export class StepList {
  readonly #items = new Map<string, HTMLLIElement>()
  readonly #texts = new Map<string, string>()

  /** @param steps by the names that `now` takes, in order */
  constructor(steps: Readonly<Record<string, string>>) {
    const items = Object.entries(steps).map(([name, text]) => {
      const item = element('li', { 'data-state': 'waiting' }, element('span', {}, text))
      this.#items.set(name, item)
      this.#texts.set(name, text)
      return item
    })
    byId('steps').replaceChildren(...items)
    byId('progress').hidden = false
    // On a phone it may be below what is seen.
    byId('progress').scrollIntoView({ block: 'nearest' })
  }

  /** The step is under way, those before it are done. @param detail how far it is */
  now(step: string, detail = ''): void {
    let state = 'done'
    for (const [name, item] of this.#items) {
      if (name === step) state = 'now'
      else if (state === 'now') state = 'waiting'
      item.dataset.state = state
      setText(
        item.firstElementChild!,
        name === step && detail !== '' ? `${this.#texts.get(name)}: ${detail}` : this.#texts.get(name)!,
      )
    }
  }

  end(): void {
    byId('progress').hidden = true
  }
}
