/** What the page has to know of its network: `config.json` beside it. */
export interface PageConfig {
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
    /** Deposits are paid in a token that anybody can make: on a chain for development. */
    readonly hasTestTokens: boolean
  }
  readonly epochSizeSeconds: number
  /** Where the package's folder circuits/artifacts is served. */
  readonly artifactsUrl: string
}

/** The configuration, its addresses made absolute. */
export async function loadPageConfig(): Promise<PageConfig> {
  const response = await fetch('config.json')
  if (!response.ok) throw new Error(`config.json cannot be had (${response.status}): is the network still up?`)
  const config = (await response.json()) as PageConfig
  const absolute = (url: string): string => new URL(url, document.baseURI).href
  return {
    ...config,
    chain: { ...config.chain, rpcUrl: absolute(config.chain.rpcUrl) },
    artifactsUrl: absolute(config.artifactsUrl),
  }
}
