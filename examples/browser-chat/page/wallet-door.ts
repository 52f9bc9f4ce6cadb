import { type ConnectedWallet, connectWallet, WalletMembership } from 'waku-rln-relay/sdk'
import { type AnnouncedWallet, watchWallets } from './announced-wallets.ts'
import { attempt, element, say } from './dom.ts'
import type { PageConfig } from './page-config.ts'

/** A wallet that a person has let this page speak to, and the contract through it. */
export interface OpenWallet {
  readonly wallet: ConnectedWallet
  readonly membership: WalletMembership
}

/** Where wallets are shown, and what happens in that place. */
export interface WalletPlace {
  readonly buttons: HTMLElement
  readonly remark: HTMLElement
  /** The wallet that is open now; undefined when it was closed. */
  readonly onChange: (open: OpenWallet | undefined) => Promise<void>
}

/** The wallets of this browser: offers them wherever the page needs one, and keeps the one that was chosen. */
export class WalletDoor {
  readonly #config: PageConfig
  readonly #places: WalletPlace[]
  #wallets: readonly AnnouncedWallet[] = []
  #open: OpenWallet | undefined

  constructor(config: PageConfig, places: readonly WalletPlace[]) {
    this.#config = config
    this.#places = [...places]
    watchWallets((wallets) => {
      this.#wallets = wallets
      this.#offer()
    })
  }

  #offer(): void {
    for (const place of this.#places) {
      const buttons = this.#wallets.map((wallet) => {
        const button = element('button', { type: 'button' }, `Connect ${wallet.name}`)
        button.addEventListener('click', () => attempt(place.remark, () => this.#connect(wallet, place)))
        return button
      })
      place.buttons.replaceChildren(...buttons)
      place.buttons.hidden = this.#open !== undefined
      if (this.#open !== undefined) continue
      const isBare = buttons.length === 0
      say(
        place.remark,
        isBare ? 'No wallet was found in this browser. Install one, and load the page again.' : '',
        'warn',
      )
    }
  }

  async #connect({ name, provider }: AnnouncedWallet, place: WalletPlace): Promise<void> {
    const { chainId, contract, walletRpcUrl } = this.#config.chain
    say(place.remark, `Waiting for ${name} …`)
    const currency = { name: 'Ether', symbol: 'ETH', decimals: 18 }
    const wallet = await connectWallet(provider, {
      chainId,
      chain: { name: this.#config.name, rpcUrls: [walletRpcUrl], currency },
    })
    const open = { wallet, membership: new WalletMembership({ wallet }, { contractAddress: contract }) }
    wallet.onChange(() => this.#close(open))
    this.#open?.wallet.close()
    this.#open = open
    this.#offer()
    for (const { remark } of this.#places) say(remark, `${name} is connected.`, 'good')
    await this.#tell()
  }

  #close(open: OpenWallet): void {
    if (this.#open !== open) return
    open.wallet.close()
    this.#open = undefined
    this.#offer()
    for (const { remark } of this.#places) {
      say(remark, 'The wallet has another account or chain now, or was closed. Connect it again.', 'warn')
    }
    void this.#tell()
  }

  async #tell(): Promise<void> {
    await Promise.all(this.#places.map((place) => place.onChange(this.#open)))
  }
}
