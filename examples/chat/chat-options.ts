import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

/** What `wakunode devnet` leaves for programs that join it, as far as the chat needs it. */
interface Devnet {
  readonly chain: {
    readonly rpc: string
    readonly chainId: number
    readonly contract: string
    readonly fundedPrivateKeys: readonly string[]
  }
  readonly network: {
    readonly clusterId: number
    readonly shards: readonly number[]
    readonly epochSizeSeconds: number
  }
  readonly members: readonly { readonly keystore: string }[]
  readonly nodes: readonly { readonly ws: string }[]
}

export interface ChatOptions {
  readonly name: string
  readonly devnet: Devnet
  /** The chatter's own keystore: it goes when the network goes. */
  readonly keystorePath: string
  /** Pays for the membership, with the play money of the development chain. */
  readonly privateKey: string
  /** The nodes to talk to. */
  readonly peers: readonly string[]
}

const USAGE = 'Usage: npm run chat -- NAME [--node NUMBER] [--devnet FILE]      (start `npm run devnet` first)'

/** Accounts of the development chain that the network itself uses: who deployed the contract, and its members. */
const TAKEN_ACCOUNTS = 4

export async function readChatOptions(args: readonly string[]): Promise<ChatOptions> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { devnet: { type: 'string', default: 'deployments/devnet.json' }, node: { type: 'string' } },
  })
  const [name] = positionals
  if (name === undefined || !/^[a-z0-9-]{1,20}$/i.test(name))
    throw new Error(`${USAGE}\nNAME: up to 20 letters or digits`)
  const devnet = await readDevnet(values.devnet)
  const nodes = devnet.nodes.map(({ ws }) => ws)
  const peers = values.node === undefined ? nodes : nodes.slice(Number(values.node), Number(values.node) + 1)
  if (peers.length === 0) throw new Error(`--node takes a number from 0 to ${nodes.length - 1}`)
  const accounts = devnet.chain.fundedPrivateKeys.slice(TAKEN_ACCOUNTS)
  const sum = [...name].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return {
    name,
    devnet,
    keystorePath: join(dirname(devnet.members[0]?.keystore ?? '.'), `chat-${name}.json`),
    privateKey: accounts[sum % accounts.length]!,
    peers,
  }
}

async function readDevnet(path: string): Promise<Devnet> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Devnet
  } catch (cause) {
    throw new Error(`${path} cannot be read: is \`npm run devnet\` up, in this folder?\n${USAGE}`, { cause })
  }
}
