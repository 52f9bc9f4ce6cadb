/**
 * The node: puts the rooms below together, starts and stops them in order. Everything a front desk can ask of a node is
 * the interface `WakuNode`. It has no rule of its own about messages, proofs or the chain.
 */
export * from './node-error.ts'
export * from './waku-node.ts'
