import { MAX_MESSAGE_SIZE_BYTES } from '../../message/index.ts'
import type { RequestProtocol, RequestQuotaOptions } from '../../network/index.ts'
import {
  decodeLightPushRequest,
  decodeLightPushResponse,
  encodeLightPushRequest,
  encodeLightPushResponse,
} from './lightpush-codec.ts'
import type { LightPushRequest, LightPushResponse, LightPushV2Response } from './lightpush-messages.ts'
import {
  decodeLightPushV2Request,
  decodeLightPushV2Response,
  encodeLightPushV2Request,
  encodeLightPushV2Response,
} from './lightpush-v2-codec.ts'

/** A message somewhat too large is read, so that the answer can say so; beyond that the stream is reset. */
const MAX_REQUEST_BYTES = MAX_MESSAGE_SIZE_BYTES + 64 * 1024

/** A status and a sentence. */
const MAX_RESPONSE_BYTES = 64 * 1024

/** Light push, third version. */
export const lightPushProtocol: RequestProtocol<LightPushRequest, LightPushResponse> = {
  id: '/vac/waku/lightpush/3.0.0',
  request: { maxBytes: MAX_REQUEST_BYTES, encode: encodeLightPushRequest, decode: decodeLightPushRequest },
  response: { maxBytes: MAX_RESPONSE_BYTES, encode: encodeLightPushResponse, decode: decodeLightPushResponse },
}

/** 19/WAKU2-LIGHTPUSH, which older clients speak. */
export const lightPushV2Protocol: RequestProtocol<LightPushRequest, LightPushV2Response> = {
  id: '/vac/waku/lightpush/2.0.0-beta1',
  request: { maxBytes: MAX_REQUEST_BYTES, encode: encodeLightPushV2Request, decode: decodeLightPushV2Request },
  response: { maxBytes: MAX_RESPONSE_BYTES, encode: encodeLightPushV2Response, decode: decodeLightPushV2Response },
}

/** Of each version. A member of The Waku Network has 100 messages an epoch of 600 s and may spend them at once. */
export const lightPushQuota: RequestQuotaOptions = {
  perPeer: { capacity: 120, refillPerSecond: 2 },
  // About as many proofs as a core verifies in a second, with room for what else the node has to do.
  global: { capacity: 400, refillPerSecond: 100 },
}
