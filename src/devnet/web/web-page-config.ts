/** What the page has to know of its network: `config.json` beside it. An application of its own has such a file, too. */
export interface WebPageConfig {
  /** Told to people. */
  readonly name: string
  /** What is kept in the browser is kept under it: another network, or the same begun anew, has another one. */
  readonly networkId: string
  readonly clusterId: number
  readonly shardCount: number
  /** Addresses of nodes over WebSocket, each with the peer id at its end. */
  readonly nodes: readonly string[]
  readonly chain: {
    /** JSON-RPC for reading; a path is one of the page's own server. */
    readonly rpcUrl: string
    /** What a wallet is told that does not know the chain. */
    readonly walletRpcUrl: string
    readonly chainId: number
    readonly contract: string
    /** Deposits are paid in a token that anybody can make. */
    readonly hasTestTokens: boolean
  }
  readonly epochSizeSeconds: number
  /** Where the folder circuits/artifacts of the package is; a path is one of the page's own server. */
  readonly artifactsUrl: string
}
