/** A wallet as a page sees it (EIP-1193): `window.ethereum`, or what a wallet announces of itself (EIP-6963). */
export interface Eip1193Provider {
  request(args: { readonly method: string; readonly params?: readonly unknown[] | object }): Promise<unknown>
  on?(event: string, listener: (value: never) => void): unknown
  removeListener?(event: string, listener: (value: never) => void): unknown
}

/** What a wallet is told of a chain it does not know (EIP-3085). */
export interface WalletChain {
  readonly name: string
  readonly rpcUrls: readonly string[]
  readonly currency: { readonly name: string; readonly symbol: string; readonly decimals: number }
  readonly blockExplorerUrls?: readonly string[]
}
