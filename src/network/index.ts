/**
 * The peers of a node: their addresses and keys, and keeping the configured ones connected. Runs anywhere; the host that
 * listens on sockets is in `server.ts`. Knows no Waku protocol: what speaks over a connection is handed to `createHost`
 * as a service by the assembly floor.
 */
export * from './connected-peers.ts'
export * from './dialing-host.ts'
export * from './enr.ts'
export type { EnrShards, WakuCapability } from './enr-fields.ts'
export * from './network-error.ts'
export * from './network-meter.ts'
export * from './node-key.ts'
export * from './one-way-server.ts'
export * from './own-enr.ts'
export * from './peer-address.ts'
export * from './peer-manager.ts'
export type { PeerManagerComponents, PeerManagerOptions } from './peer-manager-components.ts'
export * from './peer-protocols.ts'
export type { Connectedness, PeerRecord } from './peer-records.ts'
export * from './peer-slots.ts'
export * from './peer-standing.ts'
export type { PeerStatus } from './peer-status.ts'
export * from './redial-delay.ts'
export { remoteAddressOf } from './remote-address.ts'
export * from './request-client.ts'
export * from './request-quota.ts'
export * from './request-response.ts'
export * from './request-server.ts'
export * from './waku-enr.ts'
