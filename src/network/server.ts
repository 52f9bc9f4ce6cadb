/** The libp2p host of a Node process: TCP and WebSocket listeners with bounded connections. */
export * from './connection-gate.ts'
export * from './connection-limits.ts'
export * from './host.ts'
