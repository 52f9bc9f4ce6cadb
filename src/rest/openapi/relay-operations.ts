import {
  answer,
  body,
  done,
  failure,
  inJson,
  inPath,
  inText,
  type Operation,
  type Operations,
  refusal,
} from './operation.ts'
import { listOf, ref, text } from './schemas.ts'

/** What the routes of pubsub topics and of content topics have in common. */
interface TopicKind {
  readonly path: string
  readonly kind: string
  /** For operation ids. */
  readonly name: string
}

const kinds: readonly TopicKind[] = [
  { path: '/relay/v1', kind: 'pubsub topic', name: 'Pubsub' },
  { path: '/relay/v1/auto', kind: 'content topic', name: 'Content' },
]

function subscriptionOf({ kind, name }: TopicKind, verb: 'subscribe' | 'unsubscribe'): Operation {
  return {
    operationId: `${verb}${name}Topics`,
    tags: ['relay'],
    summary: `${verb === 'subscribe' ? 'Keeps' : 'No longer keeps'} messages of ${kind}s.`,
    requestBody: body(listOf(text, { minItems: 1, maxItems: 100 })),
    responses: {
      200: done,
      400: failure(`The body is no list of ${kind}s of this network.`),
      ...(verb === 'subscribe' && { 503: refusal('Too many topics are subscribed.') }),
    },
  }
}

function takingOf({ kind, name }: TopicKind): Operation {
  return {
    operationId: `take${name}TopicMessages`,
    tags: ['relay'],
    summary: `Takes the messages that arrived on a ${kind} since the last call, oldest first.`,
    parameters: [inPath('topic', `The ${kind}, percent-encoded.`)],
    responses: { 200: answer('Messages.', listOf(ref('Message'))), 404: refusal('Not subscribed.') },
  }
}

function publishingOf({ kind, name }: TopicKind): Operation {
  const isPubsub = name === 'Pubsub'
  return {
    operationId: `publishBy${name}Topic`,
    tags: ['relay'],
    summary: isPubsub ? 'Attaches a proof and publishes on a shard.' : 'Attaches a proof and publishes.',
    ...(isPubsub && { parameters: [inPath('topic', `The ${kind}, percent-encoded.`)] }),
    requestBody: body(ref('OutgoingMessage')),
    responses: {
      200: {
        description: 'Published; with `Accept: application/json`, its receipt.',
        content: { ...inText({ const: 'OK' }), ...inJson(ref('PublishReceipt')) },
      },
      400: failure('The message is at fault.'),
      413: refusal('The body is larger than a message can be.'),
      415: refusal('The body is not JSON.'),
      500: failure('This node cannot publish now: the quota is spent, for example.'),
    },
  }
}

export const relayOperations: Operations = Object.fromEntries(
  kinds.flatMap((kind) => {
    const { path, name } = kind
    const messages = `${path}/messages`
    const taking = { get: takingOf(kind) }
    const publishing = { post: publishingOf(kind) }
    return [
      [
        `${path}/subscriptions`,
        { post: subscriptionOf(kind, 'subscribe'), delete: subscriptionOf(kind, 'unsubscribe') },
      ],
      ...(name === 'Pubsub'
        ? [[`${messages}/{topic}`, { ...taking, ...publishing }] as const]
        : [[`${messages}/{topic}`, taking] as const, [messages, publishing] as const]),
    ]
  }),
)
