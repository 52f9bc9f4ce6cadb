/**
 * The node: puts the rooms below together, starts and stops them in order. Everything a front desk can ask of a node is
 * the interface `WakuNode`. It has no rule of its own about messages, proofs or the chain.
 */
export type { HistoryAsked } from './history-asked.ts'
export type { FilterAccess, LightMessage, LightPushAccess, LightPushOutcome } from './light-access.ts'
export * from './node-error.ts'
export type { OutgoingMessage } from './outgoing-message.ts'
export * from './waku-node.ts'
