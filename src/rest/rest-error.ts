import { RoomError } from '../foundation/index.ts'

export const restErrorCodes = [
  /** The REST API was told to listen where others than this machine reach it, and has no token to tell them apart. */
  'token_missing',
  /** The port is taken or may not be opened. */
  'port_unavailable',
  /** No node answers at the given URL. */
  'node_unreachable',
  /** The node answered with an error; the message is the node's. */
  'request_refused',
] as const

export type RestErrorCode = (typeof restErrorCodes)[number]

/** Why the REST API cannot be served, or why a request to a node's REST API failed. */
export class RestError extends RoomError<RestErrorCode> {}
