import { type Answer, answer, body, done, inPath, type Operation, type Operations, refusal } from './operation.ts'
import { listOf, ref, type Schema, text } from './schemas.ts'

const filterAnswer = (description: string): Answer => answer(description, ref('FilterAnswer'))

/** What filter nodes and the way to them can answer. */
const filterRefusals: Operation['responses'] = {
  400: filterAnswer('The request is malformed, or the filter node says so.'),
  404: filterAnswer('There is no such subscription.'),
  429: filterAnswer('The filter node was asked too often.'),
  500: filterAnswer('The filter node answered something else.'),
  503: filterAnswer('No filter node can do it now.'),
  504: filterAnswer('No filter node can be reached.'),
}

function filterOperation(operationId: string, summary: string, schema?: Schema): Operation {
  return {
    operationId,
    tags: ['filter'],
    summary,
    ...(schema && { requestBody: body(schema) }),
    responses: { 200: filterAnswer('Done.'), ...filterRefusals },
  }
}

const pushAnswer = (description: string): Answer => answer(description, ref('LightPushAnswer'))

/** Of light push version 3; several are not among HTTP's. */
const pushRefusals: Operation['responses'] = {
  400: pushAnswer('The request is malformed.'),
  413: pushAnswer('The message is larger than 150 KiB.'),
  420: pushAnswer('No node would relay the message: for its RLN proof, mostly.'),
  421: pushAnswer('The shard is not relayed there.'),
  429: pushAnswer('Too many requests.'),
  500: pushAnswer('The node failed.'),
  503: pushAnswer('No node can take the message now.'),
  504: pushAnswer('No proof could be attached.'),
  505: pushAnswer('There are no peers to relay it to.'),
}

export const lightOperations: Operations = {
  '/filter/v2/subscriptions': {
    post: filterOperation('subscribeFilter', 'Wants messages of content topics.', ref('FilterSubscription')),
    put: filterOperation('changeFilter', 'Wants messages of more content topics.', ref('FilterSubscription')),
    delete: filterOperation('unsubscribeFilter', 'Wants them no more.', ref('FilterSubscription')),
  },
  '/filter/v2/subscriptions/all': {
    delete: filterOperation('unsubscribeAllFilters', 'Wants nothing more.', {
      type: 'object',
      properties: { requestId: text },
      required: ['requestId'],
    }),
  },
  '/filter/v2/subscriptions/{requestId}': {
    get: {
      ...filterOperation('pingFilter', 'Whether a filter node has a subscription of this node.'),
      parameters: [inPath('requestId', 'Comes back in the answer.')],
    },
  },
  '/filter/v2/messages/{contentTopic}': {
    get: {
      operationId: 'takeFilteredMessages',
      tags: ['filter'],
      summary: 'Takes the messages that came by filter since the last call, oldest first.',
      parameters: [inPath('contentTopic', 'The content topic, percent-encoded.')],
      responses: {
        200: answer('Messages.', listOf(ref('Message'))),
        400: refusal('Not subscribed.'),
      },
    },
  },
  '/lightpush/v3/message': {
    post: {
      operationId: 'pushMessage',
      tags: ['lightpush'],
      summary: 'Has a light push node relay a message.',
      requestBody: body(ref('LightPush')),
      responses: { 200: pushAnswer('Relayed to so many peers.'), ...pushRefusals },
    },
  },
  '/lightpush/v1/message': {
    post: {
      operationId: 'pushMessageV1',
      tags: ['lightpush'],
      summary: "The same with nwaku's older answers.",
      requestBody: body(ref('LightPush')),
      responses: {
        200: done,
        400: refusal('The request is malformed.'),
        413: refusal('The body is larger than a message can be.'),
        429: refusal('Too many requests.'),
        503: refusal('Everything else that can be wrong.'),
      },
    },
  },
}
