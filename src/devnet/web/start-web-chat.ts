import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex, type Random, ReleaseStack } from '../../foundation/index.ts'
import { developmentPrivateKeys, HttpRpcEndpoint } from '../../membership/server.ts'
import type { DevelopmentNetwork } from '../development-network.ts'
import { readOnly } from './json-rpc-desk.ts'
import { artifactsFolder, builtChatPage, readPageFolder } from './page-folder.ts'
import { WalletDesk } from './wallet-desk.ts'
import { WebPageServer } from './web-page-server.ts'

/** As many accounts as Hardhat funds. */
const FUNDED_ACCOUNTS = 20

export interface WebChat {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Serves the chat page against a network that is up. Visitors get the accounts of the chain that nothing else is told of.
 * @param port 0: any free one
 * @throws DevnetError `page_not_built`; what Node throws when the port is taken
 */
export async function startWebChat(
  { random }: { readonly random: Random },
  { network, port }: { readonly network: DevelopmentNetwork; readonly port: number },
): Promise<WebChat> {
  const { chain, deployment, nodes, options, privateKeys } = network
  const releases = new ReleaseStack()
  try {
    const folder = await mkdtemp(join(tmpdir(), 'wakunode-web-'))
    releases.add(() => rm(folder, { recursive: true, force: true }))
    const endpoint = new HttpRpcEndpoint(chain.rpcUrl)
    const desk = new WalletDesk(
      { chain: endpoint },
      {
        rpcUrl: chain.rpcUrl,
        token: deployment.token,
        privateKeys: developmentPrivateKeys(FUNDED_ACCOUNTS).slice(privateKeys.length),
      },
    )
    const server = new WebPageServer(
      {
        files: await readPageFolder(await builtChatPage(folder)),
        artifacts: await readPageFolder(artifactsFolder),
        chain: readOnly(endpoint),
        wallet: (visitor, method, params) => desk.request(visitor, method, params),
      },
      {
        port,
        config: {
          name: 'Development network',
          networkId: bytesToHex(random.bytes(8)),
          clusterId: options.clusterId,
          shardCount: 1,
          nodes: nodes.flatMap((node) => node.address('ws') ?? []),
          chain: {
            rpcUrl: 'chain',
            walletRpcUrl: chain.rpcUrl,
            chainId: deployment.chainId,
            contract: deployment.contract,
            hasTestTokens: true,
          },
          epochSizeSeconds: options.epochSizeSeconds,
          artifactsUrl: 'artifacts/',
        },
      },
    )
    await server.start()
    releases.add(() => server.stop())
    return { url: server.url, stop: () => releases.releaseAll() }
  } catch (error) {
    await releases.releaseAll()
    throw error
  }
}
