/** JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>

export const text: Schema = { type: 'string' }
export const flag: Schema = { type: 'boolean' }
export const count: Schema = { type: 'integer', minimum: 0 }
export const number: Schema = { type: 'number' }
export const timeMs: Schema = { ...number, description: 'Milliseconds since the Unix epoch.' }
export const fieldElement: Schema = {
  type: 'string',
  pattern: '^0x[0-9a-f]{64}$',
  description: 'A field element or hash, big-endian hexadecimal.',
}
const base64: Schema = { type: 'string', contentEncoding: 'base64' }
const since: Schema = { type: 'string', format: 'date-time' }
const healthState = textOf('INITIALIZING', 'SYNCHRONIZING', 'READY', 'NOT_READY', 'NOT_MOUNTED', 'SHUTTING_DOWN')

export function ref(name: keyof typeof schemas): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

export function listOf(items: Schema, more: Schema = {}): Schema {
  return { type: 'array', items, ...more }
}

export function mapOf(additionalProperties: Schema): Schema {
  return { type: 'object', additionalProperties }
}

function textOf(...words: readonly string[]): Schema {
  return { type: 'string', enum: words }
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] }
}

/** An object with exactly these fields; `optional` ones may be missing. */
function object(fields: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return {
    type: 'object',
    properties: { ...fields, ...optional },
    required: Object.keys(fields),
    additionalProperties: false,
  }
}

const messageFields = {
  payload: base64,
  contentTopic: text,
  version: count,
  timestamp: { type: 'integer', description: 'Nanoseconds since the Unix epoch.' },
  ephemeral: flag,
}
const problem = { since, problem: text, advice: text }

/** Everything that routes take and give. */
export const schemas = {
  Health: object(
    { nodeHealth: healthState, protocolsHealth: listOf(mapOf(text)) },
    {
      since,
      protocolsDetail: listOf(object({ protocol: text, health: healthState }, problem)),
      topicsHealth: listOf(
        object({ pubsubTopic: text, health: textOf('unhealthy', 'minimal', 'sufficient'), meshPeers: count }, problem),
      ),
    },
  ),
  Info: object({ listenAddresses: listOf(text) }, { enrUri: text }),
  Message: object(messageFields, { meta: base64 }),
  StorePage: object(
    {
      requestId: text,
      statusCode: { const: 200 },
      statusDesc: text,
      messages: listOf(
        object(
          { messageHash: fieldElement },
          {
            message: object(messageFields, {
              meta: base64,
              proof: { ...base64, description: 'The RateLimitProof in protobuf.' },
            }),
            pubsubTopic: text,
            proofFinding: textOf('valid', 'root_unknown', 'invalid', 'unchecked'),
          },
        ),
      ),
    },
    { paginationCursor: fieldElement },
  ),
  OutgoingMessage: {
    type: 'object',
    properties: {
      payload: base64,
      contentTopic: text,
      version: count,
      timestamp: { type: 'integer', minimum: 0, description: 'Nanoseconds since the Unix epoch; 0 or missing: now.' },
      meta: base64,
      ephemeral: flag,
      proof: { ...base64, description: 'A RateLimitProof. Ignored by relay: the node attaches its own.' },
    },
    required: ['payload', 'contentTopic'],
  },
  FilterSubscription: {
    type: 'object',
    properties: {
      requestId: text,
      pubsubTopic: { ...text, description: 'Missing: the shards that the content topics belong on.' },
      contentFilters: listOf(text, { minItems: 1, maxItems: 1_000 }),
    },
    required: ['requestId', 'contentFilters'],
  },
  FilterAnswer: object({ requestId: text, statusDesc: text }),
  LightPush: {
    type: 'object',
    properties: {
      pubsubTopic: { ...text, description: 'Missing: the shard that the content topic belongs on.' },
      message: {
        allOf: [{ $ref: '#/components/schemas/OutgoingMessage' }],
        description: 'With a proof, it is pushed as it is; else with one of the own membership, if there is one.',
      },
    },
    required: ['message'],
  },
  LightPushAnswer: object({}, { statusDesc: text, relayPeerCount: count }),
  PublishReceipt: object({
    messageHash: fieldElement,
    pubsubTopic: text,
    recipients: count,
    proofMs: number,
    proofKind: textOf('slot', 'path', 'full', 'none'),
  }),
  Failure: object({ code: text, message: text }),
  RlnStatus: object(
    {
      chainId: count,
      contractAddress: text,
      isSynced: flag,
      sync: object({
        status: textOf('starting', 'synced', 'degraded', 'not_synced'),
        reason: orNull(text),
        lastSyncedAtMs: orNull(timeMs),
        endpoints: listOf(
          object({ origin: text, failure: orNull(text), blockNumber: orNull(count), root: orNull(fieldElement) }),
        ),
      }),
      blockNumber: count,
      root: fieldElement,
      rootWindow: listOf(object({ root: fieldElement, blockNumber: count, supersededAtMs: orNull(timeMs) })),
      leafCount: count,
      epoch: count,
      epochSizeSeconds: count,
      epochEndsAtMs: timeMs,
      secondsToNextEpoch: count,
      membership: orNull(
        object({
          idCommitment: fieldElement,
          index: orNull(count),
          rateLimit: count,
          messagesLeftInEpoch: count,
          messagesUsedInEpoch: count,
          state: orNull(textOf('unknown', 'active', 'grace', 'expired', 'erased', 'slashed')),
          graceStartsAtMs: orNull(timeMs),
          expiresAtMs: orNull(timeMs),
          coolingDownUntilMs: orNull(timeMs),
        }),
      ),
      verdicts: mapOf(count),
      convicted: listOf(fieldElement),
      verificationMs: orNull(number),
      meshPeers: mapOf(count),
    },
    {
      slashReports: object({
        waiting: count,
        slashed: count,
        alreadySlashed: count,
        nothingToSlash: count,
        failedAttempts: count,
      }),
    },
  ),
  DashboardNodes: object({ nodes: listOf(object({ name: text, url: text })) }),
  NullifierStats: object({
    nullifiers: count,
    maxNullifiers: count,
    maxNullifiersPerEpoch: count,
    epochs: listOf(object({ epoch: count, nullifiers: count })),
  }),
  SpamRecord: object({
    idCommitment: fieldElement,
    epoch: orNull(count),
    detectedAtMs: orNull(timeMs),
    memberIndex: orNull(count),
    peers: listOf(text),
    fate: textOf('member', 'slashed', 'gone'),
    slashReport: orNull(textOf('waiting', 'slashed', 'already_slashed', 'nothing_to_slash', 'failed')),
  }),
  Peer: object(
    {
      multiaddr: text,
      protocols: listOf(text),
      shards: listOf(count),
      connected: textOf('NotConnected', 'CannotConnect', 'CanConnect', 'Connected'),
      agent: text,
      origin: textOf('UnknownOrigin', 'Static'),
    },
    { score: number },
  ),
  ShardPeers: object({ shard: count, peers: listOf({ $ref: '#/components/schemas/Peer' }) }),
  FilterSubscriber: object({
    peerId: text,
    filterCriteria: listOf(object({ pubsubTopic: text, contentTopic: text })),
  }),
  PeerStats: mapOf(mapOf(count)),
} as const satisfies Record<string, Schema>
