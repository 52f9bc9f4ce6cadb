import { type Command, InvalidArgumentError } from 'commander'
import {
  DevelopmentNetwork,
  isClone,
  leaveReadyFile,
  READY_FILE,
  requireFreePort,
  startWebChat,
  type WebChat,
} from '../../devnet/index.ts'
import { systemClock, systemRandom } from '../../foundation/index.ts'
import { type CliContext, printResult } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'

interface DevnetOptions {
  readonly nodes: number
  readonly members: number
  readonly rateLimit: number
  readonly epochSec: number
  readonly chainPort: number
  readonly web?: boolean
  /** Missing: any free one. */
  readonly webPort?: number
  readonly json?: boolean
}

const DEVNET_CLUSTER_ID = 42
const DEVNET_SHARDS = [0]

export function addDevnetCommand(command: Command, context: CliContext): void {
  command
    .option('--nodes <n>', 'nodes', integerBetween(1, 20), 4)
    .option('--members <n>', 'members; member i publishes through node i', integerBetween(0, 19), 3)
    .option('--rate-limit <n>', 'messages an epoch of each member', integerBetween(5, 600), 20)
    .option('--epoch-sec <seconds>', 'length of an epoch', integerBetween(1, 86_400), 60)
    .option('--chain-port <port>', 'port of the chain (0: any free)', integerBetween(0, 65_535), 0)
    .option('--web', 'serve a chat page for browsers, with a wallet for play')
    .option('--web-port <port>', 'port of that page (default: any free)', integerBetween(0, 65_535))
    .option('--json', 'print one JSON line when everything is up')
    .addHelpText(
      'after',
      '\nExample:\n  wakunode devnet --nodes 3\n\nOutside of a clone, run npm install hardhat@3.17.0 in the folder first: the chain is Hardhat.',
    )
    .action((options: DevnetOptions) => devnet(options, context))
}

async function devnet(options: DevnetOptions, context: CliContext): Promise<void> {
  const webPort = await webPortOf(options)
  const stopped = context.untilStopped()
  const network = await DevelopmentNetwork.start(
    { clock: systemClock, random: systemRandom },
    {
      rateLimits: Array.from({ length: options.members }, () => options.rateLimit),
      nodeCount: Math.max(options.nodes, options.members),
      clusterId: DEVNET_CLUSTER_ID,
      epochSizeSeconds: options.epochSec,
      minRateLimit: 5,
      chainPort: options.chainPort,
      onProgress: context.remark,
    },
  )
  let takeReadyFileAway = async (): Promise<void> => undefined
  let webChat: WebChat | undefined
  try {
    webChat =
      webPort === undefined ? undefined : await startWebChat({ random: systemRandom }, { network, port: webPort })
    const { chain, deployment, members, nodes, privateKeys } = network
    const ready = {
      ready: true,
      chain: {
        rpc: chain.rpcUrl,
        chainId: deployment.chainId,
        contract: deployment.contract,
        token: deployment.token,
        fundedPrivateKeys: privateKeys,
      },
      network: { clusterId: DEVNET_CLUSTER_ID, shards: DEVNET_SHARDS, epochSizeSeconds: options.epochSec },
      members: members.map(({ index, rateLimit, keystorePath, passwordPath }) => ({
        index,
        rateLimit,
        keystore: keystorePath,
        passwordFile: passwordPath,
      })),
      dashboard: network.dashboardUrl,
      ...(webChat && { chat: webChat.url }),
      nodes: nodes.map((node) => ({
        peerId: node.ready.peerId,
        tcp: node.address('tcp'),
        ws: node.address('ws') ?? null,
        rest: node.ready.rest,
        metrics: node.ready.metrics,
      })),
    }
    takeReadyFileAway = await leaveReadyFile(ready)
    printResult(context, options.json, ready, [
      'The network is up. Ctrl-C stops it.',
      `  chain    ${chain.rpcUrl} (chain id ${deployment.chainId})`,
      `  contract ${deployment.contract}`,
      `  token    ${deployment.token}`,
      ...members.map(({ index, keystorePath }) => `  member ${index} ${keystorePath} (password beside it)`),
      ...nodes.map((node, position) => `  node ${position}   ${node.ready.rest}  ${node.address('tcp')}`),
      ...nodes.map((node, position) => `  metrics ${position} ${node.ready.metrics}/metrics`),
      `  dashboard ${network.dashboardUrl}`,
      ...(webChat ? [`  chat     ${webChat.url}  (in a browser; \`npm run chat\` meets in its lobby)`] : []),
      `Try: wakunode send "hello" --rest ${nodes[0]!.ready.rest}`,
      `Join: wakunode run ${joiningFlags(network).join(' ')}`,
      ...(isClone
        ? [`Or chat, from two more terminals: npm run chat -- alice; npm run chat -- bob (${READY_FILE})`]
        : []),
    ])
    await stopped
  } finally {
    await takeReadyFileAway()
    await webChat?.stop()
    await network.stop()
  }
}

/** Where the page is to be served; undefined when none is wanted. Says at once what else shows only when all is up. */
async function webPortOf({ web = false, webPort }: DevnetOptions): Promise<number | undefined> {
  if (webPort !== undefined && !web) throw new CliError('wrong_usage', '--web-port is for the page of --web: give both')
  await requireFreePort(webPort ?? 0, '--web-port')
  return web ? (webPort ?? 0) : undefined
}

/** What another node needs to become part of the network. */
function joiningFlags({ chain, deployment, nodes, options }: DevelopmentNetwork): string[] {
  return [
    `--cluster-id ${DEVNET_CLUSTER_ID}`,
    `--rln-relay-epoch-sec ${options.epochSizeSeconds}`,
    `--rln-relay-eth-client-address ${chain.rpcUrl}`,
    `--rln-relay-eth-contract-address ${deployment.contract}`,
    `--staticnode ${nodes[0]!.address('tcp')}`,
  ]
}

function integerBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}`)
  }
}
