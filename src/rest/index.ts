/**
 * The node over HTTP: nwaku's routes where it has them, and a client for our own commands. It serves loopback addresses
 * only and keeps web pages out; it has no access control of its own.
 */
export type { MessageJson } from './message-json.ts'
export * from './rest-client.ts'
export * from './rest-error.ts'
export * from './rest-server.ts'
export type { RlnStatusJson } from './status-routes.ts'
