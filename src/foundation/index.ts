/**
 * What every room stands on: bytes, time, randomness, logging, metrics, lifecycles, bounds. Knows nothing of Waku, of
 * RLN or of any platform; its only outside library is @noble/hashes.
 */
export * from './bounded-map.ts'
export * from './bounded-queue.ts'
export * from './bytes.ts'
export * from './clock.ts'
export * from './lifecycle.ts'
export * from './logger.ts'
export * from './metrics.ts'
export * from './next-task.ts'
export * from './random.ts'
export * from './release-stack.ts'
export * from './room-error.ts'
export * from './state-store.ts'
export * from './token-bucket.ts'
export * from './varint.ts'
