/**
 * A chat in the terminal over a network that is protected from spam: each chatter registers a membership, and is a light
 * node that proves for itself. `npm run devnet`, then `npm run chat -- alice` and `npm run chat -- bob`.
 */
import { createInterface } from 'node:readline'
import {
  createLightNode,
  type DecodedMessage,
  type LightNode,
  openMembership,
  Protocols,
  SdkError,
} from 'waku-rln-relay/sdk'
import { decodeLine, encodeLine, printable } from './chat-line.ts'
import { type ChatOptions, readChatOptions } from './chat-options.ts'
import { join } from './join.ts'

const CONTENT_TOPIC = '/waku-rln-relay-chat/1/lobby/json'
const PASSWORD = 'it guards nothing here'
const HISTORY_MS = 24 * 3_600_000
const PEERS_TIMEOUT_MS = 30_000

async function main(args: readonly string[]): Promise<void> {
  const options = await readChatOptions(args)
  await join(options, PASSWORD)
  const node = await startNode(options)
  try {
    await chat(node, options.name)
  } finally {
    // A pipe that is still open on the other side would keep the program up.
    process.stdin.destroy()
    await node.stop()
  }
}

async function startNode({ devnet, keystorePath, peers }: ChatOptions): Promise<LightNode> {
  const { chain, network } = devnet
  const node = await createLightNode({
    networkConfig: { clusterId: network.clusterId, numShardsInCluster: network.shards.length },
    bootstrapPeers: peers,
    rln: {
      rpcUrl: chain.rpc,
      chainId: chain.chainId,
      contractAddress: chain.contract,
      epochSizeSeconds: network.epochSizeSeconds,
      membership: await openMembership(keystorePath, PASSWORD),
    },
  })
  await node.waitForPeers([Protocols.LightPush, Protocols.Filter, Protocols.Store], PEERS_TIMEOUT_MS)
  return node
}

async function chat(node: LightNode, name: string): Promise<void> {
  const decoder = node.createDecoder({ contentTopic: CONTENT_TOPIC })
  const encoder = node.createEncoder({ contentTopic: CONTENT_TOPIC })
  const seen = new Set<string>()
  // What comes while history is read is in both.
  const show = (message: DecodedMessage): void => {
    const line = decodeLine(message.payload)
    if (line === undefined || seen.has(message.hashStr)) return
    seen.add(message.hashStr)
    const time = message.timestamp?.toTimeString().slice(0, 8) ?? '--:--:--'
    console.log(`[${time}] ${printable(line.name)}: ${printable(line.text)}`)
  }
  if (!(await node.filter.subscribe(decoder, show))) throw new Error('no node took the subscription')
  const timeStart = new Date(Date.now() - HISTORY_MS)
  await node.store.queryWithOrderedCallback([decoder], (message) => void show(message), { timeStart })
  console.log(`You are ${name}. Write a line and press Enter; /quota tells what is left; /quit or Ctrl-D leaves.`)
  for await (const text of createInterface({ input: process.stdin })) {
    if (text === '/quit') return
    if (text === '/quota') console.log(quotaOf(node))
    else if (text.trim() !== '') await say(node, encoder, name, text)
  }
}

async function say(
  node: LightNode,
  encoder: ReturnType<LightNode['createEncoder']>,
  name: string,
  text: string,
): Promise<void> {
  const { successes, failures } = await node.lightPush.send(encoder, { payload: encodeLine({ name, text }) })
  if (successes.length > 0) return
  for (const { error, description } of failures) console.log(`Not sent (${error}): ${description}`)
}

function quotaOf(node: LightNode): string {
  const quota = node.quota()
  if (quota === undefined) return 'This node has no membership.'
  const seconds = Math.max(0, Math.ceil((quota.epochEndsAtMs - Date.now()) / 1000))
  return `${quota.left} of ${quota.rateLimit} messages left, all again in ${seconds} s.`
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof SdkError ? `${error.code}: ${error.message}` : (error as Error).message)
  process.exitCode = 1
}
