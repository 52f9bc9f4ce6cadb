import type { StoredKeystore } from 'waku-rln-relay/sdk'
import { attempt, byId, say } from './dom.ts'
import type { OnMember } from './join-panel.ts'

const NAME_KEY = 'browser-chat-name'

export interface UnlockPanelEvents {
  readonly onUnlocked: OnMember
  readonly onForgotten: () => Promise<void>
}

/** The way back in: the identity is in this browser, encrypted. */
export class UnlockPanel {
  readonly #keystore: () => StoredKeystore
  readonly #events: UnlockPanelEvents
  readonly #remark = byId('unlock-remark')
  readonly #name = byId<HTMLInputElement>('unlock-name')
  readonly #password = byId<HTMLInputElement>('password')

  constructor(keystore: () => StoredKeystore, events: UnlockPanelEvents) {
    this.#keystore = keystore
    this.#events = events
    this.#name.value = localStorage.getItem(NAME_KEY) ?? ''
    byId<HTMLFormElement>('unlock-form').addEventListener('submit', (event) => {
      event.preventDefault()
      attempt(this.#remark, () => this.#unlock())
    })
    byId('forget').addEventListener('click', () => attempt(this.#remark, () => this.#forget()))
  }

  /** The name to write under, for the next time. */
  remember(name: string): void {
    localStorage.setItem(NAME_KEY, name)
    this.#name.value = name
  }

  async #unlock(): Promise<void> {
    const button = byId<HTMLButtonElement>('unlock-button')
    button.disabled = true
    say(this.#remark, 'Opening the keystore …')
    try {
      const credential = await this.#keystore().credential(this.#password.value)
      say(this.#remark, '')
      this.#password.value = ''
      await this.#events.onUnlocked(this.#name.value.trim(), credential)
    } finally {
      button.disabled = false
    }
  }

  async #forget(): Promise<void> {
    const isMeant = confirm('Forget the identity of this browser? Without an exported keystore its deposit is lost.')
    if (!isMeant) return
    await this.#keystore().clear()
    await this.#events.onForgotten()
  }
}
