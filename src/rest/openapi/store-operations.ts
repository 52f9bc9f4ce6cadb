import { answer, failure, type Operations, type Parameter } from './operation.ts'
import { count, flag, ref, type Schema, text } from './schemas.ts'

function inQuery(name: string, description: string, schema: Schema): Parameter {
  return { name, in: 'query', description, required: false, schema }
}

export const storeOperations: Operations = {
  '/store/v3/messages': {
    get: {
      operationId: 'queryStore',
      tags: ['store'],
      summary: 'A page of history: of the own archive, unless a store node is named or this node has none.',
      parameters: [
        inQuery('peerAddr', 'Multiaddr of the store node to ask.', text),
        inQuery('includeData', 'Messages too, and not only their hashes.', flag),
        inQuery('pubsubTopic', 'With contentTopics, or neither.', text),
        inQuery('contentTopics', 'At most 10, separated by commas.', text),
        inQuery('startTime', 'Nanoseconds since the Unix epoch, inclusive.', text),
        inQuery('endTime', 'Nanoseconds since the Unix epoch, inclusive.', text),
        inQuery('hashes', 'Exactly these messages, separated by commas; excludes topics and times.', text),
        inQuery('cursor', 'The paginationCursor of the page before.', text),
        inQuery('ascending', 'From the oldest message on, the default; false: from the newest back.', flag),
        inQuery('pageSize', 'At most 100; 20 by default.', count),
        inQuery(
          'proofFindings',
          'Say of each message what is known of its proof, and look at those of the own archive for it.',
          flag,
        ),
      ],
      responses: {
        200: answer('The page, in the order of time.', ref('StorePage')),
        400: failure('The query makes no sense, or its cursor is unknown.'),
        412: failure('This node has no archive, and knows no store node.'),
        429: failure('The store node has had enough of this node for now.'),
        500: failure('The store node answered something else than what it was asked.'),
        503: failure('The archive fails, or the store node cannot be reached.'),
      },
    },
  },
}
