import type { RequestProtocol, RequestQuotaOptions } from '../../src/network/index.ts'
import { filterSubscribeProtocol, filterSubscribeQuota } from '../../src/services/filter/index.ts'
import { lightPushProtocol, lightPushQuota } from '../../src/services/lightpush/index.ts'
import { metadataProtocol, metadataQuota } from '../../src/services/metadata/metadata-protocol.ts'
import { peerExchangeProtocol, peerExchangeQuota } from '../../src/services/peer-exchange/index.ts'
import { storeProtocol, storeQuota } from '../../src/services/store/index.ts'

/** How a service is asked in a flood. */
export interface FloodedService {
  // biome-ignore lint/suspicious/noExplicitAny: a table of protocols, each with types of its own.
  readonly protocol: RequestProtocol<any, any>
  readonly quota: RequestQuotaOptions
  readonly request: unknown
  /** 200 where it was served. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly statusOf: (response: any) => number
}

export const FLOODED_CLUSTER_ID = 16
const PUBSUB_TOPIC = '/waku/2/rs/16/0'

/** Every service that answers requests; each is a row of the flood. */
export const floodedServices: Readonly<Record<string, FloodedService>> = {
  store: {
    protocol: storeProtocol,
    quota: storeQuota,
    request: { requestId: 'flood', includeData: true, contentTopics: [], messageHashes: [], forward: true, limit: 100 },
    statusOf: ({ statusCode }) => statusCode,
  },
  filter: {
    protocol: filterSubscribeProtocol,
    quota: filterSubscribeQuota,
    request: {
      requestId: 'flood',
      type: 'subscribe',
      pubsubTopic: PUBSUB_TOPIC,
      contentTopics: ['/quiet/1/test/proto'],
    },
    statusOf: ({ statusCode }) => statusCode,
  },
  'light-push': {
    protocol: lightPushProtocol,
    quota: lightPushQuota,
    // No message: it is answered as a bad request, which is as good as an answer and leaves the receiver's figures alone.
    request: { requestId: 'flood', pubsubTopic: PUBSUB_TOPIC, data: new Uint8Array(1_000) },
    statusOf: ({ statusCode }) => (statusCode === 429 ? statusCode : 200),
  },
  'peer-exchange': {
    protocol: peerExchangeProtocol,
    quota: peerExchangeQuota,
    request: { peers: 60 },
    statusOf: ({ statusCode }) => statusCode,
  },
  metadata: {
    protocol: metadataProtocol,
    quota: metadataQuota,
    request: { clusterId: FLOODED_CLUSTER_ID, shards: [0] },
    statusOf: ({ clusterId }) => (clusterId === FLOODED_CLUSTER_ID ? 200 : 400),
  },
}
