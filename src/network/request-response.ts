import type { RequestQuotaOptions } from './request-quota.ts'

/** How one direction of a protocol is written and read. */
export interface FrameCodec<Message> {
  /** The longest message taken, and the longest we send, in bytes without the length in front. */
  readonly maxBytes: number
  encode(message: Message): Uint8Array
  /** undefined when the bytes are no message of the protocol. Never throws: they come from a stranger. */
  decode(bytes: Uint8Array): Message | undefined
}

/** A protocol of one request and at most one response a stream, each a length-prefixed protobuf message. */
export interface RequestProtocol<Request, Response> {
  /** The libp2p protocol id, such as `/vac/waku/metadata/1.0.0`. Also the `service` label of the metrics. */
  readonly id: string
  readonly request: FrameCodec<Request>
  /** Missing where nothing comes back: the sender only closes the stream. `Response` is `void` then. */
  readonly response?: FrameCodec<Response>
}

/** Why a request is answered without being handled. */
export type RequestRefusal = 'undecodable' | 'over_quota'

export interface RequestContext {
  /** Who asks. */
  readonly peerId: string
  /** Aborted when the time is up, the peer has gone or the service stops: what is computed then nobody reads. */
  readonly signal: AbortSignal
}

/** A service: a protocol, what it does with a request, and how many it takes. */
export interface RequestService<Request, Response> {
  readonly protocol: RequestProtocol<Request, Response>
  readonly handle: (request: Request, context: RequestContext) => Promise<Response>
  /** The answer to a request that is not handled. Missing: the stream is reset, and the peer told nothing. */
  readonly refuse?: (reason: RequestRefusal) => Response
  readonly quota: RequestQuotaOptions
  /** Streams open at once, for services whose responses are large: what slow readers can keep in memory. */
  readonly streams?: { readonly perPeer: number; readonly total: number }
}
