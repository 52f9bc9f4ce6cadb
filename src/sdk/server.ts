/**
 * The SDK on Node: the same names, with proofs made and verified on worker threads, artifacts out of the package, TCP
 * beside WebSocket, and memberships out of keystore files.
 */
export { createLightNode, createMessageProver } from './create-light-node-on-node.ts'
export * from './index.ts'
export { openMembership } from './open-membership.ts'
