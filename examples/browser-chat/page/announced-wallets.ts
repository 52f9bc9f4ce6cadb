import type { Eip1193Provider } from 'waku-rln-relay/sdk'

/** A wallet of this browser. */
export interface AnnouncedWallet {
  readonly name: string
  readonly provider: Eip1193Provider
}

/** More than anybody has installed: whatever runs in this page may announce. */
const MAX_WALLETS = 16

interface Announcement {
  readonly info: { readonly uuid: string; readonly name: string }
  readonly provider: Eip1193Provider
}

/** Calls back with the wallets whenever one more announces itself (EIP-6963), or sits where wallets used to (EIP-1193). */
export function watchWallets(onChange: (wallets: readonly AnnouncedWallet[]) => void): void {
  const wallets = new Map<string, AnnouncedWallet>()
  const tell = (): void => {
    const injected = (globalThis as { ethereum?: Eip1193Provider }).ethereum
    const isAnnounced = [...wallets.values()].some(({ provider }) => provider === injected)
    const old = injected === undefined || isAnnounced ? [] : [{ name: 'Wallet of this browser', provider: injected }]
    onChange([...wallets.values(), ...old])
  }
  globalThis.addEventListener('eip6963:announceProvider', (event) => {
    const { info, provider } = (event as CustomEvent<Announcement>).detail
    if (wallets.size >= MAX_WALLETS && !wallets.has(info.uuid)) return
    wallets.set(info.uuid, { name: String(info.name).slice(0, 40), provider })
    tell()
  })
  globalThis.dispatchEvent(new Event('eip6963:requestProvider'))
  tell()
}
