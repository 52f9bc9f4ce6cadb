import type { RequestProtocol } from '../../src/network/index.ts'
import { filterSubscribeProtocol } from '../../src/services/filter/index.ts'
import { lightPushProtocol } from '../../src/services/lightpush/index.ts'
import { peerExchangeProtocol } from '../../src/services/peer-exchange/index.ts'
import { storeProtocol } from '../../src/services/store/index.ts'

/** How a service is asked in a flood. */
export interface FloodedService {
  // biome-ignore lint/suspicious/noExplicitAny: a table of protocols, each with types of its own.
  readonly protocol: RequestProtocol<any, any>
  readonly request: unknown
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly statusOf: (response: any) => number
}

/** Every service that answers requests; each is a row of the flood. */
export const floodedServices: Readonly<Record<string, FloodedService>> = {
  store: {
    protocol: storeProtocol,
    request: { requestId: 'flood', includeData: true, contentTopics: [], messageHashes: [], forward: true, limit: 100 },
    statusOf: ({ statusCode }) => statusCode,
  },
  filter: {
    protocol: filterSubscribeProtocol,
    request: {
      requestId: 'flood',
      type: 'subscribe',
      pubsubTopic: '/waku/2/rs/1/0',
      contentTopics: ['/quiet/1/test/proto'],
    },
    statusOf: ({ statusCode }) => statusCode,
  },
  'light-push': {
    protocol: lightPushProtocol,
    request: { requestId: 'flood', pubsubTopic: '/waku/2/rs/1/0', data: new Uint8Array(1_000) },
    statusOf: ({ statusCode }) => statusCode,
  },
  'peer-exchange': {
    protocol: peerExchangeProtocol,
    request: { peers: 60 },
    statusOf: ({ statusCode }) => statusCode,
  },
}
