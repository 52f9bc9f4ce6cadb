import type { StoredKeystore } from 'waku-rln-relay/sdk'
import { attempt, byId, say } from './dom.ts'
import type { OnMember } from './join-panel.ts'
import type { PageConfig } from './page-config.ts'

/** A keystore has some kilobytes; more is another file. */
const MAX_KEYSTORE_BYTES = 1_000_000

/** Takes an identity in that was made elsewhere. */
export class ImportPanel {
  readonly #chain: Pick<PageConfig['chain'], 'chainId' | 'contract'>
  readonly #keystore: () => StoredKeystore
  readonly #onImported: OnMember

  constructor({ chain }: Pick<PageConfig, 'chain'>, keystore: () => StoredKeystore, onImported: OnMember) {
    this.#chain = chain
    this.#keystore = keystore
    this.#onImported = onImported
    byId<HTMLFormElement>('import-form').addEventListener('submit', (event) => {
      event.preventDefault()
      attempt(byId('import-remark'), () => this.#import())
    })
  }

  async #import(): Promise<void> {
    const [file] = byId<HTMLInputElement>('import-file').files ?? []
    if (file === undefined) throw new Error('Choose a keystore file first.')
    if (file.size > MAX_KEYSTORE_BYTES) throw new Error('This file is too large for a keystore.')
    const field = byId<HTMLInputElement>('import-password')
    say(byId('import-remark'), 'Opening the keystore …')
    // A keystore may hold members of other networks, of which this page could only say that they are not its own.
    const ours = { chainId: BigInt(this.#chain.chainId), address: this.#chain.contract }
    const credential = await this.#keystore().importText(await file.text(), field.value, ours)
    field.value = ''
    say(byId('import-remark'), '')
    await this.#onImported(byId<HTMLInputElement>('import-name').value.trim(), credential)
  }
}
