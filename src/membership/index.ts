/**
 * The membership contract, seen from outside the chain: following it into a local tree, registering, slashing, the
 * lifecycle of a membership, keystores. Never asks an RPC endpoint for a path of its own, never believes a root that it
 * did not compute, and never waits for the chain on the way of a message.
 */
export * from './contract.ts'
export * from './credential.ts'
export * from './keystore.ts'
export { keystoreErrorCodes } from './keystore-error.ts'
export * from './membership-error.ts'
export * from './membership-list.ts'
export * from './membership-monitor.ts'
export * from './membership-report.ts'
export * from './membership-state.ts'
export * from './membership-sync.ts'
export * from './membership-sync-options.ts'
export * from './membership-view.ts'
export * from './registration.ts'
export * from './rpc-endpoint.ts'
export * from './rpc-provider.ts'
export { latestBlockNumber, membershipRoot } from './set-queries.ts'
export * from './signer.ts'
export * from './slashing.ts'
export * from './token-info.ts'
export { revertReasonOf } from './transaction.ts'
