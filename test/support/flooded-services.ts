import type { RequestProtocol } from '../../src/network/index.ts'
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
  'peer-exchange': {
    protocol: peerExchangeProtocol,
    request: { peers: 60 },
    statusOf: ({ statusCode }) => statusCode,
  },
}
