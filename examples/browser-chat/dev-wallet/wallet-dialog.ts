import { element } from '../page/dom.ts'

/** What a person is to decide. */
export interface Question {
  readonly title: string
  readonly remark: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  /** The word on the button that lets it happen. */
  readonly approve: string
}

let isStyled = false

/** Asks in a window of its own over the page. Escape and closing it are a no. */
export function askPerson({ title, remark, facts, approve }: Question): Promise<boolean> {
  if (!isStyled) document.head.append(element('link', { rel: 'stylesheet', href: 'dev-wallet-style.css' }))
  isStyled = true
  const rows = facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)))
  const yes = element('button', { type: 'button' }, approve)
  const no = element('button', { type: 'button', class: 'quiet' }, 'Reject')
  const dialog = element(
    'dialog',
    { class: 'dev-wallet', 'aria-labelledby': 'dev-wallet-title' },
    element('p', { class: 'dev-wallet-name' }, 'Play wallet · development network'),
    element('h2', { id: 'dev-wallet-title' }, title),
    element('p', {}, remark),
    element('dl', {}, ...rows),
    element('div', { class: 'dev-wallet-buttons' }, no, yes),
  )
  document.body.append(dialog)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  yes.addEventListener('click', () => dialog.close('yes'))
  no.addEventListener('click', () => dialog.close('no'))
  dialog.addEventListener('close', () => {
    dialog.remove()
    resolve(dialog.returnValue === 'yes')
  })
  dialog.showModal()
  yes.focus()
  return promise
}
