/**
 * Networks on one machine for people, tests and attacks: a Hardhat chain and nodes as child processes, peers that send
 * whatever they like, and the demo made of them. Nothing of it is part of a node that runs in earnest.
 */
export * from './attacker-peer.ts'
export * from './demo/demo.ts'
export type { DemoReport } from './demo/demo-report.ts'
export * from './development-members.ts'
export * from './development-network.ts'
export * from './devnet-error.ts'
export * from './hardhat-chain.ts'
export * from './message-forger.ts'
export * from './node-process.ts'
export { isClone } from './package-root.ts'
export { leaveReadyFile, READY_FILE } from './ready-file.ts'
export { requireFreePort } from './require-free-port.ts'
export { startWebChat, type WebChat } from './web/start-web-chat.ts'
export type { WebPageConfig } from './web/web-page-config.ts'
