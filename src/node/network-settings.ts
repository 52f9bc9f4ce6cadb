import type { RlnConfig, RlnKeyName } from '../config/index.ts'
import {
  HttpRpcEndpoint,
  isKeyRefused,
  keyOfChain,
  readChainId,
  readDeploymentFile,
  wrongChainId,
} from '../membership/server.ts'
import { NodeError } from './node-error.ts'

/** Chain, contract and key of the network, once everything that may be left out was found out. */
export interface NetworkSettings {
  readonly chainId: number
  readonly contractAddress: string
  readonly key: RlnKeyName
}

/**
 * Fills in what the configuration leaves to be found out.
 * @throws MembershipError when no endpoint answers or the chain is another one; NodeError `contract_unknown`,
 *   `development_key_refused`
 */
export async function findNetworkSettings(config: RlnConfig): Promise<NetworkSettings> {
  const chainId = await findChainId(config)
  const key = config.key ?? keyOfChain(chainId)
  if (isKeyRefused(key, chainId) && !config.allowDevelopmentKey) {
    throw new NodeError(
      'development_key_refused',
      `whoever made the development key can forge proofs, so it is refused on chain ${chainId}; --rln-relay-key network, or --allow-development-key if you mean it`,
    )
  }
  return { chainId, contractAddress: config.contractAddress ?? (await deployedContract(chainId)), key }
}

/** With several endpoints, the first that answers tells; the others are held to it when the tree is followed. */
async function findChainId({ rpcUrls, chainId: expected }: RlnConfig): Promise<number> {
  if (expected !== undefined && rpcUrls.length > 1) return expected
  let failure: unknown
  for (const url of rpcUrls) {
    const endpoint = new HttpRpcEndpoint(url)
    try {
      const found = await readChainId(endpoint)
      if (expected !== undefined && found !== expected) throw wrongChainId(endpoint, found, expected)
      return found
    } catch (error) {
      failure ??= error
    }
  }
  throw failure
}

async function deployedContract(chainId: number): Promise<string> {
  const deployment = await readDeploymentFile(chainId)
  if (deployment === undefined) {
    throw new NodeError(
      'contract_unknown',
      `no membership contract: give --rln-relay-eth-contract-address, or deploy one (there is no deployments/${chainId}.json here)`,
    )
  }
  return deployment.contract
}
