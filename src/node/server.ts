/** The node on Node.js: sockets, files, worker threads. */
export * from './create-waku-node.ts'
export * from './enrolment.ts'
export * from './evidence-files.ts'
export * from './index.ts'
export { DEVELOPMENT_CHAIN_ID } from './network-settings.ts'
export * from './rln-keys.ts'
