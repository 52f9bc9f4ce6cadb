import { answer, failure, inJson, inPath, inText, type Operation, type Operations, refusal } from './operation.ts'
import { listOf, ref, text } from './schemas.ts'

const info = (operationId: string): Operation => ({
  operationId,
  tags: ['node'],
  summary: 'Where the node is found.',
  responses: { 200: answer('Addresses and record of the node.', ref('Info')) },
})

const version = (operationId: string): Operation => ({
  operationId,
  tags: ['node'],
  summary: 'The version of the node.',
  responses: { 200: { description: 'The version.', content: inText() } },
})

/** What the node is and how it is; for everybody who reaches it, but for the events. */
export const nodeOperations: Operations = {
  '/health': {
    get: {
      operationId: 'getHealth',
      tags: ['node'],
      summary: 'How the node and its protocols are, since when, and what to do about it.',
      responses: { 200: answer('Health of the node.', ref('Health')) },
    },
  },
  '/info': { get: info('getInfo') },
  '/version': { get: version('getVersion') },
  '/debug/v1/info': { get: info('getDebugInfo') },
  '/debug/v1/version': { get: version('getDebugVersion') },
  '/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      tags: ['node'],
      summary: 'This document.',
      responses: { 200: answer('An OpenAPI 3.1 document.', { type: 'object' }) },
    },
  },
  '/dashboard': {
    get: {
      operationId: 'getDashboard',
      tags: ['node'],
      summary: 'A web page that shows the node live.',
      responses: { 200: { description: 'The page.', content: { 'text/html': { schema: text } } } },
    },
  },
  '/dashboard/{file}': {
    get: {
      operationId: 'getDashboardFile',
      tags: ['node'],
      summary: 'What the page consists of, and which nodes it shows.',
      parameters: [inPath('file', 'page.js, page.css, icon.svg or nodes.json')],
      responses: {
        200: {
          description: 'A file of the page.',
          content: {
            'text/javascript': { schema: text },
            'text/css': { schema: text },
            'image/svg+xml': { schema: text },
            ...inJson(ref('DashboardNodes')),
          },
        },
        404: refusal('No such file.'),
      },
    },
  },
  '/events': {
    get: {
      operationId: 'streamEvents',
      tags: ['node'],
      summary: 'Messages, and once a second the state of the node, as Server-Sent Events.',
      parameters: [
        {
          name: 'types',
          in: 'query',
          description:
            'Types of events, with commas between: message, status, peers, spam, history. Default: message,status.',
          required: false,
          schema: text,
        },
        {
          name: 'Last-Event-ID',
          in: 'header',
          description: 'Resumes after this event; when some since are forgotten, an event "gap" says so.',
          required: false,
          schema: { type: 'integer', minimum: 0 },
        },
      ],
      responses: {
        200: { description: 'A stream.', content: { 'text/event-stream': { schema: text } } },
        400: refusal('No such type, or no such id.'),
        503: refusal('Too many streams are open.'),
      },
    },
  },
}

const NO_RLN = failure('RLN is off on this node.')

/** What the protection does. */
export const rlnOperations: Operations = {
  '/rln/v1/status': {
    get: {
      operationId: 'getRlnStatus',
      tags: ['rln'],
      summary: 'Quota, epoch, root and its window, sync with the chain, and the own membership.',
      responses: { 200: answer('State of the protection.', ref('RlnStatus')), 404: NO_RLN },
    },
  },
  '/rln/v1/nullifiers/stats': {
    get: {
      operationId: 'getNullifierStats',
      tags: ['rln'],
      summary: 'How full the log of nullifiers is.',
      responses: { 200: answer('Nullifiers by epoch.', ref('NullifierStats')), 404: NO_RLN },
    },
  },
  '/rln/v1/spam': {
    get: {
      operationId: 'getSpam',
      tags: ['rln'],
      summary: 'Members caught, newest first, and what became of them; never their secrets.',
      responses: { 200: answer('At most 1024 members.', listOf(ref('SpamRecord'))), 404: NO_RLN },
    },
  },
}
