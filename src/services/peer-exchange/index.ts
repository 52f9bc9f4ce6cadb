/**
 * Who else is there (34/WAKU2-PEER-EXCHANGE): nodes tell each other signed records, which browsers and phones need that
 * cannot find nodes by themselves. It dials nobody: what it learns it hands to whoever keeps the connections.
 */
export { type NamedPeers, PeerExchangeClient } from './peer-exchange-client.ts'
export { MAX_RECORDS_PER_ANSWER } from './peer-exchange-codec.ts'
export { peerExchangeProtocol, peerExchangeQuota } from './peer-exchange-protocol.ts'
export { type PeerExchangeComponents, type PeerExchangeOptions, PeerExchangeService } from './peer-exchange-service.ts'
