import { MAX_ENR_BYTES, type RequestProtocol, type RequestQuotaOptions } from '../../network/index.ts'
import {
  decodePeerExchangeRequest,
  decodePeerExchangeResponse,
  encodePeerExchangeRequest,
  encodePeerExchangeResponse,
  MAX_RECORDS_PER_ANSWER,
  type PeerExchangeRequest,
  type PeerExchangeResponse,
} from './peer-exchange-codec.ts'

/** A query of some bytes, and what others may add to it. */
const MAX_REQUEST_BYTES = 1_024

/** Sixty records with their tags, and a status. */
const MAX_RESPONSE_BYTES = MAX_RECORDS_PER_ANSWER * (MAX_ENR_BYTES + 16) + 1_024

/** 34/WAKU2-PEER-EXCHANGE. */
export const peerExchangeProtocol: RequestProtocol<PeerExchangeRequest, PeerExchangeResponse> = {
  id: '/vac/waku/peer-exchange/2.0.0-alpha1',
  request: { maxBytes: MAX_REQUEST_BYTES, encode: encodePeerExchangeRequest, decode: decodePeerExchangeRequest },
  response: { maxBytes: MAX_RESPONSE_BYTES, encode: encodePeerExchangeResponse, decode: decodePeerExchangeResponse },
}

/**
 * Unless --rate-limit says otherwise. js-waku asks every 30 s. An answer has up to 19 kB for a question of ten bytes: who
 * wants to make this node send shall not get far.
 */
export const peerExchangeQuota: RequestQuotaOptions = {
  perPeer: { capacity: 10, refillPerSecond: 0.1 },
  global: { capacity: 100, refillPerSecond: 20 },
}
