import { type Command, InvalidArgumentError } from 'commander'
import { sleep, systemClock } from '../../foundation/index.ts'
import { type MessageJson, RestClient } from '../../rest/index.ts'
import type { CliContext } from '../cli-context.ts'
import { DEFAULT_CONTENT_TOPIC, DEFAULT_REST_URL } from './send.ts'

interface ListenOptions {
  readonly rest: string
  readonly contentTopic: string
  readonly count?: number
  readonly json?: boolean
}

/** A person does not notice half a second; the node keeps the messages meanwhile. */
const POLL_INTERVAL_MS = 500

export function addListenCommand(command: Command, context: CliContext): void {
  command
    .option('--rest <url>', 'REST API of the node', DEFAULT_REST_URL)
    .option('--content-topic <topic>', 'content topic to listen on', DEFAULT_CONTENT_TOPIC)
    .option('--count <n>', 'stop after this many messages', positiveInteger)
    .option('--json', 'print every message as a line of JSON')
    .addHelpText('after', '\nExample:\n  wakunode listen --rest http://127.0.0.1:8646')
    .action(async (options: ListenOptions) => listen(options, context))
}

async function listen(options: ListenOptions, context: CliContext): Promise<void> {
  const client = new RestClient(options.rest)
  await client.subscribe([options.contentTopic])
  context.remark(`listening on ${options.contentTopic}`)
  const stop = new AbortController()
  void context.untilStopped().then(() => stop.abort())
  let left = options.count ?? Number.POSITIVE_INFINITY
  while (left > 0 && !stop.signal.aborted) {
    const messages = await client.takeMessages(options.contentTopic)
    for (const message of messages.slice(0, left)) context.print(options.json ? toJsonLine(message) : toLine(message))
    left -= messages.length
    if (left > 0) await sleep(systemClock, POLL_INTERVAL_MS, stop.signal).catch(() => undefined)
  }
}

function toLine(message: MessageJson): string {
  const sentAt = new Date(Number(BigInt(message.timestamp) / 1_000_000n)).toISOString()
  return `${sentAt}  ${printable(Buffer.from(message.payload, 'base64'))}`
}

/** Text as it is, without what could steer the terminal; anything else as hex. */
function printable(payload: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced here
    return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  } catch {
    return `0x${payload.toString('hex')}`
  }
}

function toJsonLine(message: MessageJson): string {
  return JSON.stringify({ ...message, timestamp: String(message.timestamp) })
}

function positiveInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number above 0')
  return value
}
