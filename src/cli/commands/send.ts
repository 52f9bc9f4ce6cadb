import type { Command } from 'commander'
import { type PublishReceiptJson, RestClient } from '../../rest/index.ts'
import { type CliContext, printResult } from '../cli-context.ts'

export const DEFAULT_REST_URL = 'http://127.0.0.1:8645'
export const DEFAULT_CONTENT_TOPIC = '/waku-rln-relay/1/chat/utf8'

interface SendOptions {
  readonly rest: string
  readonly contentTopic: string
  readonly ephemeral?: boolean
  readonly json?: boolean
}

export function addSendCommand(command: Command, context: CliContext): void {
  command
    .argument('<text>')
    .option('--rest <url>', 'REST API of the node', DEFAULT_REST_URL)
    .option('--content-topic <topic>', 'content topic to publish on', DEFAULT_CONTENT_TOPIC)
    .option('--ephemeral', 'ask store nodes not to keep the message')
    .option('--json', 'print the receipt as JSON')
    .addHelpText('after', '\nExample:\n  wakunode send "hello" --rest http://127.0.0.1:8645')
    .action(async (text: string, options: SendOptions) => send(text, options, context))
}

async function send(text: string, options: SendOptions, context: CliContext): Promise<void> {
  const client = new RestClient(options.rest)
  // The node publishes only on shards that it relays.
  await client.subscribe([options.contentTopic])
  const receipt = await client.publish({
    payload: Buffer.from(text, 'utf8').toString('base64'),
    contentTopic: options.contentTopic,
    ephemeral: options.ephemeral ?? false,
  })
  if (receipt.recipients === 0) context.remark('no peer took the message yet: the node has no neighbour on this topic')
  printResult(context, options.json, receipt, [
    `sent ${receipt.messageHash}`,
    `  to ${receipt.recipients} peers on ${receipt.pubsubTopic}, ${proofOf(receipt)}`,
  ])
}

function proofOf({ proofKind, proofMs }: Pick<PublishReceiptJson, 'proofKind' | 'proofMs'>): string {
  return proofKind === 'none' ? 'without a proof' : `proof (${proofKind}) in ${proofMs.toFixed(1)} ms`
}
