/**
 * The node over HTTP: nwaku's routes where it has them, and a client for our own commands. It keeps web pages out, and
 * beyond loopback everybody without the token; it knows no users and no rights.
 */
export type { MessageJson } from './message-json.ts'
export * from './rest-client.ts'
export * from './rest-error.ts'
export * from './rest-server.ts'
export type { RlnStatusJson } from './rln-routes.ts'
